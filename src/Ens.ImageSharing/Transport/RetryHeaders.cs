namespace Ens.ImageSharing.Transport;

/// <summary>What a retry tells the service about itself: which one it is, and how long it waited.</summary>
internal readonly record struct RetryHeaders(int Retries, TimeSpan Delay);
