using System.Globalization;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Ens.ImageSharing.Testing;

namespace Ens.ImageSharing.Benchmarks;

/// <summary>10,000 accounts, 100 a page, from a server that takes 20 ms for each answer: what fetching ahead is worth.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 5)]
[MemoryDiagnoser]
public class LongListBenchmark
{
    private const string Image = "m-benchmark";

    private readonly EnsEmulator _emulator = new();

    [GlobalSetup]
    public void Share() =>
        _emulator.Share(Image, [.. Enumerable.Range(0, 10_000).Select(number => (1515285520000000L + number).ToString(CultureInfo.InvariantCulture))]);

    [Benchmark(Baseline = true)]
    public Task<int> OnePageInFlight() => CountAsync(1);

    [Benchmark]
    public Task<int> EightPagesInFlight() => CountAsync(8);

    [Benchmark]
    public Task<int> SixteenPagesInFlight() => CountAsync(16);

    private async Task<int> CountAsync(int pagesInFlight)
    {
        EnsClientOptions options = new() { Endpoint = _emulator.Options.Endpoint, PagesInFlight = pagesInFlight };
        EnsClient client = new(_emulator.Credentials, options, new Slow(_emulator));
        int count = 0;
        await foreach (SharedAccount account in client.ListSharedAccountsAsync(Image))
        {
            count += account.AliyunUid.Length > 0 ? 1 : 0;
        }

        return count == 10_000 ? count : throw new InvalidOperationException($"{count} accounts came back.");
    }

    private sealed class Slow(EnsEmulator emulator) : DelegatingHandler(emulator)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(20, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
