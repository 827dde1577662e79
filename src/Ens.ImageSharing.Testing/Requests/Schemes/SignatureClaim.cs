namespace Ens.ImageSharing.Testing.Requests.Schemes;

/// <summary>What a request says about its operation and its signature, in the places where its scheme has it.</summary>
internal sealed record SignatureClaim
{
    public string? Action { get; init; }

    public string? Version { get; init; }

    public string? AccessKeyId { get; init; }

    public string? SecurityToken { get; init; }

    public string? Signature { get; init; }

    public string? Nonce { get; init; }

    public string? DateText { get; init; }

    /// <summary>The date; <see langword="null"/> if there is none, or none in the format of the scheme.</summary>
    public DateTimeOffset? Date { get; init; }

    public bool IsComplete =>
        AccessKeyId is { Length: > 0 } && Signature is { Length: > 0 } && Nonce is { Length: > 0 } && DateText is { Length: > 0 };
}
