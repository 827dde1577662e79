using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace Ens.ImageSharing.Benchmarks;

/// <summary>The first 1,000 pages of a process, one after the other: most code runs for the first time.</summary>
[SimpleJob(RunStrategy.ColdStart, launchCount: 15, warmupCount: 0, iterationCount: 1, invocationCount: 1)]
public class FirstCallsBenchmark
{
    private const int Pages = 1_000;

    private readonly PageBenchmark _one = new();

    [GlobalSetup]
    public void Start() => _one.Start();

    [GlobalCleanup]
    public void Stop() => _one.Stop();

    [Benchmark(Baseline = true)]
    public Task BareHttpClient() => AllAsync(_one.BareHttpClient);

    [Benchmark]
    public Task WholeClient() => AllAsync(_one.WholeClient);

    private static async Task AllAsync(Func<Task<int>> page)
    {
        for (int i = 0; i < Pages; i++)
        {
            await page();
        }
    }
}
