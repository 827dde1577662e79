using BenchmarkDotNet.Attributes;

namespace Ens.ImageSharing.Benchmarks;

/// <summary>One page of 100 accounts after the other, from the same server: the whole client beside a bare one.</summary>
[SimpleJob(warmupCount: 5, iterationCount: 15)]
[MemoryDiagnoser]
public class PageBenchmark
{
    private readonly DescribeImageSharePermissionRequest _request = new(PageServer.Image) { PageNumber = 1, PageSize = 100 };
    private PageServer _server = null!;
    private Floor _floor = null!;
    private EnsClient _client = null!;

    [GlobalSetup]
    public void Start()
    {
        _server = new PageServer();
        _floor = new Floor(_server.Address);
        _client = new EnsClient(EnsCredentials.FromAccessKey("FAKEAK", "fakesecret"), new EnsClientOptions { Endpoint = _server.Address });
    }

    [GlobalCleanup]
    public void Stop()
    {
        _floor.Dispose();
        _server.Dispose();
    }

    [Benchmark(Baseline = true)]
    public Task<int> BareHttpClient() => _floor.ReadPageAsync();

    [Benchmark]
    public async Task<int> WholeClient() => (await _client.DescribeImageSharePermissionAsync(_request)).Accounts.Count;
}

/// <summary>64 callers at once, 50 pages each.</summary>
[SimpleJob(warmupCount: 20, iterationCount: 20)]
public class ConcurrentPagesBenchmark
{
    private const int Callers = 64, Pages = 50;

    private readonly PageBenchmark _one = new();

    [GlobalSetup]
    public void Start() => _one.Start();

    [GlobalCleanup]
    public void Stop() => _one.Stop();

    [Benchmark(Baseline = true, OperationsPerInvoke = Callers * Pages)]
    public Task BareHttpClient() => AllAsync(_one.BareHttpClient);

    [Benchmark(OperationsPerInvoke = Callers * Pages)]
    public Task WholeClient() => AllAsync(_one.WholeClient);

    private static Task AllAsync(Func<Task<int>> page) => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
    {
        for (int i = 0; i < Pages; i++)
        {
            await page();
        }
    })));
}
