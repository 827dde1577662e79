using System.Runtime.CompilerServices;

namespace Ens.ImageSharing.Paging;

/// <summary>The walk over the pages of one list. Knows pages and nothing of where they come from.</summary>
/// <param name="readPage">Asks for one page.</param>
/// <param name="imageId">The image whose pages they are.</param>
/// <param name="firstPage">The page to begin with.</param>
/// <param name="filtered">Whether the list is filtered by an account: nobody documents whether its total is filtered too, so that an empty page ends it.</param>
/// <param name="pagesInFlight">How many pages are asked for at once, once the first one has told how many there are.</param>
internal sealed class PageWalk(ReadPage readPage, string imageId, int firstPage, bool filtered, int pagesInFlight)
{
    /// <summary>No list has as many pages; a server that never ends has.</summary>
    public const int MaxPages = 100_000;

    /// <summary>Reads page after page, as long as the service's own figures announce another one.</summary>
    public async IAsyncEnumerable<ImageSharePage> ReadAsync(CancellationToken argument, [EnumeratorCancellation] CancellationToken enumeration = default)
    {
        using CallerTokens tokens = new(argument, enumeration);
        PagesAhead ahead = new(readPage, pagesInFlight, tokens.Either);
        await using ConfiguredAsyncDisposable _ = ahead.ConfigureAwait(false);
        PageEvidence evidence = new(imageId, filtered);
        for (int pageNumber = firstPage; ; pageNumber++)
        {
            tokens.ThrowIfCancellationRequested();
            ImageSharePage page = await NextAsync(ahead.NextAsync(pageNumber, evidence.LastPage), tokens).ConfigureAwait(false);
            bool more = evidence.Judge(page, pageNumber);
            yield return page;
            if (!more)
            {
                yield break;
            }

            if (pageNumber - firstPage == MaxPages - 1 || pageNumber == int.MaxValue)
            {
                throw new EnsException(FormattableString.Invariant($"The list of image {imageId} does not end: after {pageNumber - firstPage + 1} pages the service still announces more, at page {pageNumber}."));
            }
        }
    }

    private static async Task<ImageSharePage> NextAsync(Task<ImageSharePage> page, CallerTokens tokens)
    {
        try
        {
            return await page.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            tokens.ThrowIfCancellationRequested();
            throw;
        }
    }
}
