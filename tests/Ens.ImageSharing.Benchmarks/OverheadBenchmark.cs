using BenchmarkDotNet.Attributes;
using Ens.ImageSharing.Calls;
using Ens.ImageSharing.Options;
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
    private static readonly DescribeImageShares Operation = new(new(PageServer.Image) { PageNumber = 1, PageSize = 100 });

    private ServiceConnection _connection = null!;
    private ServiceCalls _calls = null!;

    [GlobalSetup]
    public void Prepare()
    {
        EnsCredentials credentials = EnsCredentials.FromAccessKey("FAKEAK", "fakesecret");
        Uri endpoint = new("https://ens.aliyuncs.com");
        CallLimits limits = CallLimits.Of(new EnsClientOptions());
        _connection = new ServiceConnection(
            new HttpClient(new Answering()), signing: null, endpoint, limits, new ServiceClock(TimeProvider.System), applicationId: null)
        {
            MayBlock = false,
        };
        _calls = new ServiceCalls(_connection, credentials, Jitter.Next, NullLogger.Instance);
    }

    [Benchmark(Baseline = true)]
    public async Task<ImageSharePage?> Attempt() =>
        (await _connection.SendAsync(Operation, new AttemptProgress(0, default, null), CancellationToken.None)).Answer;

    [Benchmark]
    public Task<ImageSharePage> AttemptWithinTheRetry() => _calls.SendAsync(Operation, telemetry: null, CancellationToken.None);

    [Benchmark]
    public bool TelemetryThatNobodyListensTo() => CallTelemetry.Start(_connection, Operation.Facts, PageServer.Image, 1) is null;

    [Benchmark]
    public ValueTask<int> PaceThatLimitsNothing()
    {
        _calls.Pace.Answered();
        return _calls.Pace.WaitAsync(_calls.Pace.NextTicket(), CancellationToken.None);
    }

    private sealed class Answering : HttpMessageHandler
    {
        private static readonly byte[] Body = """{"TotalCount":0}"""u8.ToArray();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(Body) });
    }
}
