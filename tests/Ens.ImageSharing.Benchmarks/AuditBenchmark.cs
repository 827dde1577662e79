using System.Globalization;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Benchmarks;

/// <summary>10,000 images, 64 at once, from a service that takes 20 ms for each response, compared to waiting that long and nothing else.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 5)]
[MemoryDiagnoser]
public class AuditBenchmark
{
    private const int Images = 10_000;
    private const int AtOnce = 64;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);
    private static readonly AllowList AllowList = new([new ShareAllowance("1515285520000000")]);

    [Benchmark(Baseline = true)]
    public Task WaitForTheService() => Parallel.ForEachAsync(
        Enumerable.Range(0, Images),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        static async (_, cancellationToken) => await Task.Delay(Latency, cancellationToken));

    [Benchmark]
    public async Task<int> AuditImages()
    {
        EnsClientOptions options = new() { Endpoint = new Uri("https://ens.example.invalid"), MaxCallsPerSecond = null };
        EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret"), options, new SlowService());
        ShareAuditor auditor = new(client, new ShareAuditOptions { Parallelism = AtOnce });
        int clean = 0;
        await foreach (ImageAudit image in auditor.AuditAsync(AllowList, ImageIds().ToAsyncEnumerable()))
        {
            clean += image.IsClean ? 1 : 0;
        }

        return clean == Images ? clean : throw new InvalidOperationException($"{clean} images are clean.");
    }

    private static IEnumerable<string> ImageIds() =>
        Enumerable.Range(0, Images).Select(number => string.Create(CultureInfo.InvariantCulture, $"m-{number}"));

    private sealed class SlowService : HttpMessageHandler
    {
        private const string Page =
            """{"TotalCount":1,"PageSize":100,"PageNumber":1,"RequestId":"R","Accounts":{"Account":[{"AliyunUid":"1515285520000000"}]}}""";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Latency, cancellationToken);
            return new HttpResponseMessage { Content = new StringContent(Page), RequestMessage = request };
        }
    }
}
