using System.Globalization;

namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>The rule for the last day of an entry: <c>yyyy-MM-dd</c>, and a day that exists.</summary>
internal static class ExpiryRule
{
    private const string Format = "yyyy-MM-dd";

    public static bool TryRead(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary>Why the text is no day.</summary>
    public static string Mistake(string text) => IsInFormat(text)
        ? $"The expiry {QuotedText.Of(text)} is not a day of the calendar."
        : $"The expiry {QuotedText.Of(text)} must be a day in the form {Format}, such as 2027-01-31.";

    private static bool IsInFormat(string text) => text.Length == Format.Length
        && text.Index().All(character => character.Index is 4 or 7 ? character.Item == '-' : char.IsAsciiDigit(character.Item));
}
