namespace Ens.ImageSharing.Changes;

/// <summary>
/// Sees to it that accounts have an image, or have it not: sends what is to be changed, and looks at the list until it shows it. What was sent is never
/// taken for done, and what may have been done is never sent again unless the list shows that it was not.
/// </summary>
internal sealed class AccountChange(
    EnsClient client, string imageId, IReadOnlyList<string> accounts, bool isAddition, ChangeLimits limits, TimeProvider timeProvider)
{
    private const int MostPerAddition = 10;

    private readonly List<string> _requestIds = [];
    private readonly List<SentChange> _sent = [];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _sends = new(StringComparer.Ordinal);

    public async Task<ImageShareChange> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            ImageShareSnapshot before = await client.ReadSharesAsync(imageId, cancellationToken).ConfigureAwait(false);
            ImageShareSnapshot after = before;
            string[] open = Open(before);
            for (int looks = 0; open.Length > 0; looks++)
            {
                int sent = await SendAsync(Unsent(open, after), after, cancellationToken).ConfigureAwait(false);
                await WaitAsync(sent > 0 ? 0 : looks, open, cancellationToken).ConfigureAwait(false);
                after = await client.ReadSharesAsync(imageId, cancellationToken).ConfigureAwait(false);
                looks = sent > 0 ? 0 : looks;
                open = Settle(after);
            }

            string[] changed = [.. accounts.Where(_done.Contains)];
            return new ImageShareChange
            {
                ImageId = imageId,
                Before = before,
                After = after,
                Added = isAddition ? changed : [],
                Removed = isAddition ? [] : changed,
                RequestIds = [.. _requestIds],
            };
        }
        catch (Exception exception) when (NoteChanges(exception))
        {
            throw;
        }
    }

    /// <summary>The accounts that a list shows to be unchanged still.</summary>
    private string[] Open(ImageShareSnapshot snapshot) => [.. accounts.Where(account => snapshot.Contains(account) != isAddition)];

    /// <summary>Compares what was sent with what the list shows.</summary>
    private string[] Settle(ImageShareSnapshot snapshot)
    {
        string[] open = Open(snapshot);
        HashSet<string> unchanged = new(open, StringComparer.Ordinal);
        foreach (SentChange change in _sent)
        {
            change.Settle(unchanged);
            _done.UnionWith(change.Accounts.Where(account => !unchanged.Contains(account)));
        }

        _sent.RemoveAll(change => change.Waiting.Count == 0);
        return open;
    }

    /// <summary>What is neither changed nor on its way.</summary>
    private string[] Unsent(string[] open, ImageShareSnapshot snapshot)
    {
        HashSet<string> waiting = new(_sent.SelectMany(change => change.Waiting), StringComparer.Ordinal);
        return [.. open.Where(account => !waiting.Contains(account) && snapshot.Contains(account) != isAddition)];
    }

    private async Task<int> SendAsync(string[] unsent, ImageShareSnapshot snapshot, CancellationToken cancellationToken)
    {
        int size = isAddition ? MostPerAddition : 1;
        int sent = 0;
        for (int start = 0; start < unsent.Length; start += size)
        {
            SentChange change = new([.. unsent.Skip(start).Take(size)], timeProvider.GetTimestamp());
            sent++;
            if (!await TrySendAsync(change, snapshot, cancellationToken).ConfigureAwait(false))
            {
                // What happened is read from the list before anything else is sent.
                break;
            }
        }

        return sent;
    }

    /// <summary>Sends one change.</summary>
    /// <returns>Whether the service accepted it.</returns>
    private async Task<bool> TrySendAsync(SentChange change, ImageShareSnapshot snapshot, CancellationToken cancellationToken)
    {
        int sends = change.Accounts.Max(account => _sends[account] = _sends.TryGetValue(account, out int before) ? before + 1 : 1);
        ModifyImageSharePermissionRequest request = isAddition
            ? new(imageId) { AddAccounts = change.Accounts }
            : new(imageId) { RemoveAccount = change.Accounts[0] };
        try
        {
            _sent.Add(change);
            ModifyImageSharePermissionResult result =
                await client.ModifyImageSharePermissionAsync(request, cancellationToken).ConfigureAwait(false);
            change.IsAccepted = true;
            _ = result.RequestId is { } requestId ? Note(requestId) : 0;
            return true;
        }
        catch (EnsOutcomeUnknownException exception) when (sends <= limits.MaxRetries && !cancellationToken.IsCancellationRequested)
        {
            change.Cause = exception;
            return false;
        }
        catch (EnsOutcomeUnknownException)
        {
            throw;
        }
        catch (EnsException exception) when (exception is EnsInvalidParameterException || exception.ErrorCode is not null)
        {
            _sent.Remove(change);
            if (!await IsAlreadyDoneAsync(exception, change, snapshot, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            return false;
        }
        catch
        {
            _sent.Remove(change);
            throw;
        }
    }

    private int Note(string requestId)
    {
        _requestIds.Add(requestId);
        return _requestIds.Count;
    }

    /// <summary>
    /// Whether a refusal means that somebody else has made a part of the change meanwhile: adding an account twice, or removing an absent one, may be
    /// an error.
    /// </summary>
    private async Task<bool> IsAlreadyDoneAsync(
        EnsException refusal, SentChange change, ImageShareSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (refusal is EnsNoPermissionException or EnsThrottlingException or EnsAuthenticationException or EnsServerException
            || refusal.Is(EnsErrorCodes.InvalidImageTypeNotSupported))
        {
            return false;
        }

        ImageShareSnapshot now = await client.ReadSharesAsync(imageId, cancellationToken).ConfigureAwait(false);
        return change.Accounts.Any(account => now.Contains(account) != snapshot.Contains(account));
    }

    private async Task WaitAsync(int looks, string[] open, CancellationToken cancellationToken)
    {
        if (looks == 0)
        {
            return;
        }

        double factor = Math.Pow(2, Math.Min(looks - 1, 30));
        TimeSpan wait = TimeSpan.FromTicks((long)Math.Min(limits.LongestWait.Ticks, Math.Max(1, limits.FirstWait.Ticks) * factor));
        SentChange? oldest = _sent.Find(change => change.Waiting.Count > 0);
        if (oldest is not null && timeProvider.GetElapsedTime(oldest.SentAt) + wait >= limits.VisibleWithin)
        {
            throw NotSeen(oldest, open);
        }

        await Task.Delay(wait, timeProvider, cancellationToken).ConfigureAwait(false);
    }

    private Exception NotSeen(SentChange change, string[] open)
    {
        string which = string.Join(", ", open);
        return change.IsAccepted
            ? new TimeoutException(FormattableString.Invariant(
                $"The service accepted a change of image '{imageId}', but it was not seen within {limits.VisibleWithin.TotalSeconds} s ({nameof(EnsClientOptions)}.{nameof(EnsClientOptions.Timeout)}). Not seen: {which}."))
            : new EnsOutcomeUnknownException(
                $"It is unknown whether the change of image '{imageId}' was made, and reading did not show it. Not seen: {which}.", change.Cause);
    }

    /// <summary>Notes what was done on whatever ends the method. Always <see langword="false"/>, so that the exception passes untouched.</summary>
    private bool NoteChanges(Exception exception)
    {
        string[] accepted = [.. _sent.Where(change => change.IsAccepted).SelectMany(change => change.Waiting)];
        exception.Data["Changed"] = accounts.Where(account => _done.Contains(account) || accepted.Contains(account, StringComparer.Ordinal)).ToArray();
        exception.Data["Unknown"] = _sent.Where(change => !change.IsAccepted).SelectMany(change => change.Waiting).ToArray();
        return false;
    }
}
