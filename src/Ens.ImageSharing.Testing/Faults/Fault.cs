using Ens.ImageSharing.Testing.Answers;

namespace Ens.ImageSharing.Testing.Faults;

/// <summary>What goes wrong with one answer.</summary>
internal abstract record Fault
{
    public sealed record None : Fault;

    /// <summary>Another answer; the request has no effect.</summary>
    public sealed record Instead(Answer Answer) : Fault;

    /// <summary>The connection breaks before the request has an effect.</summary>
    public sealed record Drop : Fault;

    /// <summary>The connection breaks after the request had its effect.</summary>
    public sealed record LoseAnswer : Fault;

    public sealed record Truncate : Fault;

    public sealed record Delay(TimeSpan Time) : Fault;

    public sealed record SkewClock(TimeSpan Offset) : Fault;

    public sealed record WrongPage : Fault;
}
