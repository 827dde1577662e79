using System.Runtime.CompilerServices;
using Ens.ImageSharing.Models;

namespace Ens.ImageSharing.Paging;

/// <summary>Walks over the pages of one list. Knows neither what the items are nor where the pages come from.</summary>
/// <param name="readPage">Reads one page.</param>
/// <param name="list">The list.</param>
/// <param name="pagesInFlight">How many pages are requested at once, as soon as the first one has told how many there are.</param>
internal sealed class PageWalk<TPage>(Func<int, CancellationToken, Task<TPage>> readPage, ListDescription list, int pagesInFlight)
    where TPage : class, IPage
{
    /// <summary>No real list has as many pages; a server that never ends a list does.</summary>
    public const int MaxPages = 100_000;

    private const string PageNumberKey = nameof(EnsException.PageNumber);

    /// <summary>Reads page after page until the evidence says that the list is complete.</summary>
    public async IAsyncEnumerable<TPage> ReadAsync(
        CancellationToken argument, [EnumeratorCancellation] CancellationToken enumeration = default)
    {
        using CallerTokens tokens = new(argument, enumeration);
        PagePrefetcher<TPage> prefetcher = new(readPage, pagesInFlight, tokens.Either);
        await using ConfiguredAsyncDisposable _ = prefetcher.ConfigureAwait(false);
        PageSequence sequence = new(list);
        for (int pageNumber = list.FirstPage; ; pageNumber++)
        {
            (TPage page, bool more) = await NextAsync(prefetcher, sequence, pageNumber, tokens).ConfigureAwait(false);
            yield return page;
            if (!more)
            {
                yield break;
            }

            if (pageNumber - list.FirstPage == MaxPages - 1 || pageNumber == int.MaxValue)
            {
                throw Endless(pageNumber);
            }
        }
    }

    /// <summary>
    /// Notes the page on whatever ends a walk. Always <see langword="false"/>, so that a filter lets the exception pass untouched.
    /// </summary>
    private static bool Note(Exception exception, int pageNumber)
    {
        exception.Data[PageNumberKey] = pageNumber;
        return false;
    }

    private static async Task<(TPage Page, bool More)> NextAsync(
        PagePrefetcher<TPage> prefetcher, PageSequence sequence, int pageNumber, CallerTokens tokens)
    {
        try
        {
            tokens.ThrowIfCancellationRequested();
            TPage page = await prefetcher.NextAsync(pageNumber, sequence.LastPage).ConfigureAwait(false);
            return (page, sequence.Accept(page, pageNumber));
        }
        catch (OperationCanceledException) when (tokens.Either.IsCancellationRequested)
        {
            OperationCanceledException cancellation = tokens.ToException();
            Note(cancellation, pageNumber);
            throw cancellation;
        }
        catch (Exception exception) when (Note(exception, pageNumber))
        {
            throw;
        }
    }

    private EnsException Endless(int pageNumber)
    {
        int pages = pageNumber - list.FirstPage + 1;
        EnsException exception = new(FormattableString.Invariant(
            $"Listing {list.Name} was stopped after {pages} pages, at page {pageNumber}: the service still announces more."))
        {
            PageNumber = pageNumber,
        };
        Note(exception, pageNumber);
        return exception;
    }
}
