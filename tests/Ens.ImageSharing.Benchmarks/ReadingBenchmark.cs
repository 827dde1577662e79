using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Benchmarks;

/// <summary>Reading a page of 100 accounts, beside walking the same bytes and making the same strings.</summary>
[SimpleJob(warmupCount: 5, iterationCount: 15)]
[MemoryDiagnoser]
public class ReadingBenchmark
{
    private static readonly DescribeImageShares Operation = new(new(PageServer.Image) { PageNumber = 1, PageSize = 100 });

    [Benchmark(Baseline = true)]
    public int WalkTheBytes()
    {
        Utf8JsonReader json = new(PageServer.Body);
        int length = 0;
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.String)
            {
                length += json.GetString()!.Length;
            }
        }

        return length;
    }

    [Benchmark]
    public int ReadThePage() => Operation.Read(PageServer.Body, null)!.Accounts.Count;

    [Benchmark]
    public int DeserializeIntoRecords() => JsonSerializer.Deserialize(PageServer.Body, FloorJson.Default.Page)!.Accounts.Account.Count;
}
