namespace Ens.ImageSharing.Calls;

/// <summary>
/// How many calls a second the service seems to take. After a refusal the rate begins below the level that was answered last, comes back to
/// it, stays near it for a while and then probes faster and faster: CUBIC, as TCP has it, but counted in turns. Not thread-safe.
/// </summary>
internal sealed class LearntRate
{
    /// <summary>The account's limit, as far as known; where to begin if the first refusals came before any answer.</summary>
    private const double Usual = 10;

    /// <summary>Below this, refusals by chance would stop the client for good when others share a low limit.</summary>
    private const double Least = 0.75;

    private const double Decrease = 0.9;
    private const double LargestDecrease = 0.75;

    /// <summary>Probing costs about one refusal in twice as many turns.</summary>
    private const double LeastTurnsBack = 25;

    private readonly double _ceiling;
    private double _level;
    private double _mean;
    private int _turns;

    public LearntRate(int answeredInLastSecond, double ceiling)
    {
        _ceiling = ceiling;
        Restart(Math.Max(answeredInLastSecond, Usual));
    }

    public double PerSecond
    {
        get
        {
            double beyond = (_turns / TurnsBack) - 1;
            return Math.Min(_ceiling, _level * (1 + ((1 - Decrease) * beyond * beyond * beyond)));
        }
    }

    /// <summary>Turns until the rate is back at its level: at least two seconds of them.</summary>
    private double TurnsBack => Math.Max(LeastTurnsBack, 2 * _level);

    /// <summary>Counts a turn that a caller waited for. Only such a turn raises the rate: one without a wait does not test it.</summary>
    public void Use()
    {
        _mean += (PerSecond - _mean) * 2 / TurnsBack;
        _turns++;
    }

    /// <summary>
    /// The service refused: the level becomes the mean of the rates used lately, which the service answered on the whole, or less if fewer
    /// answers than that came in the last second.
    /// </summary>
    public void Lower(int answeredInLastSecond) =>
        Restart(Math.Max(Math.Min(_mean, answeredInLastSecond + 1), _mean * LargestDecrease));

    private void Restart(double level)
    {
        _level = Math.Max(Least, Math.Min(level, _ceiling));
        _turns = 0;
        _mean = PerSecond;
    }
}
