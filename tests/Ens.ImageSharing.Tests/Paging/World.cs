using System.Globalization;

namespace Ens.ImageSharing.Tests.Paging;

/// <summary>What a service does not keep to.</summary>
internal enum Disturbance
{
    None,
    Removals,
    Additions,
    LargerPages,
    ShortPage,
    OtherPage,
    DuplicateAccount,
    WrongTotal,
    WrongPageNumber,
    WrongImage,
    OtherAnnouncedSize,
}

internal enum Totals
{
    OnEveryPage,
    OnSomePages,
    Never,
}

internal enum Filter
{
    Ignored,
    Applied,
    AppliedButTotalUnfiltered,
}

/// <summary>One service in memory, and what happens to its list while it is read. A page depends on its number only, not on when it is requested.</summary>
internal sealed record World
{
    /// <summary>Names the world: the same seed makes the same one.</summary>
    public required int Seed { get; init; }

    /// <summary>The page that a walk starts with.</summary>
    public required int FirstPage { get; init; }

    public required int RequestedSize { get; init; }

    /// <summary>The page size that the service works with.</summary>
    public required int UsedSize { get; init; }

    /// <summary>The page size that it announces.</summary>
    public required int AnnouncedSize { get; init; }

    public required Totals Totals { get; init; }

    public required Disturbance Disturbance { get; init; }

    /// <summary>The page that is disturbed, or the first one of several.</summary>
    public required int DisturbedPage { get; init; }

    /// <summary>How much is added, missing or wrong.</summary>
    public required int Amount { get; init; }

    /// <summary>The list as it is when a page is read, from the first page on; the last one stays.</summary>
    public required IReadOnlyList<string[]> States { get; init; }

    private bool IsDisturbed(Disturbance disturbance, int pageNumber) => Disturbance == disturbance && pageNumber == DisturbedPage;

    private bool IsDisturbedFrom(Disturbance disturbance, int pageNumber) => Disturbance == disturbance && pageNumber >= DisturbedPage;

    public string[] State(int pageNumber) => States[Math.Clamp(pageNumber - FirstPage, 0, States.Count - 1)];

    /// <summary>Whether a page carries a total.</summary>
    public bool Announces(int pageNumber) => Totals switch
    {
        Totals.OnEveryPage => true,
        Totals.Never => false,
        _ => ((Seed >> (pageNumber % 16)) & 1) == 0,
    };

    /// <summary>A page of the whole list.</summary>
    public ImageSharePage Page(int pageNumber)
    {
        string[] list = State(pageNumber);
        int size = IsDisturbedFrom(Disturbance.LargerPages, pageNumber) ? UsedSize + Amount : UsedSize;
        int source = IsDisturbed(Disturbance.OtherPage, pageNumber) ? Amount : pageNumber;
        List<string> ids = [.. list.Skip((source - 1) * size).Take(size)];
        if (IsDisturbed(Disturbance.ShortPage, pageNumber))
        {
            ids.RemoveRange(Seed % (ids.Count - Math.Min(Amount, ids.Count) + 1), Math.Min(Amount, ids.Count));
        }

        if (IsDisturbed(Disturbance.DuplicateAccount, pageNumber) && ids.Count > 1)
        {
            ids[1] = ids[0];
        }

        return Page(pageNumber, ids, list.Length);
    }

    /// <summary>A page of the list as the service filters it.</summary>
    public ImageSharePage Page(int pageNumber, string account, Filter filter)
    {
        if (filter == Filter.Ignored)
        {
            return Page(pageNumber);
        }

        string[] list = State(pageNumber);
        string[] found = [.. list.Where(id => id == account)];
        return Page(pageNumber, pageNumber == 1 ? found : [], filter == Filter.Applied ? found.Length : list.Length);
    }

    private ImageSharePage Page(int pageNumber, IEnumerable<string> ids, int total)
    {
        int announced = IsDisturbedFrom(Disturbance.WrongTotal, pageNumber) ? Math.Max(0, total + Amount) : total;
        return new ImageSharePage
        {
            ImageId = IsDisturbed(Disturbance.WrongImage, pageNumber) ? "m-other" : ModelServer.Image,
            PageNumber = IsDisturbed(Disturbance.WrongPageNumber, pageNumber) ? pageNumber + Amount : pageNumber,
            PageSize = IsDisturbedFrom(Disturbance.OtherAnnouncedSize, pageNumber) ? AnnouncedSize + Amount : AnnouncedSize,
            TotalCount = Announces(pageNumber) ? announced : null,
            RequestId = "R-" + pageNumber.ToString(CultureInfo.InvariantCulture),
            Accounts = [.. ids.Select(id => new SharedAccount(id))],
        };
    }
}
