using BenchmarkDotNet.Attributes;

namespace Ens.ImageSharing.Benchmarks;

/// <summary>A call that the service refuses once, which the client then signs again and sends at once, beside two pages of the bare client.</summary>
[SimpleJob(warmupCount: 5, iterationCount: 15)]
[MemoryDiagnoser]
public class RefusedCallBenchmark
{
    private readonly DescribeImageSharePermissionRequest _request = new(PageServer.Image) { PageNumber = 1, PageSize = 100 };
    private PageServer _server = null!;
    private PageServer _refusing = null!;
    private Floor _floor = null!;
    private EnsClient _client = null!;

    [GlobalSetup]
    public void Start()
    {
        (_server, _refusing) = (new PageServer(), new PageServer(refuses: true));
        _floor = new Floor(_server.Address);
        _client = new EnsClient(EnsCredentials.FromAccessKey("FAKEAK", "fakesecret"), new EnsClientOptions { Endpoint = _refusing.Address });
    }

    [GlobalCleanup]
    public void Stop()
    {
        _floor.Dispose();
        _server.Dispose();
        _refusing.Dispose();
    }

    [Benchmark(Baseline = true)]
    public async Task<int> TwoPagesOfTheBareHttpClient() => await _floor.ReadPageAsync() + await _floor.ReadPageAsync();

    [Benchmark]
    public async Task<int> RefusedOnce() => (await _client.DescribeImageSharePermissionAsync(_request)).Accounts.Count;
}
