using Ens.ImageSharing.Errors;
using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing.Calls;

/// <summary>One call's attempt to correct the clock: at most once, and undone unless the service accepts it.</summary>
internal sealed class ClockTrial(ServiceClock clock)
{
    /// <summary>
    /// How far a request's date must be from the response's before the response supports that this machine's clock is wrong: a third of
    /// what the service tolerates.
    /// </summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private TimeSpan? _tried;
    private bool _isUsed;

    /// <summary>Uses the service's time if the response's date shows that this machine's clock is wrong.</summary>
    /// <returns>The new offset; <see langword="null"/> if there is nothing to correct.</returns>
    public TimeSpan? TryCorrect(EnsException failure)
    {
        if (_isUsed
            || failure.ServerTime is not { } serverTime
            || failure.RequestTime is not { } requestTime
            || (serverTime - requestTime).Duration() < Tolerance)
        {
            return null;
        }

        _isUsed = true;
        _tried = clock.Correct(serverTime);
        return _tried;
    }

    /// <summary>A correction is proven once the service says anything but that the date is wrong, and undone if it did not help.</summary>
    public void Judge(Exception? failure)
    {
        if (_tried is not { } offset)
        {
            return;
        }

        switch (failure)
        {
            case null:
            case EnsException { ErrorCode: not null, Recovery: not (Recovery.CorrectClock or Recovery.Wait or Recovery.Slow) }:
                clock.Confirm(offset);
                _tried = null;
                break;
            case EnsException { Recovery: Recovery.CorrectClock }:
                End();
                break;
        }
    }

    /// <summary>The call has ended: what is not proven is undone.</summary>
    public void End()
    {
        if (_tried is { } offset)
        {
            clock.Reject(offset);
            _tried = null;
        }
    }
}
