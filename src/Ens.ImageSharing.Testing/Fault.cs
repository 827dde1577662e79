namespace Ens.ImageSharing.Testing;

/// <summary>What goes wrong with one answer.</summary>
internal abstract record Fault
{
    public sealed record None : Fault;

    public sealed record Answer(int Status, string Body, TimeSpan? RetryAfter) : Fault;

    public sealed record Drop : Fault;

    public sealed record Truncate : Fault;

    public sealed record Delay(TimeSpan Time) : Fault;

    public sealed record SkewClock(TimeSpan Offset) : Fault;

    public sealed record WrongPage : Fault;
}
