using BenchmarkDotNet.Attributes;
using Ens.ImageSharing.Resilience;
using Ens.ImageSharing.Telemetry;
using Ens.ImageSharing.Transport;
using Ens.ImageSharing.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ens.ImageSharing.Benchmarks;

/// <summary>What stands around an attempt that succeeds: the retry, and telemetry that nobody listens to. Without a socket, which would hide it.</summary>
[SimpleJob(warmupCount: 5, iterationCount: 15)]
[MemoryDiagnoser]
public class OverheadBenchmark
{
    private static readonly PageQuery Query = new(PageServer.Image, 1, 100, null);

    private readonly Uri _endpoint = new("https://ens.aliyuncs.com");
    private OperationTransport<ImageSharePage> _attempt = null!;
    private EnsRetry<ImageSharePage> _retry = null!;

    [GlobalSetup]
    public void Prepare()
    {
        EnsClientOptions options = new();
        EnsCredentials credentials = EnsCredentials.FromAccessKey("FAKEAK", "fakesecret");
        ServiceClock clock = new(TimeProvider.System);
        HttpClient http = new(new Answering());
        _attempt = new OperationTransport<ImageSharePage>(http, _endpoint, options, clock);
        _retry = new EnsRetry<ImageSharePage>(_attempt, new RetryRules(options, credentials, clock, Jitter.Next), NullLogger.Instance);
    }

    [Benchmark(Baseline = true)]
    public Task<ImageSharePage> Attempt() => _attempt.SendAsync(Query, default, CancellationToken.None);

    [Benchmark]
    public Task<ImageSharePage> AttemptWithinTheRetry() => _retry.SendAsync(Query, told: null, CancellationToken.None);

    [Benchmark]
    public bool TelemetryThatNobodyListensTo() => PageCall.Begin(_endpoint, PageServer.Image, 1, TimeProvider.System) is null;

    private sealed class Answering : HttpMessageHandler
    {
        private static readonly byte[] Body = """{"TotalCount":0}"""u8.ToArray();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(Body) });
    }
}
