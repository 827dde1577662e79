namespace Ens.ImageSharing.Calls;

/// <summary>The turns that one call takes: one for each attempt, in the place that the call has in the order of arrival.</summary>
internal sealed class CallTurns(Pace pace, BackOff backOff, TimeProvider timeProvider)
{
    private readonly long _ticket = pace.NextTicket();
    private int _turn;
    private int _refusalsInVain;
    private long _ownAnswers;
    private long _othersAnswersBefore;

    /// <summary>How many refusals were followed by answers to other calls, so that waiting helps.</summary>
    public int Helped { get; private set; }

    /// <summary>Waits for a turn.</summary>
    /// <param name="delay">How long the call waits before it queues.</param>
    /// <param name="cancellationToken">Cancels the wait at once.</param>
    /// <returns>A task that is completed already if nothing limits.</returns>
    public ValueTask TakeAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        if (delay > TimeSpan.Zero)
        {
            return WaitAsync(delay, cancellationToken);
        }

        ValueTask<int> turn = pace.WaitAsync(_ticket, cancellationToken);
        if (!turn.IsCompletedSuccessfully)
        {
            return WaitAsync(turn);
        }

        _turn = turn.Result;
        return default;
    }

    /// <summary>The service answered, be it with an error.</summary>
    public void Answered()
    {
        pace.Answered();
        _ownAnswers++;
    }

    /// <summary>The service refused because there were too many calls: the pace slows all callers.</summary>
    /// <returns>How long this call waits before it queues again.</returns>
    public TimeSpan Refused(TimeSpan? hint)
    {
        pace.Refused(_turn, hint);
        long othersAnswers = pace.Answers - _ownAnswers;
        bool helps = othersAnswers != _othersAnswersBefore;
        Helped += helps && _refusalsInVain > 0 ? 1 : 0;
        _refusalsInVain = helps ? 1 : _refusalsInVain + 1;
        _othersAnswersBefore = othersAnswers;
        return backOff.Delay(_refusalsInVain - 1, hint, throttled: true);
    }

    private async ValueTask WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, timeProvider, cancellationToken).ConfigureAwait(false);
        _turn = await pace.WaitAsync(_ticket, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WaitAsync(ValueTask<int> turn) => _turn = await turn.ConfigureAwait(false);
}
