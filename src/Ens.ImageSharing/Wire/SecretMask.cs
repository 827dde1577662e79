using System.Text;
using System.Text.RegularExpressions;

namespace Ens.ImageSharing.Wire;

/// <summary>
/// Hides secrets in what the service echoes, such as the session token in the text that a rejected signature was computed over. Finds a secret in
/// whatever escaping an encoder of JSON, XML or URLs gives it, nested or mixed, and as hex or Base64.
/// </summary>
internal sealed class SecretMask
{
    private const string Mask = "***";

    /// <summary>No real secret is shorter. Hiding a few letters would garble every text and protect nothing.</summary>
    private const int ShortestSecret = 4;

    /// <summary>A cut text may end within a secret; a start of this length is worth hiding.</summary>
    private const int ShortestStart = 8;

    /// <summary>What a name reveals as a secret, with the value behind it, however it is escaped.</summary>
    private static readonly Regex NamedSecret = new(
        """
        (?<name>(?:security-?token|sts-?token|oidc-?token|signature|access-?key-?secret|authorization|bearer-?token)["']?\s*(?:[:=]|%3[AD]|%253[AD])\s*["']?(?:(?:acs|bearer|ACS3-HMAC-SHA256)\s+)?)(?:\\u[0-9a-f]{4}|\\/|&\#x?[0-9a-f]{1,6};|(?!%(?:25)*26)[A-Za-z0-9+/=_.~:%-])+
        """.Trim(),
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    private readonly List<string> _secrets = [];
    private readonly List<string> _encodings = [];
    private readonly List<string> _hex = [];

    public SecretMask(IEnumerable<string?> secrets)
    {
        foreach (string? secret in secrets)
        {
            if (secret is { Length: >= ShortestSecret })
            {
                byte[] bytes = Encoding.UTF8.GetBytes(secret);
                _secrets.Add(secret);
                _encodings.AddRange(Base64Forms(bytes));
                _hex.Add(string.Concat(bytes.Select(value => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture))));
            }
        }
    }

    /// <summary>The text without the secrets, and without what a name reveals as one.</summary>
    public string Apply(string text)
    {
        text = _secrets.Count == 0 ? text : HideKnown(text);
        try
        {
            return NamedSecret.Replace(text, static match => match.Groups["name"].Value + Mask);
        }
        catch (RegexMatchTimeoutException)
        {
            return Mask;
        }
    }

    /// <summary>
    /// The Base64 text that a secret has within a longer one, for each of the three places at which it may begin, as far as its neighbors do not
    /// change it; in both alphabets.
    /// </summary>
    private static IEnumerable<string> Base64Forms(byte[] secret)
    {
        for (int offset = 0; offset < 3; offset++)
        {
            byte[] padded = new byte[offset + secret.Length];
            secret.CopyTo(padded, offset);
            string encoded = Convert.ToBase64String(padded).TrimEnd('=');
            int first = offset == 0 ? 0 : offset + 1;
            int end = padded.Length % 3 == 0 ? encoded.Length : encoded.Length - 1;
            if (end - first >= ShortestSecret)
            {
                string form = encoded[first..end];
                yield return form;
                yield return form.Replace('+', '-').Replace('/', '_');
            }
        }
    }

    private string HideKnown(string text)
    {
        bool[] hidden = new bool[text.Length];
        bool any = false;
        for (EscapedText? layer = new(text); layer is not null; layer = layer.Decode())
        {
            any |= HideAll(layer, _secrets, StringComparison.Ordinal, hidden)
                | HideAll(layer, _encodings, StringComparison.Ordinal, hidden)
                | HideAll(layer, _hex, StringComparison.OrdinalIgnoreCase, hidden)
                | HideCutSecret(layer, hidden);
        }

        return any ? Replace(text, hidden) : text;
    }

    private static bool HideAll(EscapedText layer, List<string> needles, StringComparison comparison, bool[] hidden)
    {
        bool any = false;
        foreach (string needle in needles)
        {
            int start = layer.Text.IndexOf(needle, comparison);
            for (; start >= 0; start = layer.Text.IndexOf(needle, start + 1, comparison))
            {
                layer.Mark(start, needle.Length, hidden);
                any = true;
            }
        }

        return any;
    }

    private bool HideCutSecret(EscapedText layer, bool[] hidden)
    {
        bool any = false;
        foreach (string secret in _secrets)
        {
            for (int length = Math.Min(secret.Length - 1, layer.Text.Length); length >= ShortestStart; length--)
            {
                if (layer.Text.EndsWith(secret[..length], StringComparison.Ordinal))
                {
                    layer.Mark(layer.Text.Length - length, length, hidden);
                    any = true;
                    break;
                }
            }
        }

        return any;
    }

    private static string Replace(string text, bool[] hidden)
    {
        StringBuilder shown = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (!hidden[i])
            {
                shown.Append(text[i]);
            }
            else if (i == 0 || !hidden[i - 1])
            {
                shown.Append(Mask);
            }
        }

        return shown.ToString();
    }
}
