using Ens.ImageSharing.Testing.Answers;

namespace Ens.ImageSharing.Testing.Faults;

/// <summary>Faults that a client can recover from by trying again, at random, but repeatable by the seed.</summary>
internal sealed class RandomFaults(int seed, double rate)
{
    private static readonly Refusal Busy =
        new(503, EnsErrorCodes.ServiceUnavailable, "The request has failed due to a temporary failure of the server.");

    private static readonly Refusal Broken =
        new(500, EnsErrorCodes.InternalError, "The request processing has failed due to some unknown error.");

    private readonly Random _random = new(seed);

    public Fault Next() => _random.NextDouble() >= rate ? new Fault.None() : _random.Next(7) switch
    {
        0 => Refuse(Refusal.Throttled with { RetryAfter = TimeSpan.FromMilliseconds(1) }),
        1 => Refuse(Refusal.Throttled),
        2 => Refuse(Busy),
        3 => Refuse(Broken),
        4 => new Fault.Instead(new Answer(502, "<html><body>Bad Gateway</body></html>")),
        5 => new Fault.Drop(),
        _ => new Fault.Truncate(),
    };

    private static Fault.Instead Refuse(Refusal refusal) => new(Answer.Refuse(refusal));
}
