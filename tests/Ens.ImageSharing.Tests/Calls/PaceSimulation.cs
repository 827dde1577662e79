using Ens.ImageSharing.Calls;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>
/// Callers of one client against one service, each call through the pace as the retry loop sends it. Seeded: the same each time.
/// </summary>
internal sealed class PaceSimulation
{
    private const int MaxRetries = 3;

    private readonly PaceSimulationTime _time = new();
    private readonly List<(Task<int> Turn, Action<int> Send)> _waiting = [];
    private readonly Pace _pace;
    private readonly BackOff _backOff;
    private readonly PaceSimulationService _service;
    private readonly Random _random;
    private int _begun;
    private int _answered;
    private int _refused;
    private int _taken;

    public PaceSimulation(Limiter limiter, double rate, int seed = 1)
    {
        Rate = _ => rate;
        _pace = new Pace(_time, null);
        _service = new PaceSimulationService(limiter, now => Rate(now));
        _random = new Random(seed);
        _backOff = new BackOff(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(20), _random.NextDouble);
    }

    /// <summary>Calls a second that the service takes, by the time.</summary>
    public Func<double, double> Rate { get; init; }

    public int Callers { get; init; } = 32;

    /// <summary>If set, the callers begin together, this long after the last of them is done; else each begins again at once.</summary>
    public double? Rest { get; init; }

    /// <summary>The part of the rate that a stranger asks for, by the time.</summary>
    public Func<double, double> Stranger { get; init; } = static _ => 0;

    /// <summary>Whether the stranger comes by chance, and not evenly.</summary>
    public bool StrangerIsErratic { get; init; }

    /// <summary>Whether the service says when its window is over.</summary>
    public bool Hints { get; init; }

    public double Start { get; init; } = 0.3;

    /// <summary>When no call begins any more.</summary>
    public double End { get; init; } = 120;

    public int MaxCalls { get; init; } = int.MaxValue;

    /// <summary>What comes before is not counted: the pace does not know the rate yet.</summary>
    public double KnownAfter { get; init; } = 20;

    public int Failed { get; private set; }

    public int Done { get; private set; }

    public double LastDone { get; private set; }

    public double RefusedToAnswered => (double)_refused / _answered;

    /// <summary>What was answered, by what the service had left for us.</summary>
    public double Throughput => _answered / (Capacity() - _taken);

    /// <summary>
    /// The longest wait, by the time that a service which is never idle takes for the calls that came before, and for one second at
    /// least.
    /// </summary>
    public double LongestToFairWait { get; private set; }

    private bool Counts => _time.Seconds > KnownAfter && _time.Seconds <= End;

    public PaceSimulation Run()
    {
        _time.After(Start, BeginAll);
        if (Stranger(0) + Stranger(End / 2) > 0)
        {
            _time.After(0, Disturb);
        }

        while (_time.Step())
        {
            for (int i = 0; i < _waiting.Count; i++)
            {
                if (_waiting[i] is var (turn, send) && turn.IsCompleted)
                {
                    _waiting.RemoveAt(i--);
                    send(turn.Result);
                }
            }
        }

        return this;
    }

    private void BeginAll()
    {
        int left = Callers;
        for (int i = 0; i < Callers; i++)
        {
            Begin();
        }

        void Begin() => Call(then: Rest is { } rest ? () => BeginAfterTheLast(rest) : Begin);

        void BeginAfterTheLast(double rest)
        {
            if (--left == 0)
            {
                _time.After(rest, BeginAll);
            }
        }
    }

    private void Call(Action then)
    {
        if (_begun == MaxCalls || _time.Seconds >= End)
        {
            return;
        }

        int place = ++_begun - Done;
        double begin = _time.Seconds;
        bool counts = Counts;
        CallTurns turns = new(_pace, _backOff, _time);
        int attempts = 0;
        Attempt();

        void Attempt()
        {
            attempts++;
            _waiting.Add((turns.TakeAsync(TimeSpan.Zero, CancellationToken.None).AsTask(), Send));
        }

        void Send(int turn)
        {
            double half = (0.005 + (0.045 * _random.NextDouble())) / 2;
            _time.After(half, () =>
            {
                bool takes = _service.Takes(_time.Seconds);
                TimeSpan? hint = Hints ? TimeSpan.FromSeconds(Math.Ceiling(_time.Seconds) - _time.Seconds + 0.001) : null;
                _time.After(half, () => Receive(turn, takes, hint));
            });
        }

        void Receive(int turn, bool takes, TimeSpan? hint)
        {
            if (takes)
            {
                _answered += Counts ? 1 : 0;
                turns.Answered();
                Finish();
                return;
            }

            _refused += Counts ? 1 : 0;
            TimeSpan pause = turns.Refused(turn, hint);
            if (attempts - turns.Helped > MaxRetries)
            {
                Failed++;
                Finish();
                return;
            }

            _time.After(pause.TotalSeconds, Attempt);
        }

        void Finish()
        {
            Done++;
            LastDone = _time.Seconds;
            if (counts)
            {
                LongestToFairWait = Math.Max(LongestToFairWait, (_time.Seconds - begin) / Math.Max(1, FairWait(begin, place)));
            }

            then();
        }
    }

    private double FairWait(double begin, double calls)
    {
        double now = begin;
        while (calls > 0)
        {
            double step = Math.Min(0.25, calls / Left(now));
            calls -= step * Left(now);
            now += step;
        }

        return now - begin;
    }

    private double Left(double now) => Rate(now) * (1 - Stranger(now));

    private double Capacity()
    {
        const double Step = 0.01;
        return Enumerable.Range(0, (int)((End - KnownAfter) / Step)).Sum(step => Rate(KnownAfter + (step * Step)) * Step);
    }

    private void Disturb()
    {
        double asks = Stranger(_time.Seconds);
        if (asks > 0 && _service.Takes(_time.Seconds) && Counts)
        {
            _taken++;
        }

        if (_time.Seconds < End)
        {
            _time.After((StrangerIsErratic ? -Math.Log(1 - _random.NextDouble()) : 1) / Math.Max(1, asks * Rate(_time.Seconds)), Disturb);
        }
    }
}
