using System.Globalization;
using Ens.ImageSharing.Testing.Answers;
using Ens.ImageSharing.Testing.Faults;

namespace Ens.ImageSharing.Testing;

/// <summary>
/// Faults of the next answers: a queue with one entry for each request, followed by an optional random plan. Thread-safe.
/// </summary>
/// <remarks>
/// Methods that add an entry put it at the end of the queue and return the queue, so that calls can be chained. Faults that replace the
/// answer, and
/// <see cref="Drop"/>, prevent the request from having an effect; all others happen after it had one.
/// </remarks>
public sealed class EnsEmulatorFaults
{
    private readonly FaultQueue _queue = new();
    private TimeSpan _readDelay;

    internal EnsEmulatorFaults()
    {
    }

    /// <summary>The number of entries in the queue, including those of <see cref="BeforeNext"/>.</summary>
    public int Count => _queue.Count;

    /// <summary>
    /// How long reads do not see a change by <c>ModifyImageSharePermission</c>, by the emulator's clock.
    /// <see cref="EnsEmulator.Share"/> and
    /// <see cref="EnsEmulator.Unshare"/> are seen immediately.
    /// </summary>
    /// <value>At least zero. The default is zero. <see cref="TimeSpan.MaxValue"/> hides changes for ever.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan ReadDelay
    {
        get => _readDelay;
        set => _readDelay = value >= TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"ReadDelay cannot be negative, but was {Text(value)}.");
    }

    /// <summary>Adds an answer without a fault.</summary>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults Succeed() => Add(new Fault.None());

    /// <summary>Adds an error with the code <c>Throttling.User</c> and HTTP status 400.</summary>
    /// <param name="retryAfter">
    /// The value of the header <c>x-acs-retry-after</c>; the default, <see langword="null"/>, leaves it out.
    /// </param>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults Throttle(TimeSpan? retryAfter = null) =>
        Add(Refuse(Refusal.Throttled with { RetryAfter = retryAfter }));

    /// <summary>Adds an answer with any HTTP status and body.</summary>
    /// <param name="statusCode">The HTTP status: 100 to 599.</param>
    /// <param name="body">The body. The default is empty.</param>
    /// <returns>This queue.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusCode"/> is not an HTTP status.</exception>
    public EnsEmulatorFaults Status(int statusCode, string body = "") =>
        Add(new Fault.Instead(new Answer(CheckStatus(statusCode), body)));

    /// <summary>Adds an error with a code.</summary>
    /// <param name="statusCode">The HTTP status: 100 to 599.</param>
    /// <param name="errorCode">The code, for example one of <see cref="EnsErrorCodes"/>.</param>
    /// <param name="message">The message.</param>
    /// <returns>This queue.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusCode"/> is not an HTTP status.</exception>
    public EnsEmulatorFaults Error(int statusCode, string errorCode, string message = "An error.") =>
        Add(Refuse(new Refusal(CheckStatus(statusCode), errorCode, message)));

    /// <summary>Adds a connection that is reset before the request has an effect.</summary>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults Drop() => Add(new Fault.Drop());

    /// <summary>Adds a connection that is reset after the request had its effect: the answer is lost.</summary>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults LoseAnswer() => Add(new Fault.LoseAnswer());

    /// <summary>Adds an answer that breaks off in the middle of its body.</summary>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults Truncate() => Add(new Fault.Truncate());

    /// <summary>Adds an answer that comes late.</summary>
    /// <param name="time">How late, by the emulator's clock. <see cref="Timeout.InfiniteTimeSpan"/> means never.</param>
    /// <returns>This queue.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="time"/> is negative, but not <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </exception>
    public EnsEmulatorFaults Delay(TimeSpan time) => time >= TimeSpan.Zero || time == Timeout.InfiniteTimeSpan
        ? Add(new Fault.Delay(time))
        : throw new ArgumentOutOfRangeException(nameof(time), time, $"A delay cannot be negative, but was {Text(time)}.");

    /// <summary>
    /// Sets the emulator's clock wrong from this request on. That affects the dates it accepts and the header <c>Date</c>.
    /// </summary>
    /// <param name="offset">The offset; positive is fast. Zero sets the clock right again.</param>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults SkewClock(TimeSpan offset) => Add(new Fault.SkewClock(offset));

    /// <summary>Adds an answer that claims to be the page after the requested one.</summary>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults WrongPage() => Add(new Fault.WrongPage());

    /// <summary>Runs an action before a request is processed, so that the images or the settings change between two requests.</summary>
    /// <param name="action">The action. An exception that it throws is the outcome of the request.</param>
    /// <returns>This queue.</returns>
    /// <remarks>
    /// The action has a place in the queue, but does not use up a request: it runs before the request that takes the next entry, or before
    /// the next request if it is the last entry. <c>Succeed().BeforeNext(change).Throttle()</c> answers the first request, then makes
    /// the change, and refuses the second request.
    /// </remarks>
    public EnsEmulatorFaults BeforeNext(Action<EnsEmulator> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        _queue.Add(action);
        return this;
    }

    /// <summary>
    /// Once the queue is empty, adds random faults that a client can recover from by trying again: throttling, server errors, reset
    /// connections
    /// and truncated answers.
    /// </summary>
    /// <param name="seed">The seed. The same seed gives the same faults in the same order.</param>
    /// <param name="rate">The share of answers with a fault, from 0, which ends the plan, to 1.</param>
    /// <returns>This queue.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is not between 0 and 1.</exception>
    public EnsEmulatorFaults AtRandom(int seed, double rate)
    {
        if (rate is not (>= 0 and <= 1))
        {
            string message = FormattableString.Invariant($"The rate must be between 0 and 1, but was {rate}.");
            throw new ArgumentOutOfRangeException(nameof(rate), rate, message);
        }

        _queue.Plan(rate > 0 ? new RandomFaults(seed, rate) : null);
        return this;
    }

    internal Fault Next(out List<Action<EnsEmulator>> events) => _queue.Next(out events);

    private EnsEmulatorFaults Add(Fault fault)
    {
        _queue.Add(fault);
        return this;
    }

    private static Fault.Instead Refuse(Refusal refusal) => new(Answer.Refuse(refusal));

    private static int CheckStatus(int statusCode) => statusCode is >= 100 and <= 599
        ? statusCode
        : throw new ArgumentOutOfRangeException(
            nameof(statusCode), statusCode, FormattableString.Invariant($"An HTTP status is between 100 and 599, but was {statusCode}."));

    private static string Text(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);
}
