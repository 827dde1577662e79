using System.Runtime.ExceptionServices;

namespace Ens.ImageSharing.Changes;

/// <summary>
/// Sees to it that accounts have an image, or have it not: sends what is to be changed, and looks at the list until it shows it. What was
/// sent is never taken for done, and what may have been done is never sent again unless the list shows that it was not.
/// </summary>
/// <param name="read">Reads the list, proven.</param>
/// <param name="send">Sends a change.</param>
/// <param name="imageId">The image.</param>
/// <param name="accounts">The accounts.</param>
/// <param name="isAddition">Whether they shall have the image.</param>
/// <param name="limits">How long and how often the change is tried and looked for.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class AccountChange(
    Func<CancellationToken, Task<ImageShareSnapshot>> read,
    Func<ModifyImageSharePermissionRequest, CancellationToken, Task<ModifyImageSharePermissionResult>> send,
    string imageId,
    IReadOnlyList<string> accounts,
    bool isAddition,
    ChangeLimits limits,
    TimeProvider timeProvider)
{
    private const int MostPerAddition = 10;

    private readonly ChangeLedger _ledger = new();
    private readonly List<string> _requestIds = [];
    private EnsException? _lastUnknown;
    private Exception? _verdict;

    public async Task<ImageShareChange> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            ImageShareSnapshot before = await read(cancellationToken).ConfigureAwait(false);
            ImageShareSnapshot after = before;
            int waits = 0;
            for (string[] open = Unchanged(before); open.Length > 0; open = Unchanged(after))
            {
                string[] unsent = [.. open.Where(account => !_ledger.IsWaiting(account))];
                if (unsent.Length > 0)
                {
                    await SendAsync(unsent, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await WaitAsync(waits++, cancellationToken).ConfigureAwait(false);
                }

                after = await read(cancellationToken).ConfigureAwait(false);
                waits = Look(after) ? 0 : waits;
                ThrowIf(_ledger.FindUnexplained()?.Cause);
            }

            string[] changed = [.. accounts.Where(_ledger.IsDone)];
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
        catch (Exception exception) when (LeavesOpen(exception, cancellationToken))
        {
            EnsOutcomeUnknownException unknown = new(
                $"It is unknown whether image '{imageId}' was {(isAddition ? "shared with" : "unshared from")} "
                + $"{string.Join(", ", accounts.Where(_ledger.IsUnknown))}: {exception.Message}",
                exception)
            {
                IsTransient = false,
            };
            NoteChanges(unknown);
            throw unknown;
        }
        catch (Exception exception) when (NoteChanges(exception))
        {
            throw;
        }
    }

    private void ThrowIf(Exception? failure)
    {
        if (failure is not null)
        {
            _verdict = failure;
            ExceptionDispatchInfo.Capture(failure).Throw();
        }
    }

    /// <summary>
    /// Whether a failure ended the method before the list could tell what became of the changes that were sent. Who cancels while the list
    /// does not show yet what the service accepted knows what happened.
    /// </summary>
    private bool LeavesOpen(Exception failure, CancellationToken cancellationToken)
    {
        string[] unknown = [.. accounts.Where(_ledger.IsUnknown)];
        bool isCanceled = failure is OperationCanceledException && cancellationToken.IsCancellationRequested;
        return failure is not EnsOutcomeUnknownException && failure != _verdict && unknown.Length > 0
            && !(isCanceled && Array.TrueForAll(unknown, account => _ledger.UnknownSends(account) == 0));
    }

    /// <summary>Whether a refusal may mean that the change has been made before, by this client or by another one.</summary>
    private static bool MayMeanDone(EnsException refusal) =>
        refusal.ErrorCode is not null
        && refusal is not (EnsNoPermissionException or EnsThrottlingException or EnsAuthenticationException or EnsServerException)
        && !refusal.Is(EnsErrorCodes.InvalidImageTypeNotSupported);

    /// <summary>The accounts that a list shows to be unchanged.</summary>
    private string[] Unchanged(ImageShareSnapshot snapshot) => [.. accounts.Where(account => snapshot.Contains(account) != isAddition)];

    private bool Look(ImageShareSnapshot snapshot) => _ledger.Look(new HashSet<string>(Unchanged(snapshot), StringComparer.Ordinal));

    private async Task SendAsync(string[] unsent, CancellationToken cancellationToken)
    {
        // A service that silently takes fewer at once gets as many as it took.
        int size = isAddition ? Math.Min(MostPerAddition, _ledger.SmallestPart ?? MostPerAddition) : 1;
        for (int start = 0; start < unsent.Length; start += size)
        {
            SentChange change = new([.. unsent.Skip(start).Take(size)]);
            try
            {
                CheckSends(change.Accounts);
                await SendAsync(change, cancellationToken).ConfigureAwait(false);
            }
            catch (EnsException) when (_ledger.HasNews && !cancellationToken.IsCancellationRequested)
            {
                // The exception says what became of the changes before this one.
                await TryLookAsync(cancellationToken).ConfigureAwait(false);
                throw;
            }

            if (change.Answer != ChangeAnswer.Accepted)
            {
                // What happened is read from the list before anything else is sent.
                return;
            }
        }
    }

    private async Task SendAsync(SentChange change, CancellationToken cancellationToken)
    {
        ModifyImageSharePermissionRequest request = isAddition
            ? new(imageId) { AddAccounts = change.Accounts }
            : new(imageId) { RemoveAccount = change.Accounts[0] };
        try
        {
            ModifyImageSharePermissionResult result = await send(request, cancellationToken).ConfigureAwait(false);
            Note(change, ChangeAnswer.Accepted, result.RequestId);
        }
        catch (EnsOutcomeUnknownException exception)
        {
            Note(change, ChangeAnswer.Unknown, exception.RequestId, exception);
            if (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
        }
        catch (EnsException exception) when (MayMeanDone(exception))
        {
            Note(change, ChangeAnswer.Refused, exception.RequestId, exception);
        }
    }

    private void Note(SentChange change, ChangeAnswer answer, string? requestId, EnsException? cause = null)
    {
        change.Answered(answer, timeProvider.GetTimestamp(), cause);
        _ledger.Add(change);
        _lastUnknown = answer == ChangeAnswer.Unknown ? cause : _lastUnknown;
        if (requestId is not null)
        {
            _requestIds.Add(requestId);
        }
    }

    /// <summary>
    /// Ends what would go on for ever: a service that never says what it did, or another client that undoes every change.
    /// </summary>
    private void CheckSends(string[] batch)
    {
        const int Repeats = 3;
        if (batch.Max(_ledger.UnknownSends) > limits.MaxRetries)
        {
            ThrowIf(_lastUnknown);
        }

        if (Array.Find(batch, account => _ledger.Sends(account) > limits.MaxRetries + Repeats) is { } account)
        {
            string change = isAddition ? $"added to image '{imageId}'" : $"removed from image '{imageId}'";
            ThrowIf(new EnsException(
                FormattableString.Invariant($"Account '{account}' was {change} {_ledger.Sends(account)} times, but ")
                + "the list did not show it: the service ignores the change, or another client undoes it.")
            {
                IsTransient = true,
            });
        }
    }

    private async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            Look(await read(cancellationToken).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // The failure that is being reported says more.
        catch
#pragma warning restore CA1031
        {
            // The service's word stands.
        }
    }

    private async Task WaitAsync(int waits, CancellationToken cancellationToken)
    {
        double step = Math.Max(1, limits.FirstWait.Ticks) * Math.Pow(2, Math.Min(waits, 30));
        TimeSpan wait = TimeSpan.FromTicks((long)Math.Min(Math.Max(1, limits.LongestWait.Ticks), step));
        if (_ledger.Open.FirstOrDefault(change => change.Answer != ChangeAnswer.Unknown) is { } oldest)
        {
            TimeSpan left = limits.VisibleWithin - timeProvider.GetElapsedTime(oldest.AnsweredAt);
            if (left <= TimeSpan.Zero)
            {
                ThrowIf(oldest.Cause);
                ThrowIf(NotSeen());
            }

            wait = wait < left ? wait : left;
        }

        await Task.Delay(wait, timeProvider, cancellationToken).ConfigureAwait(false);
    }

    private TimeoutException NotSeen() => new(
        $"The service accepted a change of image '{imageId}', but the list did not show it within "
        + FormattableString.Invariant($"{limits.VisibleWithin.TotalSeconds} s ")
        + $"({nameof(EnsClientOptions)}.{nameof(EnsClientOptions.Timeout)}). "
        + $"Not seen: {string.Join(", ", accounts.Where(_ledger.IsUnknown))}.");

    /// <summary>
    /// Notes what was done on whatever ends the method. Always <see langword="false"/>, so that the exception passes untouched.
    /// </summary>
    private bool NoteChanges(Exception exception)
    {
        exception.Data["Changed"] = accounts.Where(_ledger.IsDone).ToArray();
        exception.Data["Unknown"] = accounts.Where(_ledger.IsUnknown).ToArray();
        return false;
    }
}
