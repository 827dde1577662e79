using Ens.ImageSharing.Telemetry;

namespace Ens.ImageSharing.Resilience;

/// <summary>One call on its way through its attempts: how many there were, what failed last, and whether another one is worth it.</summary>
internal sealed class CallState(RetryRules rules, PageCall? told, CancellationToken callerToken)
{
    /// <summary>How far a request's date must be from the answer's before the answer supports that our clock is wrong; a third of what the service tolerates.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private readonly long _start = rules.Clock.TimeProvider.GetTimestamp();
    private bool _correctedClock;
    private bool _changedKey;
    private TimeSpan _offsetBefore;
    private TimeSpan _offsetAfter;

    public CancellationToken CallerToken => callerToken;

    /// <summary>How many attempts were begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>The wait before the current attempt.</summary>
    public TimeSpan Delay { get; private set; }

    public Exception? LastFailure { get; private set; }

    /// <summary>Whether a retry was paid for out of the quota.</summary>
    public bool PaidRetry { get; private set; }

    private TimeSpan Remaining => rules.Options.Timeout - rules.Clock.TimeProvider.GetElapsedTime(_start);

    public void BeginAttempt() => Attempts++;

    public void EndAttempt(Exception? failure) => told?.AttemptEnded(Attempts, failure);

    public void BeginWait() => told?.Retrying(Delay);

    /// <summary>Judges a failed attempt, and sets the wait if another one follows.</summary>
    public async ValueTask<bool> ShouldRetryAsync(Exception failure)
    {
        if (failure is OperationCanceledException)
        {
            // The caller or the whole budget ended the call; what failed before is what there is to tell.
            return false;
        }

        LastFailure = failure;
        if (callerToken.IsCancellationRequested || Attempts > rules.Options.MaxRetries)
        {
            return false;
        }

        ErrorDetails? details = (failure as EnsException)?.Details;
        switch (FailureClassifier.Of(failure))
        {
            case Recovery.CorrectClock:
                Delay = TimeSpan.Zero;
                return TryCorrectClock(details!);
            case Recovery.AnotherKey:
                Delay = TimeSpan.Zero;
                return await HasAnotherKeyAsync(details!).ConfigureAwait(false);
            case Recovery.SignAgain:
                Delay = TimeSpan.Zero;
                return TryPay();
            case Recovery.Wait:
                // A wait that ends after the budget is not begun: the failure is worth more now than a time-out later.
                Delay = rules.BackOff.Delay(Attempts - 1, details?.RetryAfter, failure is EnsThrottlingException);
                return Delay < Remaining && TryPay();
            default:
                return false;
        }
    }

    private bool TryPay()
    {
        if (!rules.Quota.TryTake())
        {
            told?.RetryRefused();
            return false;
        }

        PaidRetry = true;
        return true;
    }

    /// <summary>Takes over the service's clock, once, if the answer's date shows that ours was wrong; takes that back if it did not help.</summary>
    private bool TryCorrectClock(ErrorDetails details)
    {
        if (_correctedClock)
        {
            rules.Clock.Restore(_offsetAfter, _offsetBefore);
            return false;
        }

        if (details.ServerTime is not { } serverTime || details.RequestTime is not { } requestTime || (serverTime - requestTime).Duration() < ClockTolerance)
        {
            return false;
        }

        _correctedClock = true;
        (_offsetBefore, _offsetAfter) = rules.Clock.Correct(serverTime);
        told?.ClockCorrected(_offsetAfter);
        return true;
    }

    private async ValueTask<bool> HasAnotherKeyAsync(ErrorDetails details)
    {
        if (_changedKey || details.Key is not { } refused || rules.Credentials is not { } credentials)
        {
            return false;
        }

        _changedKey = true;
        credentials.Invalidate(refused);
        try
        {
            EnsAccessKey key = await credentials.GetAccessKeyAsync(callerToken).ConfigureAwait(false);
            return !key.IsSameAs(refused);
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && callerToken.IsCancellationRequested))
        {
            // The refusal says more than why there is no other key.
            return false;
        }
    }
}
