using System.Globalization;

namespace Ens.ImageSharing.Testing;

/// <summary>What goes wrong with the next answers: a queue, one entry a request, and behind it perhaps a random plan. Thread-safe.</summary>
/// <remarks>Each method puts one entry at the end of the queue and returns the queue, so that calls can be chained.</remarks>
public sealed class EnsEmulatorFaults
{
    private readonly Queue<Fault> _queue = new();
    private Random? _random;
    private double _rate;

    internal EnsEmulatorFaults()
    {
    }

    /// <summary>How many entries the queue still has.</summary>
    public int Count
    {
        get
        {
            lock (_queue)
            {
                return _queue.Count;
            }
        }
    }

    /// <summary>A good answer.</summary>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults Succeed() => Add(new Fault.None());

    /// <summary>An answer with the code <c>Throttling.User</c> and HTTP status 400.</summary>
    /// <param name="retryAfter">What the answer asks to wait, in the header <c>x-acs-retry-after</c>; the default is no such header.</param>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults Throttle(TimeSpan? retryAfter = null) => Add(new Fault.Answer(Refusal.Throttled.Status, AnswerWriter.Error(Refusal.Throttled), retryAfter));

    /// <summary>An answer of any kind, in place of the page.</summary>
    /// <param name="statusCode">The HTTP status: 100 to 599.</param>
    /// <param name="body">The body, whatever it is; the default is an empty one.</param>
    /// <returns>This queue.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusCode"/> is no HTTP status.</exception>
    public EnsEmulatorFaults Status(int statusCode, string body = "") => statusCode is >= 100 and <= 599
        ? Add(new Fault.Answer(statusCode, body, RetryAfter: null))
        : throw new ArgumentOutOfRangeException(nameof(statusCode), statusCode, "An HTTP status is from 100 to 599.");

    /// <summary>An error answer with a code.</summary>
    /// <param name="statusCode">The HTTP status: 100 to 599.</param>
    /// <param name="errorCode">The code, one of <see cref="EnsErrorCodes"/> for example.</param>
    /// <param name="message">The message.</param>
    /// <returns>This queue.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusCode"/> is no HTTP status.</exception>
    public EnsEmulatorFaults Error(int statusCode, string errorCode, string message = "An error.") =>
        Status(statusCode, AnswerWriter.Error(new Refusal(statusCode, errorCode, message)));

    /// <summary>The connection is reset before an answer.</summary>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults Drop() => Add(new Fault.Drop());

    /// <summary>The answer breaks off in the middle of its body.</summary>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults Truncate() => Add(new Fault.Truncate());

    /// <summary>The answer comes late.</summary>
    /// <param name="time">How late, by the emulator's clock; <see cref="Timeout.InfiniteTimeSpan"/> is never.</param>
    /// <returns>This queue.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative, but not <see cref="Timeout.InfiniteTimeSpan"/>.</exception>
    public EnsEmulatorFaults Delay(TimeSpan time) => time >= TimeSpan.Zero || time == Timeout.InfiniteTimeSpan
        ? Add(new Fault.Delay(time))
        : throw new ArgumentOutOfRangeException(nameof(time), time, "A delay cannot be negative.");

    /// <summary>From this request on the emulator's clock is off, in what it accepts and in the header <c>Date</c>.</summary>
    /// <param name="offset">By how much; positive is fast. Zero puts it right.</param>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults SkewClock(TimeSpan offset) => Add(new Fault.SkewClock(offset));

    /// <summary>Another page than the one that was asked for: the one after it.</summary>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults WrongPage() => Add(new Fault.WrongPage());

    /// <summary>Once the queue is empty, faults that pass when one tries again: throttling, trouble on the service's side, drops and truncation.</summary>
    /// <param name="seed">The same seed gives the same faults in the same order.</param>
    /// <param name="rate">How many of the answers, from 0 (none, which ends the plan) to 1 (all).</param>
    /// <returns>This queue.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is not from 0 to 1.</exception>
    public EnsEmulatorFaults AtRandom(int seed, double rate)
    {
        if (rate is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, string.Format(CultureInfo.InvariantCulture, "The rate must be from 0 to 1; {0} was given.", rate));
        }

        lock (_queue)
        {
            _random = rate > 0 ? new Random(seed) : null;
            _rate = rate;
        }

        return this;
    }

    internal Fault Next()
    {
        lock (_queue)
        {
            return _queue.Count > 0 ? _queue.Dequeue() : _random is null || _random.NextDouble() >= _rate ? new Fault.None() : Draw(_random);
        }
    }

    private static Fault Draw(Random random)
    {
        Refusal busy = new(503, EnsErrorCodes.ServiceUnavailable, "The request has failed due to a temporary failure of the server.");
        Refusal broken = new(500, EnsErrorCodes.InternalError, "The request processing has failed due to some unknown error.");
        return random.Next(7) switch
        {
            0 => new Fault.Answer(Refusal.Throttled.Status, AnswerWriter.Error(Refusal.Throttled), TimeSpan.FromMilliseconds(1)),
            1 => new Fault.Answer(Refusal.Throttled.Status, AnswerWriter.Error(Refusal.Throttled), RetryAfter: null),
            2 => new Fault.Answer(busy.Status, AnswerWriter.Error(busy), RetryAfter: null),
            3 => new Fault.Answer(broken.Status, AnswerWriter.Error(broken), RetryAfter: null),
            4 => new Fault.Answer(502, "<html><body>Bad Gateway</body></html>", RetryAfter: null),
            5 => new Fault.Drop(),
            _ => new Fault.Truncate(),
        };
    }

    private EnsEmulatorFaults Add(Fault fault)
    {
        lock (_queue)
        {
            _queue.Enqueue(fault);
        }

        return this;
    }
}
