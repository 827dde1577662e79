using System.Globalization;
using Ens.ImageSharing.Paging;

namespace Ens.ImageSharing.Tests.Paging;

/// <summary>A list on a server, in numbers: what it has, what it tells, and how it is asked.</summary>
internal sealed class ModelServer(int accounts, int pageSize)
{
    private int _inFlight;

    public const string Image = "m-model";

    /// <summary>The pages that were requested, in this order.</summary>
    public List<int> Requested { get; } = [];

    public int MostInFlight { get; private set; }

    /// <summary>What becomes of a page before it is returned.</summary>
    public Func<ImageSharePage, ImageSharePage> Change { get; init; } = page => page;

    /// <summary>Whether responses come later and in any order.</summary>
    public bool IsAsynchronous { get; init; }

    /// <summary>A walk over the pages of a server.</summary>
    /// <param name="read">Reads one page.</param>
    /// <param name="firstPage">The page to start with.</param>
    /// <param name="inFlight">How many pages are requested at once.</param>
    /// <param name="size">The requested page size.</param>
    /// <param name="filter">The account to filter by.</param>
    public static PageWalk<ImageSharePage> Walk(
        Func<int, CancellationToken, Task<ImageSharePage>> read, int firstPage = 1, int inFlight = 1, int size = 100, string? filter = null) =>
        new(read, new ListDescription($"image '{Image}'", "accounts", Image, firstPage, size, filter is not null) { OnlyId = filter }, inFlight);

    /// <summary>Walks to the end.</summary>
    /// <returns>The pages that were delivered, and what ended the walk.</returns>
    public static async Task<(List<ImageSharePage> Pages, Exception? Failure)> ReadAllAsync(PageWalk<ImageSharePage> walk)
    {
        List<ImageSharePage> pages = [];
        Exception? failure = await Record.ExceptionAsync(async () =>
        {
            await foreach (ImageSharePage page in walk.ReadAsync(default))
            {
                pages.Add(page);
            }
        });
        return (pages, failure);
    }

    public static IEnumerable<SharedAccount> Range(int count) =>
        Enumerable.Range(1, count).Select(id => new SharedAccount(id.ToString(CultureInfo.InvariantCulture)));

    public Task<(List<ImageSharePage> Pages, Exception? Failure)> WalkAsync(int firstPage = 1, int inFlight = 1) =>
        ReadAllAsync(Walk(ReadAsync, firstPage, inFlight));

    public async Task<ImageSharePage> ReadAsync(int pageNumber, CancellationToken cancellationToken)
    {
        lock (Requested)
        {
            Requested.Add(pageNumber);
            MostInFlight = Math.Max(MostInFlight, ++_inFlight);
        }

        try
        {
            if (IsAsynchronous)
            {
                await Task.Yield();
            }

            cancellationToken.ThrowIfCancellationRequested();
            return Change(Page(pageNumber));
        }
        finally
        {
            lock (Requested)
            {
                _inFlight--;
            }
        }
    }

    public ImageSharePage Page(int pageNumber) => new()
    {
        ImageId = Image,
        PageNumber = pageNumber,
        PageSize = pageSize,
        TotalCount = accounts,
        RequestId = "R-" + pageNumber.ToString(CultureInfo.InvariantCulture),
        Accounts = [.. Range(accounts).Skip((pageNumber - 1) * pageSize).Take(pageSize)],
    };
}
