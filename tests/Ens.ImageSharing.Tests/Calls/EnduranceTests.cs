using System.Diagnostics;
using Ens.ImageSharing.Tests.Servers;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>What many calls and hostile answers cost the process: nothing that stays.</summary>
[Collection("alone")]
public class EnduranceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_thousand_calls_leave_handles_threads_and_heap_flat()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer("""{"TotalCount":1,"Accounts":{"Account":[{"AliyunUid":"7"}]}}"""));
        EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret"), new EnsClientOptions { Endpoint = server.Address });
        await CallAsync(2_000);
        (int handles, int threads, long heap) = Figures();

        await CallAsync(20_000);

        (int handlesAfter, int threadsAfter, long heapAfter) = Figures();
        Assert.InRange(handlesAfter, 0, handles + 50);
        Assert.InRange(threadsAfter, 0, threads + 20);
        Assert.InRange(heapAfter, 0, heap + 4_000_000);

        async Task CallAsync(int calls)
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, calls), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Token }, async (_, token) =>
                await client.DescribeImageSharePermissionAsync(new("m"), token));
            server.Requests.Clear();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hostile_answer_of_a_gigabyte_costs_less_than_8_MB(bool announced)
    {
        await using LoopbackServer server = new(async (stream, _, token) =>
        {
            string head = announced ? "Content-Length: 1000000000" : "Transfer-Encoding: chunked";
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{head}\r\n\r\n"), token);
            byte[] chunk = new byte[64 * 1024];
            Array.Fill(chunk, (byte)' ');
            for (int i = 0; i < 1_000_000_000 / chunk.Length; i++)
            {
                if (!announced)
                {
                    await stream.WriteAsync("10000\r\n"u8.ToArray(), token);
                }

                await stream.WriteAsync(chunk, token);
                if (!announced)
                {
                    await stream.WriteAsync("\r\n"u8.ToArray(), token);
                }
            }
        });
        EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret"), new EnsClientOptions { Endpoint = server.Address });
        await Record.ExceptionAsync(() => client.DescribeImageSharePermissionAsync(new("m"), Token));
        long before = GC.GetTotalAllocatedBytes(precise: true);

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => client.DescribeImageSharePermissionAsync(new("m"), Token));

        Assert.Contains("It is longer than 1048576 bytes", exception.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 8_000_000);
    }

    private static (int Handles, int Threads, long Heap) Figures()
    {
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        using Process process = Process.GetCurrentProcess();
        int handles = OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : process.HandleCount;
        return (handles, process.Threads.Count, heap);
    }
}
