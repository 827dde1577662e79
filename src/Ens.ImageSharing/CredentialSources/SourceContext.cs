using Ens.ImageSharing.Calls;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>What the sources of credentials take from outside.</summary>
/// <param name="Transport">Sends requests; <see langword="null"/> is a handler of the source's own.</param>
/// <param name="Time">The clock.</param>
/// <param name="Random">A number from 0 up to, but not including, 1.</param>
internal sealed record SourceContext(HttpMessageHandler? Transport, TimeProvider Time, Func<double> Random)
{
    public static SourceContext System { get; } = Of(transport: null, timeProvider: null);

    public static SourceContext Of(HttpMessageHandler? transport, TimeProvider? timeProvider) =>
        new(transport, timeProvider ?? TimeProvider.System, Jitter.Next);
}
