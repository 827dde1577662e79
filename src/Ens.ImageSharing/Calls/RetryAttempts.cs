using Ens.ImageSharing.Errors;
using Ens.ImageSharing.Options;
using Ens.ImageSharing.Telemetry;
using Ens.ImageSharing.Transport;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Calls;

/// <summary>The attempts of one call: how many there were, what failed last, and whether another one follows.</summary>
internal sealed class RetryAttempts(ServiceCalls calls, OperationFacts operation, string subject, CallTelemetry? telemetry, CallBudget budget)
{
    /// <summary>
    /// How far a request's date must be from the response's before the response supports that this machine's clock is wrong: a third of
    /// what the service tolerates.
    /// </summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private AttemptProgress? _current;
    private TimeSpan? _triedOffset;
    private bool _correctedClock;
    private bool _changedKey;
    private bool _paidRetry;
    private long _ticket;
    private int _turn;
    private int _throttled;
    private int _helped;
    private long _answers;
    private long _answersBefore;
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
        _ticket = _ticket == 0 ? calls.Pace.NextTicket() : _ticket;
        ValueTask<int> turn = Decision is { IsThrottled: true, Delay: var delay }
            ? WaitForTurnAsync(delay, cancellationToken)
            : calls.Pace.WaitAsync(_ticket, cancellationToken);
        if (turn.IsCompletedSuccessfully)
        {
            _turn = turn.Result;
        }
        else
        {
            budget.Pause();
            TimeProvider timeProvider = calls.Connection.Clock.TimeProvider;
            long start = timeProvider.GetTimestamp();
            _turn = await turn.ConfigureAwait(false);
            telemetry?.WaitedForTurn(timeProvider.GetElapsedTime(start));
        }

