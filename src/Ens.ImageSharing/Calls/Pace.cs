namespace Ens.ImageSharing.Calls;

/// <summary>
/// The pace of one client: no limit until the service refuses a call for too many calls, then turns in order of arrival at a rate learnt
/// from what was answered. Thread-safe; blocks no thread.
/// </summary>
/// <remarks>
/// From the adaptive mode of the AWS SDKs: unlimited until the first refusal, a rate measured at that moment, CUBIC growth after it. Unlike
/// there, answers are measured and not what was sent, the refusals of one burst slow down once, growth is counted in turns (in seconds it
/// is too fast for low rates and too slow for high ones), only turns that were waited for grow the rate, waits are fair and end with their
/// token, and one service has one pace, so that no unrelated operation is slowed. From Alibaba Cloud's command line: a hint is obeyed up to
/// 60 s. Unlike there, it holds for all callers, because it tells about the account and not about one call.
/// </remarks>
internal sealed class Pace
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Longer than the usual window: some services count refused calls, too, and only silence empties the window.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(1100);

    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _timeProvider;
    private readonly double _ceiling;
    private readonly RecentAnswers _answers;
    private readonly Lock _lock = new();
    private readonly SortedSet<Waiter> _waiters =
        new(Comparer<Waiter>.Create(static (left, right) => left.Ticket.CompareTo(right.Ticket)));
    private readonly long _leastSpacing;
    private readonly long _lateness;

    private long _tickets;
    private long _answersWhileLimited;
    private volatile bool _limits;
    private volatile int _slowdowns;
    private volatile int _inVain;
    private LearntRate? _rate;
    private bool _refused;
    private long _refusedAt;
    private long _due;
    private long _unused;
    private bool _isFirst;
    private ITimer? _timer;
    private bool _timed;

    /// <param name="timeProvider">The clock.</param>
    /// <param name="maxCallsPerSecond">
    /// A ceiling that holds from the first call on: a turn is at least so large a part of a second after the request of the turn before it.
    /// </param>
    /// <param name="isFirstLate">
    /// Whether the first request arrives late, because it opens a connection: its turn ends with the attempt.
    /// </param>
    public Pace(TimeProvider timeProvider, double? maxCallsPerSecond, bool isFirstLate = false)
    {
        _timeProvider = timeProvider;
        _ceiling = maxCallsPerSecond ?? double.PositiveInfinity;
        _limits = maxCallsPerSecond is not null;
        _answers = new RecentAnswers(timeProvider);
        _leastSpacing = (long)Math.Ceiling(timeProvider.TimestampFrequency / (_ceiling > 1 ? Math.Floor(_ceiling) : _ceiling));
        _isFirst = isFirstLate;
        _lateness = timeProvider.TimestampFrequency / 50;
        _due = timeProvider.GetTimestamp();
    }

    /// <summary>How many calls the service has answered since it limits: whether slowing down helps.</summary>
    public long Answers => Interlocked.Read(ref _answersWhileLimited);

    /// <summary>
    /// A place in the order of arrival. A call takes one, once, and each of its attempts waits with it, so that a refused call keeps
    /// its place.
    /// </summary>
    public long NextTicket() => Interlocked.Increment(ref _tickets);

    /// <summary>Waits for a turn. While nothing limits it completes at once, without a lock or an allocation.</summary>
    /// <returns>The turn, for <see cref="Refused"/>.</returns>
    /// <exception cref="OperationCanceledException">The token was canceled; the place is free again.</exception>
    public ValueTask<int> WaitAsync(long ticket, CancellationToken cancellationToken) =>
        _limits ? WaitInOrderAsync(ticket, cancellationToken) : new ValueTask<int>(_slowdowns);

    /// <summary>Whether turns are spaced by when their requests are sent, so that <see cref="Used"/> must follow each turn.</summary>
    public bool IsCeiling => !double.IsPositiveInfinity(_ceiling);

    /// <summary>A turn was used: its request is on its way, or never will be.</summary>
    /// <param name="ticket">The place that had the turn.</param>
    /// <param name="hasEnded">Whether the attempt has ended.</param>
    public void Used(long ticket, bool hasEnded)
    {
        using (_lock.EnterScope())
        {
            if (_unused != ticket || (_isFirst && !hasEnded))
            {
                return;
            }

            _unused = 0;
            _isFirst = false;
            _due = Math.Max(_due, _timeProvider.GetTimestamp() + _leastSpacing);
        }

        GiveTurns(waitedFor: true);
    }

    /// <summary>The service answered a call that had a turn: with success, or with any error but too many calls.</summary>
    public void Answered()
    {
        _answers.Add(_timeProvider.GetTimestamp());
        if (_limits)
        {
            Interlocked.Increment(ref _answersWhileLimited);
            _inVain = 0;
        }
    }

    /// <summary>The service refused a call for too many calls.</summary>
    /// <param name="turn">The turn that the call had.</param>
    /// <param name="hint">How long the service asks to wait.</param>
    public void Refused(int turn, TimeSpan? hint)
    {
        using Lock.Scope scope = _lock.EnterScope();
        long now = _timeProvider.GetTimestamp();
        TimeSpan pause = hint > TimeSpan.Zero ? Shorter(hint.Value, BackOff.LongestHint) : TimeSpan.Zero;
        if (turn == _slowdowns)
        {
            // Refusals of calls that were sent before this moment tell nothing new. Nor does one without an answer since the last: a window
            // is used up, and only waiting helps.
            _slowdowns++;
            if (_inVain++ == 0)
            {
                _rate?.Lower(_answers.CountSinceSecondBefore(now));
            }

            pause = pause > TimeSpan.Zero ? pause : PauseInVain();
            _refusedAt = now;
        }

        _due = Math.Max(_due, now + Ticks(pause.TotalSeconds));
        _refused = true;
        _limits = true;
    }

    /// <summary>The pause after the last of some refusals between which nothing was answered.</summary>
    private TimeSpan PauseInVain()
    {
        int pausesBeforeSilence = _rate is { PerSecond: < 3 } ? 3 : 4;
        return _inVain > pausesBeforeSilence ? Silence : Shorter(TimeSpan.FromTicks(FirstPause.Ticks << (_inVain - 1)), LongestPause);
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private long Ticks(double seconds) => (long)(seconds * _timeProvider.TimestampFrequency);

    private ValueTask<int> WaitInOrderAsync(long ticket, CancellationToken cancellationToken)
    {
        Waiter waiter = new(this, ticket, cancellationToken);
        using (_lock.EnterScope())
        {
            if (_waiters.Count == 0 && _refused && _timeProvider.GetElapsedTime(_refusedAt) > Memory)
            {
                _refused = false;
                _rate = null;
                _limits = !double.IsPositiveInfinity(_ceiling);
            }

            _waiters.Add(waiter);
            waiter.LeaveWhenCanceled();
        }

        GiveTurns(waitedFor: false);
        return new ValueTask<int>(waiter.Task);
    }

    private void GiveTurns(bool waitedFor)
    {
        while (TakeNext(waitedFor, out int turn) is { } waiter)
        {
            waiter.Begin(turn);
        }
    }

    /// <summary>
    /// Takes the first waiter out of the queue if a turn is due, and else sees to it that somebody comes back when it is.
    /// </summary>
    private Waiter? TakeNext(bool waitedFor, out int turn)
    {
        using Lock.Scope scope = _lock.EnterScope();
        turn = _slowdowns;
        if (_waiters.Min is not { } waiter || _unused != 0)
        {
            return null;
        }

        long now = _timeProvider.GetTimestamp();
        if (now < _due)
        {
            ComeBackWhenDue(now);
            return null;
        }

        _waiters.Remove(waiter);
        _unused = IsCeiling ? waiter.Ticket : 0;

        // Not learnt until the first pause is over: refusals come sooner than answers.
        _rate ??= _refused ? new LearntRate(_answers.CountSinceSecondBefore(_refusedAt), _ceiling) : null;
        long spacing = _rate is { } rate ? Ticks(1 / rate.PerSecond) : 0;
        if (waitedFor)
        {
            _rate?.Use();
        }

        // A timer that was late is made up for, but never against the ceiling.
        _due = Math.Max(Math.Max(_due, now - _lateness) + spacing, now + _leastSpacing);
        return waiter;
    }

    private void ComeBackWhenDue(long now)
    {
        if (_timed)
        {
            return;
        }

        // Timers count whole milliseconds and would come too early.
        TimeSpan wait = TimeSpan.FromMilliseconds(Math.Ceiling((_due - now) * 1000.0 / _timeProvider.TimestampFrequency));
        _timer?.Dispose();
        _timer = _timeProvider.CreateTimer(static pace => ((Pace)pace!).OnTimer(), this, wait, Timeout.InfiniteTimeSpan);
        _timed = true;
    }

    private void OnTimer()
    {
        using (_lock.EnterScope())
        {
            _timed = false;
        }

        GiveTurns(waitedFor: true);
    }

    private sealed class Waiter(Pace pace, long ticket, CancellationToken cancellationToken)
        : TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        private CancellationTokenRegistration _registration;

        public long Ticket => ticket;

        public void LeaveWhenCanceled() => _registration = cancellationToken.Register(static waiter => ((Waiter)waiter!).Leave(), this);

        public void Begin(int turn)
        {
            _registration.Dispose();
            TrySetResult(turn);
        }

        private void Leave()
        {
            using (pace._lock.EnterScope())
            {
                if (!pace._waiters.Remove(this))
                {
                    return;
                }
            }

            TrySetCanceled(cancellationToken);
        }
    }
}
