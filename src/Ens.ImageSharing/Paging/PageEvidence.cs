namespace Ens.ImageSharing.Paging;

/// <summary>What the pages so far prove about the list: whether a page belongs to it, and whether another one follows.</summary>
internal sealed class PageEvidence(string imageId, bool filtered)
{
    private ImageSharePage? _previous;
    private int? _total;

    /// <summary>The last page that the figures so far imply; 0 before the first page and where nothing implies one.</summary>
    public int LastPage =>
        _previous is not null && _total is { } total && !filtered ? (int)Math.Min(int.MaxValue, ((long)total + _previous.PageSize - 1) / _previous.PageSize) : 0;

    /// <summary>Checks the next page.</summary>
    /// <returns>Whether another page follows.</returns>
    /// <exception cref="EnsException">The page contradicts the request, the page before it or itself.</exception>
    public bool Judge(ImageSharePage page, int pageNumber)
    {
        if (page.PageNumber != pageNumber)
        {
            throw Contradiction(page, pageNumber, $"page {page.PageNumber} came back");
        }

        if (IsAnotherImage(page.ImageId))
        {
            throw Contradiction(page, pageNumber, $"a page of image {page.ImageId} came back");
        }

        if (_previous is not null && page.Accounts.SequenceEqual(_previous.Accounts))
        {
            throw Contradiction(page, pageNumber, "the accounts of the page before came back");
        }

        // A total is good until the service sends another one.
        _total = page.TotalCount ?? _total;
        _previous = page;
        if (page.Accounts.Count == 0)
        {
            return _total is not null && !filtered && IsAnnounced(page)
                ? throw Contradiction(page, pageNumber, $"an empty page came back, although the service announces {_total} accounts")
                : false;
        }

        return IsAnnounced(page);
    }

    /// <summary>Whether the figures announce accounts beyond a page: the size that counts is the one the service worked with.</summary>
    private bool IsAnnounced(ImageSharePage page) =>
        _total is { } total ? (long)page.PageNumber * page.PageSize < total : page.Accounts.Count >= page.PageSize;

    /// <summary>Identifiers in documentation and demonstrations end in asterisks, and match nothing.</summary>
    private bool IsAnotherImage(string echoed) =>
        !string.Equals(echoed, imageId, StringComparison.Ordinal) && !echoed.Contains('*') && !imageId.Contains('*');

    private EnsException Contradiction(ImageSharePage page, int pageNumber, string seen)
    {
        string requestId = page.RequestId is null ? "" : $" (request id {page.RequestId})";
        return new EnsException(FormattableString.Invariant($"The list of image {imageId} cannot be read on: page {pageNumber} was asked for, and {seen}{requestId}. The accounts before it were delivered; the list is incomplete."))
        {
            RequestId = page.RequestId,
            PageNumber = pageNumber,
            Attempts = 1,
        };
    }
}