        budget.Resume();
    }

    public AttemptProgress Begin()
    {
        _current = new AttemptProgress(Count++, Decision?.Delay ?? TimeSpan.Zero, Decision?.RefusedKey);
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
        FormattableString.Invariant($"Attempt {Count} for {subject} did not complete within {Limits.AttemptTimeout.TotalSeconds} s")
        + Limits.Naming(nameof(EnsClientOptions.AttemptTimeout)) + Waiting(isSent: _current?.LastRequest is not null),
        LastFailure);

    /// <summary>The call took too long.</summary>
    public TimeoutException CallTimeout() => new(
        FormattableString.Invariant($"The call for {subject} did not complete within {Limits.Timeout.TotalSeconds} s")
        + Limits.Naming(nameof(EnsClientOptions.Timeout))
        + FormattableString.Invariant($" after {Count} attempt{(Count == 1 ? "" : "s")}") + Waiting(isSent: _sent > 0),
        LastFailure);

    /// <summary>Takes note of how an attempt ended, and decides whether another one follows.</summary>
    /// <returns>What the attempt failed with, as the caller should see it; <see langword="null"/> if it succeeded.</returns>
    public Exception? End(Exception? failure, Recovery recovery, EnsAccessKey? key)
    {
        bool isSent = _current?.LastRequest is not null || failure is null or HttpRequestException or EnsException { StatusCode: not null };
        _sent += isSent ? 1 : 0;
        if (!isSent && LastFailure is not null && Decision?.RefusedKey is not null && failure is KeyUnchangedException or EnsAuthenticationException)
        {
            // The service's refusal says more than why there is no other key.
            Decision = null;
            return LastFailure;
        }

        if (failure is null or EnsException { StatusCode: not null, Recovery: not Recovery.Slow })
        {
            calls.Pace.Answered();
            _answers++;
        }

        _mayBeMade |= operation.IsChange && isSent && !ChangeOutcome.IsKnownNotMade(failure);
        JudgeClock(failure);
        telemetry?.AttemptEnded(Count, failure);
        Decision = failure is null or OperationCanceledException ? null : Decide(failure, recovery, key);
        if (failure is not OperationCanceledException)
        {
            LastFailure = failure;
        }

        if (Decision is { } decision)
        {
            telemetry?.Retrying(decision.Delay);
            EnsLog.Retrying(calls.Logger, Count, subject, (failure as EnsException)?.ErrorCode ?? failure!.GetType().Name, decision.Delay.TotalMilliseconds);
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

        if (_triedOffset is { } offset)
        {
            calls.Connection.Clock.Reject(offset);
        }

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
            $"It is unknown whether {subject} was made: {failure.Message}", failure)
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
        if (operation.IsChange && !ChangeOutcome.IsRefused(failure))
        {
            return null;
        }

        if (recovery == Recovery.Slow)
        {
            return WaitForTurn((EnsException)failure);
        }

        if (Count - _helped > Limits.MaxRetries)
        {
            return null;
        }

        switch (recovery)
        {
            case Recovery.CorrectClock:
                return TryCorrectClock((EnsException)failure) ? new RetryDecision(TimeSpan.Zero) : null;
            case Recovery.AnotherKey:
                return TryForgetKey(key) ? new RetryDecision(TimeSpan.Zero, RefusedKey: key) : null;
            case Recovery.SignAgain:
                return TryPay() ? new RetryDecision(TimeSpan.Zero) : null;
            case Recovery.Wait:
                // A wait that ends after the budget is not started: the failure is worth more now than a time-out later.
                TimeSpan delay = calls.BackOff.Delay(Count - 1, (failure as EnsException)?.RetryHint, throttled: false);
                return delay < budget.Remaining && TryPay() ? new RetryDecision(delay) : null;
            default:
                return null;
        }
    }

    /// <summary>
    /// There were too many calls: the pace slows all callers, and this call waits for another turn. That costs nothing of the quota, which
    /// is for a broken service and not for a busy one, and no retry as long as the service answers other calls in between.
    /// </summary>
    private RetryDecision? WaitForTurn(EnsException failure)
    {
        calls.Pace.Refused(_turn, failure.RetryHint);
        long answers = calls.Pace.Answers - _answers;
        _helped += _throttled > 0 && answers != _answersBefore ? 1 : 0;
        _throttled = answers != _answersBefore ? 1 : _throttled + 1;
        _answersBefore = answers;
        if (Count - _helped > Limits.MaxRetries)
        {
            return null;
        }

        TimeSpan delay = calls.BackOff.Delay(_throttled - 1, failure.RetryHint, throttled: true);
        return delay < budget.Remaining ? new RetryDecision(delay, IsThrottled: true) : null;
    }

    private async ValueTask<int> WaitForTurnAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, calls.Connection.Clock.TimeProvider, cancellationToken).ConfigureAwait(false);
        return await calls.Pace.WaitAsync(_ticket, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Uses the service's time, once, if the response's date shows that this machine's clock is wrong.</summary>
    private bool TryCorrectClock(EnsException failure)
    {
        if (_correctedClock
            || failure.ServerTime is not { } serverTime
            || failure.RequestTime is not { } requestTime
            || (serverTime - requestTime).Duration() < ClockTolerance)
        {
            return false;
        }

        _correctedClock = true;
        _triedOffset = calls.Connection.Clock.Correct(serverTime);
        telemetry?.ClockCorrected(_triedOffset.Value);
        return true;
    }

    /// <summary>A correction is proven once the service says anything but that the date is wrong, and undone if it did not help.</summary>
    private void JudgeClock(Exception? failure)
    {
        if (_triedOffset is not { } offset)
        {
            return;
        }

        if (failure is null or EnsException { ErrorCode: not null, Recovery: not (Recovery.CorrectClock or Recovery.Wait or Recovery.Slow) })
        {
            calls.Connection.Clock.Confirm(offset);
            _triedOffset = null;
        }
        else if (failure is EnsException { Recovery: Recovery.CorrectClock })
        {
            calls.Connection.Clock.Reject(offset);
            _triedOffset = null;
        }
    }

    private bool TryForgetKey(EnsAccessKey? key)
    {
        if (_changedKey || key is null || calls.Credentials is not { } credentials)
        {
            return false;
        }

        _changedKey = true;
        try
        {
            credentials.Invalidate(key);
            return true;
        }
#pragma warning disable CA1031 // The service's refusal says more than why the credentials cannot forget a key.
        catch
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
