using System.Globalization;

namespace Ens.ImageSharing.Tests.Paging;

/// <summary>A list on a server, in numbers: what it has, what it tells, and how it is asked.</summary>
internal sealed class ModelServer(int accounts, int pageSize)
{
    private int _underWay;

    public const string Image = "m-model";

    /// <summary>The pages that were asked for, in the order they were.</summary>
    public List<int> Asked { get; } = [];

    public int MostAtOnce { get; private set; }

    /// <summary>What becomes of a page before it is handed out.</summary>
    public Func<ImageSharePage, ImageSharePage> Change { get; init; } = page => page;

    /// <summary>Whether answers come later and in any order.</summary>
    public bool Asynchronous { get; init; }

    public async Task<ImageSharePage> ReadAsync(int pageNumber, CancellationToken cancellationToken)
    {
        lock (Asked)
        {
            Asked.Add(pageNumber);
            MostAtOnce = Math.Max(MostAtOnce, ++_underWay);
        }

        try
        {
            if (Asynchronous)
            {
                await Task.Yield();
            }

            cancellationToken.ThrowIfCancellationRequested();
            return Change(Page(pageNumber));
        }
        finally
        {
            lock (Asked)
            {
                _underWay--;
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

    public static IEnumerable<SharedAccount> Range(int count) => Enumerable.Range(1, count).Select(id => new SharedAccount(id.ToString(CultureInfo.InvariantCulture)));
}
