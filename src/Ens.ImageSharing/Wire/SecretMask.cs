using System.Text;
using System.Text.RegularExpressions;

namespace Ens.ImageSharing.Wire;

/// <summary>Takes secrets out of what the service echoes: a refused signature comes back with the text that was signed, session token included.</summary>
internal static class SecretMask
{
    private const string Mask = "***";

    private const int ShortestSecret = 4;

    /// <summary>What carries a secret by its name, with the value behind it, be it percent-encoded once, twice or not at all.</summary>
    private static readonly Regex NamedSecret = new(
        """(?<name>(?:security-?token|sts-?token|oidc-?token|signature|access-?key-?secret|authorization|bearer-?token)["']?\s*(?:[:=]|%3[AD]|%253[AD])\s*["']?(?:(?:acs|bearer|ACS3-HMAC-SHA256)\s+)?)(?:(?!%(?:25)*26)[A-Za-z0-9+/=_.~:%-])+""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    /// <summary>The text without the key's secret and token in any encoding, and without whatever a name gives away as a secret.</summary>
    public static string Apply(string text, EnsAccessKey? key)
    {
        if (key is not null)
        {
            text = Remove(text, key.AccessKeySecret);
            text = key.SecurityToken is null ? text : Remove(text, key.SecurityToken);
        }

        try
        {
            return NamedSecret.Replace(text, match => match.Groups["name"].Value + Mask);
        }
        catch (RegexMatchTimeoutException)
        {
            return Mask;
        }
    }

    private static string Remove(string text, string secret)
    {
        // No real secret is as short; taking its letters out would garble every text and protect nothing.
        if (secret.Length < ShortestSecret)
        {
            return text;
        }

        string once = Uri.EscapeDataString(secret);
        string twice = Uri.EscapeDataString(once);
        string base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        string inJson = secret.Replace("/", "\\/");
        foreach (string form in (ReadOnlySpan<string>)[secret, once, twice, base64, inJson])
        {
            text = text.Replace(form, Mask);
        }

        return text;
    }
}
