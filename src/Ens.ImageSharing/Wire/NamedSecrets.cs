using System.Text.RegularExpressions;

namespace Ens.ImageSharing.Wire;

/// <summary>
/// Finds the secrets that what stands around them reveals: <c>Signature=…</c>, <c>"SecurityToken":"…"</c>, the password of a proxy in
/// <c>http://user:password@host</c>.
/// </summary>
internal static class NamedSecrets
{
    private const string Names = "(?:security[-_]?token|sts[-_]?token|oidc[-_]?token|bearer[-_]?token|signature|authorization"
        + "|access[-_]?key[-_]?secret)";

    /// <summary>A name may stand before a sign, or be the name of an XML element.</summary>
    private const string Lead = """(?:NAMES["']?\s*[:=]\s*["']?|<(?:\w+:)?NAMES(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[\s*)?)""";

    private const string Scheme = """(?:(?:acs|bearer|ACS3-HMAC-SHA256)\s+)?""";

    /// <summary>Up to what separates it from the next parameter of an address, which may be encoded.</summary>
    private const string Value = "(?<value>(?:(?!%(?:25)*26)[A-Za-z0-9+/=_.~:%-])+)";

    private const string UserInformation = """://(?<value>[^\s/'"<>]+)@""";

    private static readonly Regex Pattern = new(
        Lead.Replace("NAMES", Names) + Scheme + Value + "|" + UserInformation,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    /// <summary>Marks the secrets in a reading.</summary>
    /// <returns>Whether there are any.</returns>
    public static bool Hide(Reading reading, bool[] hidden)
    {
        bool any = false;
        try
        {
            for (Match match = Pattern.Match(reading.Text); match.Success; match = match.NextMatch())
            {
                Group value = match.Groups["value"];
                reading.Mark(value.Index, value.Length, hidden);
                any = true;
            }

            return any;
        }
        catch (RegexMatchTimeoutException)
        {
            reading.Mark(0, reading.Text.Length, hidden);
            return true;
        }
    }
}
