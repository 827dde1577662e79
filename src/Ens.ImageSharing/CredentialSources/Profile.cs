using System.Text.Json.Serialization;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>One profile, with the names that the command-line client gives its members in JSON.</summary>
internal sealed record Profile
{
    public string Name { get; init; } = "";

    public string? Mode { get; init; }

    public string? AccessKeyId { get; init; }

    public string? AccessKeySecret { get; init; }

    public string? StsToken { get; init; }

    public string? StsRegion { get; init; }

    public bool? EnableVpc { get; init; }

    public string? RamRoleName { get; init; }

    public string? RamRoleArn { get; init; }

    public string? RamSessionName { get; init; }

    public string? ExternalId { get; init; }

    public string? Policy { get; init; }

    public int? ExpiredSeconds { get; init; }

    public string? SourceProfile { get; init; }

    public string? OidcProviderArn { get; init; }

    public string? OidcTokenFile { get; init; }

    public string? CredentialsUri { get; init; }

    public string? ProcessCommand { get; init; }

    /// <summary>The profile whose key assumes this one's role.</summary>
    [JsonIgnore]
    public Profile? Source { get; init; }

    /// <summary>Not the members, of which some are secrets.</summary>
    public override string ToString() => $"profile '{Name}'";
}

/// <summary>The file of the command-line client.</summary>
internal sealed class CliConfiguration
{
    public string? Current { get; set; }

    public List<Profile>? Profiles { get; set; }
}
