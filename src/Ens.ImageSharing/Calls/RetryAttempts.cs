using Ens.ImageSharing.Errors;
using Ens.ImageSharing.Options;
using Ens.ImageSharing.Telemetry;
using Ens.ImageSharing.Transport;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Calls;

/// <summary>The attempts of one call: how many there were, what failed last, and whether another one follows.</summary>
internal sealed class RetryAttempts(
    ServiceCalls calls, IOperation<object> operation, CallTelemetry? telemetry, CallBudget budget)
{
    private readonly CallTurns _turns = new(calls.Pace, calls.BackOff, calls.Connection.Clock.TimeProvider);
    private readonly ClockTrial _clock = new(calls.Connection.Clock);
    private AttemptProgress? _current;
    private int _turn;
    private bool _changedKey;
    private bool _paidRetry;
    private int _sent;
    private bool _mayBeMade;

    /// <summary>Whether and how another attempt follows; <see langword="null"/> for the last one.</summary>
    public RetryDecision? Decision { get; private set; }

    /// <summary>How many attempts were started.</summary>
    public int Count { get; private set; }

    private CallLimits Limits => calls.Connection.Limits;

    private Exception? LastFailure { get; set; }

    /// <summary>Waits for a turn. The time for the call stands still meanwhile.</summary>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public async ValueTask TakeTurnAsync(CancellationToken cancellationToken)
    {
        // Before the wait begins: it may be over before this method has its task.
        budget.Pause();
        TimeProvider timeProvider = calls.Connection.Clock.TimeProvider;
        long start = timeProvider.GetTimestamp();
        TimeSpan delay = Decision is { IsThrottled: true } decision ? decision.Delay : TimeSpan.Zero;
        ValueTask<int> turn = _turns.TakeAsync(delay, cancellationToken);
        bool waits = delay > TimeSpan.Zero || !turn.IsCompletedSuccessfully;
        _turn = await turn.ConfigureAwait(false);
        if (waits)
        {
            telemetry?.WaitedForTurn(timeProvider.GetElapsedTime(start));
        }

        budget.Resume();
    }

    public AttemptProgress Begin()
    {
        _current = new AttemptProgress(Count++, Decision?.Delay ?? TimeSpan.Zero, Decision?.RefusedKey, _turns.Sent);
        return _current;
    }

    /// <summary>The call ends before its next attempt.</summary>
    public Exception GiveUp(Exception failure)
    {
        Decision = null;
        return failure;
    }

    /// <summary>The attempt took too long.</summary>
    public TimeoutException AttemptTimeout() => new(
        FormattableString.Invariant($"Attempt {Count} for {operation.Subject} did not complete ")
        + FormattableString.Invariant($"within {Limits.AttemptTimeout.TotalSeconds} s")
        + Limits.Naming(nameof(EnsClientOptions.AttemptTimeout)) + Waiting(isSent: _current?.MayHaveSent == true),
        LastFailure);

    /// <summary>The call took too long.</summary>
    public TimeoutException CallTimeout() => new(
        FormattableString.Invariant($"The call for {operation.Subject} did not complete within {Limits.Timeout.TotalSeconds} s")
        + Limits.Naming(nameof(EnsClientOptions.Timeout))
        + FormattableString.Invariant($" after {Count} attempt{(Count == 1 ? "" : "s")}") + Waiting(isSent: _sent > 0),
        LastFailure);

    /// <summary>Takes note of how an attempt ended, and decides whether another one follows.</summary>
    /// <returns>What the attempt failed with, as the caller should see it; <see langword="null"/> if it succeeded.</returns>
    public Exception? End(Exception? failure, Recovery recovery, EnsAccessKey? key)
    {
        _turns.End();
        bool isSent = _current?.MayHaveSent == true
            || failure is null or HttpRequestException or EnsException { StatusCode: not null };
        _sent += isSent ? 1 : 0;
        if (!isSent && Decision?.RefusedKey is not null && failure is KeyUnchangedException or EnsAuthenticationException)
        {
            // The service's refusal says more than why there is no other key.
            Decision = null;
            return LastFailure;
        }

        if (failure is null or EnsException { StatusCode: not null, Recovery: not Recovery.Slow })
        {
            _turns.Answered();
        }

        _mayBeMade |= operation.Facts.IsChange && failure is not null
            && ((isSent && !ChangeOutcome.IsKnownNotMade(failure)) || ChangeOutcome.MayBeMadeBefore(_current!));
        _clock.Judge(failure);
        telemetry?.AttemptEnded(Count, failure);
        Decision = failure is null or OperationCanceledException ? null : Decide(failure, recovery, key);
        if (failure is not OperationCanceledException)
        {
            LastFailure = failure;
        }

        if (Decision is { } decision)
        {
            telemetry?.Retrying(decision.Delay);
            string reason = (failure as EnsException)?.ErrorCode ?? failure!.GetType().Name;
            EnsLog.Retrying(calls.Logger, Count, operation.Subject, reason, decision.Delay.TotalMilliseconds);
        }

        return failure;
    }

    /// <summary>The call has ended.</summary>
    public void Finish(Exception? failure)
    {
        if (failure is null)
        {
            calls.Quota.Refund(_paidRetry);
        }

        _clock.End();
        (failure as EnsException)?.CountAttempts(_sent);
    }

    /// <summary>Says so if a change may have been made although the call failed.</summary>
    public Exception WithOutcome(Exception failure)
    {
        if (!_mayBeMade)
        {
            return failure;
        }

        EnsOutcomeUnknownException unknown = new(
            $"It is unknown whether {operation.Subject} was made: {failure.Message}", failure)
        {
            IsTransient = false,
        };
        unknown.CountAttempts(_sent);
        return unknown;
    }

    private string Waiting(bool isSent) => _current is null
        ? "."
        : $": it was waiting for {_current.WaitingFor}{(isSent ? "" : ", and nothing was sent")}.";

    private RetryDecision? Decide(Exception failure, Recovery recovery, EnsAccessKey? key)
    {
        if (operation.Facts.IsChange && (_mayBeMade || !ChangeOutcome.IsRefused(failure)))
        {
            return null;
        }

        // Waiting for another turn costs nothing of the quota, which is for a broken service and not for a busy one, and no retry as long
        // as the service answers other calls in between.
        EnsException? refusal = failure as EnsException;
        TimeSpan pause = recovery == Recovery.Slow ? _turns.Refused(_turn, refusal!.RetryHint) : TimeSpan.Zero;
        if (Count - _turns.Helped > Limits.MaxRetries)
        {
            return null;
        }

        switch (recovery)
        {
            case Recovery.CorrectClock:
                return TryCorrectClock(refusal!) ? new RetryDecision(TimeSpan.Zero) : null;
            case Recovery.AnotherKey:
                return TryChangeKey(key) ? new RetryDecision(TimeSpan.Zero, RefusedKey: key) : null;
            case Recovery.SignAgain:
                return TryPay() ? new RetryDecision(TimeSpan.Zero) : null;
            case Recovery.Wait:
                // A wait that ends after the budget is not started: the failure is worth more now than a time-out later.
                TimeSpan delay = calls.BackOff.Delay(Count - 1, refusal?.RetryHint, throttled: false);
                return delay < budget.Remaining && TryPay() ? new RetryDecision(delay) : null;
            case Recovery.Slow:
                return pause < budget.Remaining ? new RetryDecision(pause, IsThrottled: true) : null;
            default:
                return null;
        }
    }

    private bool TryPay()
    {
        if (!calls.Quota.TryTake())
        {
            telemetry?.RetryRefused();
            return false;
        }

        _paidRetry = true;
        return true;
    }

    private bool TryCorrectClock(EnsException failure)
    {
        if (_clock.TryCorrect(failure) is not { } offset)
        {
            return false;
        }

        telemetry?.ClockCorrected(offset);
        return true;
    }

    private bool TryChangeKey(EnsAccessKey? key)
    {
        if (_changedKey || key is null || calls.Credentials is null)
        {
            return false;
        }

        _changedKey = true;
        return true;
    }
}
