using System.Globalization;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>
/// The options of a role that are written in a profile. A value that cannot be read is refused, because ignoring it would widen the role.
/// </summary>
internal static class ProfileRoleOptions
{
    private const int MinSeconds = 900;
    private const int MaxSeconds = 43200;

    /// <exception cref="EnsAuthenticationException">A member has an invalid value; the message names both.</exception>
    public static EnsRoleOptions Read(Profile profile) => new()
    {
        Policy = profile["policy"],
        ExternalId = profile["external_id"],
        RegionId = ReadRegion(profile),
        UseVpcEndpoint = ReadBoolean(profile, "enable_vpc"),
        Endpoint = profile["sts_endpoint"] is { } endpoint
            ? StsEndpoint.Parse(endpoint.Trim(), $"The member sts_endpoint of the {profile}") : null,
        Duration = ReadDuration(profile, "expired_seconds"),
    };

    private static string? ReadRegion(Profile profile) =>
        profile["sts_region"]?.Trim() is not { } region || EnsRoleOptions.IsRegion(region)
        ? profile["sts_region"]?.Trim()
        : throw Refused(profile, "sts_region", "consist of lower-case letters, digits and hyphens", region);

    private static bool? ReadBoolean(Profile profile, string member) => profile[member]?.Trim() switch
    {
        null => null,
        { } text when bool.TryParse(text, out bool value) => value,
        { } text => throw Refused(profile, member, "be true or false", text),
    };

    /// <summary>The command-line client writes 0 where nothing is set.</summary>
    private static TimeSpan ReadDuration(Profile profile, string member) => profile[member]?.Trim() switch
    {
        null or "0" => new EnsRoleOptions().Duration,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            && seconds is >= MinSeconds and <= MaxSeconds =>
            TimeSpan.FromSeconds(seconds),
        { } text => throw Refused(
            profile, member, FormattableString.Invariant($"be a whole number from {MinSeconds} to {MaxSeconds}"), text),
    };

    private static EnsAuthenticationException Refused(Profile profile, string member, string rule, string value) =>
        new($"The member {member} of the {profile} must {rule}, but is '{(value.Length <= 64 ? value : value[..64] + "…")}'.");
}
