using System.Text;
using System.Text.RegularExpressions;

namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>The rule for account IDs, and what spreadsheets do to them.</summary>
internal static partial class AccountRule
{
    private const string Advice = "Format the column as text, enter the ID again, and save the file.";

    /// <summary>Why the text is no account ID; <see langword="null"/> if it is one.</summary>
    public static string? Mistake(string text)
    {
        if (text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        string account = $"The account {QuotedText.Of(text)}";
        return text switch
        {
            "" => "The account is empty.",
            ['#', ..] => $"{account} is no ID. Comments are not allowed in an allow-list.",
            ['=', ..] => $"{account} is a formula of a spreadsheet. {Advice}",
            ['\'' or '’', ..] => $"{account} starts with an apostrophe. Remove it: an ID consists of digits only.",
            _ when Scientific().IsMatch(text) => $"{account} is a rounded number: a spreadsheet has dropped digits of the ID. {Advice}",
            _ when Fraction().IsMatch(text) => $"{account} is a number with a fraction, written by a spreadsheet. {Advice}",
            _ when Grouped().IsMatch(text) => $"{account} has thousands separators. Remove them: an ID consists of digits only.",
            ['+' or '-', ..] => $"{account} has a sign. Remove it: an ID consists of digits only.",
            _ => $"{account} must consist of the digits 0 to 9, but contains {CharacterName.Of(FirstOther(text))}.",
        };
    }

    private static Rune FirstOther(string text) => text.EnumerateRunes().First(character => character.Value is < '0' or > '9');

    [GeneratedRegex(@"\A[+-]?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Scientific();

    [GeneratedRegex(@"\A[+-]?[0-9]+[.,]0{1,2}\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Fraction();

    [GeneratedRegex(
        @"\A[+-]?[0-9]{1,4}([.,'’_ \u00A0\u2009\u202F][0-9]{3,4})+([.,]0+)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Grouped();
}
