using Ens.ImageSharing.Models;

namespace Ens.ImageSharing.Paging;

/// <summary>
/// Reads a list until it is proven to be exact. One walk cannot notice that one item was removed and another one added between two of its
/// pages; two equal walks whose pages are cut at different places can.
/// </summary>
/// <param name="readPages">Reads the pages of the list with a page size.</param>
/// <param name="name">The list as messages name it.</param>
/// <param name="items">What the list has, in the plural.</param>
internal sealed class SnapshotReader<TPage>(Func<int, IAsyncEnumerable<TPage>> readPages, string name, string items)
    where TPage : class, IPage
{
    public const int MaxPasses = 5;

    private readonly List<string> _requestIds = [];
    private readonly List<string> _history = [];

    public IReadOnlyList<string> RequestIds => _requestIds;

    /// <summary>How many passes there were.</summary>
    public int Passes { get; private set; }

    /// <summary>Reads the list.</summary>
    /// <returns>The IDs, and why they are known to be exact.</returns>
    /// <exception cref="EnsException">The list moved all the time, or a page could not be read.</exception>
    public async Task<(IReadOnlyList<string> Ids, SnapshotProof Proof)> ReadAsync()
    {
        List<ListPass> passes = [];
        int size = RequestRules.MaxPageSize;
        EnsException? movement = null;
        while (Passes < MaxPasses)
        {
            Passes++;
            ListPass pass = new(size);
            try
            {
                if (await ReadPassAsync(pass, size).ConfigureAwait(false))
                {
                    return (pass.Ids, SnapshotProof.OneAnswer);
                }

                if (passes.Exists(pass.Proves))
                {
                    return (pass.Ids, SnapshotProof.EqualPasses);
                }

                _history.Add(FormattableString.Invariant($"pass {Passes}: {pass.DescribeChange(passes.LastOrDefault(), items)}"));
                passes.Add(pass);
            }
            catch (EnsException exception) when (exception.IsMovement)
            {
                movement = exception;
                Note(exception.RequestId);
                _history.Add(FormattableString.Invariant($"pass {Passes}: {exception.Message}"));
            }

            // Smaller than what the service uses, or the pages would be cut at the same places again.
            size = Math.Max(1, Math.Min(size, pass.LongestPage > 0 ? pass.LongestPage : size) - 1);
        }

        bool isStill = movement is null && passes.TrueForAll(pass => pass.HasSameItems(passes[0]));
        string reason = isStill
            ? $"The service divides the list of {name} at the same places whatever page size is requested, "
                + "so it cannot be proven that nothing moved. "
            : $"The list of {name} moved while it was read, "
                + FormattableString.Invariant($"so no complete list can be proven in {MaxPasses} passes. ");
        throw new EnsException(reason + string.Join("; ", _history) + ".", movement)
        {
            RequestId = _requestIds.LastOrDefault(),
            IsTransient = !isStill,
        };
    }

    /// <summary>Reads one pass.</summary>
    /// <returns>Whether its first page is the whole list.</returns>
    private async Task<bool> ReadPassAsync(ListPass pass, int size)
    {
        bool isFirst = true;
        await foreach (TPage page in readPages(size).ConfigureAwait(false))
        {
            Note(page.RequestId);
            pass.Add(page);
            if (isFirst && page.TotalCount == pass.Ids.Count)
            {
                return true;
            }

            isFirst = false;
        }

        return false;
    }

    private void Note(string? requestId)
    {
        if (requestId is not null)
        {
            _requestIds.Add(requestId);
        }
    }
}
