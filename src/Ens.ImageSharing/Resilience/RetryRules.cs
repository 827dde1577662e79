using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing.Resilience;

/// <summary>What the attempts of all calls of one client have in common.</summary>
internal sealed class RetryRules(EnsClientOptions options, EnsCredentials? credentials, ServiceClock clock, Func<double> random)
{
    public EnsClientOptions Options { get; } = options;

    /// <summary>Whose keys sign; <see langword="null"/> if the calls are not signed.</summary>
    public EnsCredentials? Credentials { get; } = credentials;

    public ServiceClock Clock { get; } = clock;

    public BackOff BackOff { get; } = new(options.RetryDelay, options.MaxRetryDelay, random);

    public RetryQuota Quota { get; } = new();
}
