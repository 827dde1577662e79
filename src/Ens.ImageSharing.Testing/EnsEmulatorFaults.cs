using System.Globalization;
using Ens.ImageSharing.Testing.Answers;
using Ens.ImageSharing.Testing.Faults;

namespace Ens.ImageSharing.Testing;

/// <summary>
/// The faults of the next responses: a queue with one entry per request, followed by optional random faults. Thread-safe.
/// </summary>
/// <remarks>
/// <para>A method that adds an entry adds it at the end of the queue and returns the queue, so that calls can be chained.</para>
/// <para>
/// With <see cref="Throttle"/>, <see cref="Status"/>, <see cref="Error"/> and <see cref="Drop"/>, the request has no effect. With all
/// other faults, it has its effect; with <see cref="Delay"/>, after the delay.
/// </para>
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

    /// <summary>How long it takes until reads see a change by <c>ModifyImageSharePermission</c>.</summary>
    /// <value>
    /// At least zero, by the emulator's clock. The default is zero. With <see cref="TimeSpan.MaxValue"/>, reads never see a change.
    /// </value>
    /// <remarks>
    /// Applies to later changes. <see cref="EnsEmulator.Share"/> and <see cref="EnsEmulator.Unshare"/> are always seen at once.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan ReadDelay
    {
        get => _readDelay;
        set => _readDelay = value >= TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"ReadDelay must not be negative, but was {Text(value)}.");
    }

    /// <summary>Adds a response without a fault.</summary>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults Succeed() => Add(new Fault.None());

    /// <summary>Adds an error with the code <c>Throttling.User</c> and HTTP status 400.</summary>
    /// <param name="retryAfter">
    /// The value of the header <c>x-acs-retry-after</c>. The default is <see langword="null"/>, which omits the header.
    /// </param>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults Throttle(TimeSpan? retryAfter = null) =>
        Add(Refuse(Refusal.Throttled with { RetryAfter = retryAfter }));

    /// <summary>Adds a response with any HTTP status and body.</summary>
    /// <param name="statusCode">The HTTP status, from 100 to 599.</param>
    /// <param name="body">The body. The default is empty.</param>
    /// <returns>This queue.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusCode"/> is not between 100 and 599.</exception>
    public EnsEmulatorFaults Status(int statusCode, string body = "") =>
        Add(new Fault.Instead(new Answer(CheckStatus(statusCode), body)));

    /// <summary>Adds an error with any HTTP status and code.</summary>
    /// <param name="statusCode">The HTTP status, from 100 to 599.</param>
    /// <param name="errorCode">The error code, for example one of <see cref="EnsErrorCodes"/>.</param>
    /// <param name="message">The error message.</param>
    /// <returns>This queue.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusCode"/> is not between 100 and 599.</exception>
    public EnsEmulatorFaults Error(int statusCode, string errorCode, string message = "An error.") =>
        Add(Refuse(new Refusal(CheckStatus(statusCode), errorCode, message)));

    /// <summary>Adds a connection that is reset before the request has its effect.</summary>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults Drop() => Add(new Fault.Drop());

    /// <summary>Adds a connection that is reset after the request had its effect, so that the response is lost.</summary>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults LoseAnswer() => Add(new Fault.LoseAnswer());

    /// <summary>Adds a response that breaks off in the middle of its body.</summary>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults Truncate() => Add(new Fault.Truncate());

    /// <summary>Adds a response that is delayed.</summary>
    /// <param name="time">
    /// The delay, by the emulator's clock. With <see cref="Timeout.InfiniteTimeSpan"/>, the response never arrives.
    /// </param>
    /// <returns>This queue.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="time"/> is negative and not <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </exception>
    public EnsEmulatorFaults Delay(TimeSpan time) => time >= TimeSpan.Zero || time == Timeout.InfiniteTimeSpan
        ? Add(new Fault.Delay(time))
        : throw new ArgumentOutOfRangeException(nameof(time), time, $"The delay must not be negative, but was {Text(time)}.");

    /// <summary>Adds a change of the emulator's clock, which applies from the request that takes this entry on.</summary>
    /// <param name="offset">
    /// How far the clock is ahead; behind, if negative. Zero corrects the clock again. The offset affects the dates that the emulator
    /// accepts and the header <c>Date</c> of its responses.
    /// </param>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults SkewClock(TimeSpan offset) => Add(new Fault.SkewClock(offset));

    /// <summary>Adds a response whose page number is that of the page after the requested one.</summary>
    /// <returns>This queue.</returns>
    public EnsEmulatorFaults WrongPage() => Add(new Fault.WrongPage());

    /// <summary>Adds an action that runs before a request is processed, for example to change the images between two requests.</summary>
    /// <param name="action">The action. If it throws an exception, the request fails with that exception.</param>
    /// <returns>This queue.</returns>
    /// <remarks>
    /// The action has a place in the queue, but does not use up a request. It runs before the request that takes the entry after it,
    /// or before the next request if it is the last entry. With <c>Succeed().BeforeNext(change).Throttle()</c>, the first request
    /// succeeds, then the change is made, and the second request is throttled.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="action"/> is <see langword="null"/>.</exception>
    public EnsEmulatorFaults BeforeNext(Action<EnsEmulator> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        _queue.Add(action);
        return this;
    }

    /// <summary>Adds random faults that follow the queue: throttling, server errors, reset connections and truncated responses.</summary>
    /// <param name="seed">The seed. The same seed produces the same faults in the same order.</param>
    /// <param name="rate">The share of responses with a fault, from 0 to 1. With 0, random faults end.</param>
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
            nameof(statusCode),
            statusCode,
            FormattableString.Invariant($"The HTTP status must be between 100 and 599, but was {statusCode}."));

    private static string Text(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);
}
