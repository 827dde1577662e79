namespace Ens.ImageSharing.Transport;

/// <summary>What a retry tells the service about itself: which one it is, and how long it waited.</summary>
internal readonly struct RetryHeaders(int retries, TimeSpan delay)
{
    public int Retries { get; } = retries;

    public TimeSpan Delay { get; } = delay;
}
