using System.Runtime.CompilerServices;

namespace Ens.ImageSharing.Paging;

/// <summary>The items of pages.</summary>
internal static class Items
{
    /// <summary>Enumerates the items of pages in order, each once per page.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="itemsOf">The items of a page.</param>
    /// <param name="idOf">The ID of an item.</param>
    /// <param name="onlyId">The only ID to return, because the service may not apply its filter; <see langword="null"/> for all.</param>
    /// <param name="argument">Cancels the enumeration.</param>
    /// <param name="enumeration">Cancels the enumeration, too.</param>
    public static async IAsyncEnumerable<TItem> OfAsync<TPage, TItem>(
        IAsyncEnumerable<TPage> pages,
        Func<TPage, IReadOnlyList<TItem>> itemsOf,
        Func<TItem, string> idOf,
        string? onlyId,
        CancellationToken argument,
        [EnumeratorCancellation] CancellationToken enumeration = default)
    {
        using CallerTokens tokens = new(argument, enumeration);
        HashSet<string> seen = new(StringComparer.Ordinal);
        await foreach (TPage page in pages.WithCancellation(enumeration).ConfigureAwait(false))
        {
            seen.Clear();
            foreach (TItem item in itemsOf(page))
            {
                string id = idOf(item);
                if ((onlyId is null || string.Equals(id, onlyId, StringComparison.Ordinal)) && seen.Add(id))
                {
                    tokens.ThrowIfCancellationRequested();
                    yield return item;
                }
            }
        }
    }

    /// <summary>Whether there is an item.</summary>
    public static async Task<bool> AnyAsync<TItem>(IAsyncEnumerable<TItem> items)
    {
        IAsyncEnumerator<TItem> enumerator = items.GetAsyncEnumerator();
        await using ConfiguredAsyncDisposable _ = enumerator.ConfigureAwait(false);
        return await enumerator.MoveNextAsync().ConfigureAwait(false);
    }
}
