namespace Ens.ImageSharing.Options;

/// <summary>The limits of a call: those of the client's options, or those of a source of keys.</summary>
/// <param name="MaxRetries">How often a call is retried.</param>
/// <param name="RetryDelay">The first step of the back-off.</param>
/// <param name="MaxRetryDelay">The longest step of the back-off.</param>
/// <param name="AttemptTimeout">How long one attempt may take.</param>
/// <param name="Timeout">How long the call may take.</param>
/// <param name="MaxResponseBytes">How much of a response is read.</param>
/// <param name="MaxCallsPerSecond">
/// How many calls per second are sent at most; <see langword="null"/> if only the service limits them.
/// </param>
/// <param name="OptionsName">The type whose properties set these limits; <see langword="null"/> if they cannot be set.</param>
internal sealed record CallLimits(
    int MaxRetries,
    TimeSpan RetryDelay,
    TimeSpan MaxRetryDelay,
    TimeSpan AttemptTimeout,
    TimeSpan Timeout,
    long MaxResponseBytes,
    double? MaxCallsPerSecond,
    string? OptionsName)
{
    public static CallLimits Of(EnsClientOptions options) => new(
        options.MaxRetries,
        options.RetryDelay,
        options.MaxRetryDelay,
        options.AttemptTimeout,
        options.Timeout,
        options.MaxResponseBytes,
        options.MaxCallsPerSecond,
        nameof(EnsClientOptions));

    /// <summary>The option behind a limit, in parentheses, for messages: only if raising it helps.</summary>
    public string Naming(string option) => OptionsName is null ? "" : $" ({OptionsName}.{option})";
}
