namespace Ens.ImageSharing.Calls;

/// <summary>The turns that one call takes: one for each attempt, in the place that the call has in the order of arrival.</summary>
internal sealed class CallTurns(Pace pace, BackOff backOff, TimeProvider timeProvider)
{
    private readonly long _ticket = pace.NextTicket();
    private int _refusalsInVain;
    private long _ownAnswers;
    private long _othersAnswersBefore;

    /// <summary>How many refusals an answer to another call has followed, so that it helped to wait.</summary>
    public int Helped { get; private set; }

    /// <summary>Waits for a turn.</summary>
    /// <param name="delay">How long the call waits before it queues.</param>
    /// <param name="cancellationToken">Cancels the wait at once.</param>
    /// <returns>The turn, for <see cref="Refused"/>; completed already if nothing limits.</returns>
    public ValueTask<int> TakeAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        delay > TimeSpan.Zero ? WaitAsync(delay, cancellationToken) : pace.WaitAsync(_ticket, cancellationToken);

    /// <summary>Tells the pace that the request of the turn is on its way; <see langword="null"/> if it does not count that.</summary>
    public Action? Sent => pace.IsCeiling ? () => pace.Used(_ticket, hasEnded: false) : null;

    /// <summary>The attempt has ended, whether its request was sent or not.</summary>
    public void End()
    {
        if (pace.IsCeiling)
        {
            pace.Used(_ticket, hasEnded: true);
        }
    }

    /// <summary>The service answered, be it with an error.</summary>
    public void Answered()
    {
        pace.Answered();
        _ownAnswers++;
    }

    /// <summary>The service refused because there were too many calls: the pace slows all callers.</summary>
    /// <param name="turn">The turn that was refused.</param>
    /// <param name="hint">How long the service asks to wait.</param>
    /// <returns>How long this call waits before it queues again.</returns>
    public TimeSpan Refused(int turn, TimeSpan? hint)
    {
        pace.Refused(turn, hint);
        long othersAnswers = pace.Answers - _ownAnswers;
        bool helps = othersAnswers != _othersAnswersBefore;
        Helped += helps ? _refusalsInVain : 0;
        _refusalsInVain = helps ? 1 : _refusalsInVain + 1;
        _othersAnswersBefore = othersAnswers;
        return backOff.Delay(_refusalsInVain - 1, hint, throttled: true);
    }

    private async ValueTask<int> WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, timeProvider, cancellationToken).ConfigureAwait(false);
        return await pace.WaitAsync(_ticket, cancellationToken).ConfigureAwait(false);
    }
}
