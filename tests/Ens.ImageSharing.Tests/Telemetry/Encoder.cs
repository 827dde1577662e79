using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Ens.ImageSharing.Tests.Telemetry;

/// <summary>A way to write a text, as encoders of every taste do it, and the platform's way to read it back.</summary>
internal sealed record Encoder(string Name, Func<string, Random, string> Encode, Func<string, IEnumerable<string>> Decode)
{
    private const string Named = "&<>\"'";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static readonly Encoder Json = new(
        "JSON",
        static (text, random) => Each(text, random, character => random.Next(3) switch
        {
            0 => "\\u" + Hex(character, random, 4),
            1 when character == '/' => "\\/",
            _ => character is '"' or '\\' ? "\\" + character : character.ToString(),
        }),
        static text => [Regex.Replace(
            text,
            @"\\u(?<code>[0-9a-fA-F]{4})|\\(?<character>.)",
            match => match.Groups["code"] is { Success: true } code ? ((char)Convert.ToInt32(code.Value, 16)).ToString() : match.Groups["character"].Value,
            RegexOptions.ExplicitCapture,
            Patience)]);

    public static readonly Encoder Xml = new(
        "XML",
        static (text, random) => Each(text, random, character => random.Next(4) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"&#{(int)character};"),
            1 => $"&#{(random.Next(2) == 0 ? "x" : "X")}{Hex(character, random, random.Next(2, 5))};",
            _ => Named.Contains(character, StringComparison.Ordinal) ? WebUtility.HtmlEncode(character.ToString()) : character.ToString(),
        }),
        static text => [WebUtility.HtmlDecode(text)]);

    public static readonly Encoder Url = new(
        "URL",
        static (text, random) => Each(text, random, character =>
            (char.IsAsciiLetterOrDigit(character) || "-_.~".Contains(character, StringComparison.Ordinal)) && random.Next(4) > 0
                ? character.ToString()
                : "%" + Hex(character, random, 2)),
        static text => [Uri.UnescapeDataString(text)]);

    public static readonly Encoder HexText = new(
        "hex",
        static (text, random) => random.Next(2) == 0
            ? Convert.ToHexString(Encoding.ASCII.GetBytes(text))
            : Convert.ToHexStringLower(Encoding.ASCII.GetBytes(text)),
        static text => Runs(text, "[0-9a-fA-F]{2,}", 2, 2, run => Convert.FromHexString(run)));

    public static readonly Encoder Base64 = new(
        "Base64",
        static (text, random) =>
        {
            string encoded = Convert.ToBase64String(Encoding.ASCII.GetBytes("abc"[random.Next(4)..] + text + "xyz"[random.Next(4)..]));
            encoded = random.Next(2) == 0 ? encoded : encoded.Replace('+', '-').Replace('/', '_');
            return random.Next(2) == 0 ? encoded : encoded.TrimEnd('=');
        },
        static text => Runs(text, "[A-Za-z0-9+/_-]{4,}", 4, 4, run => Convert.FromBase64String(run.Replace('-', '+').Replace('_', '/'))));

    public static readonly Encoder[] All = [Json, Xml, Url, HexText, Base64];

    public override string ToString() => Name;

    private static string Each(string text, Random random, Func<char, string> encode) =>
        string.Concat(text.Select(character => random.Next(3) == 0 ? encode(character) : Plain(character, encode)));

    /// <summary>Most characters stay as they are if they may.</summary>
    private static string Plain(char character, Func<char, string> encode) => char.IsAsciiLetterOrDigit(character) ? character.ToString() : encode(character);

    private static string Hex(char character, Random random, int digits)
    {
        string hex = ((int)character).ToString("X" + digits, CultureInfo.InvariantCulture);
        return random.Next(2) == 0 ? hex : hex.ToLowerInvariant();
    }

    private static IEnumerable<string> Runs(string text, string pattern, int places, int group, Func<string, byte[]> decode)
    {
        foreach (Match run in Regex.Matches(text, pattern, RegexOptions.None, Patience))
        {
            for (int place = 0; place < places && place + group <= run.Length; place++)
            {
                string whole = run.Value[place..];
                yield return Encoding.Latin1.GetString(decode(whole[..(whole.Length / group * group)]));
            }
        }
    }
}
