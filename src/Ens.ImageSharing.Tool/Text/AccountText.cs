using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Ens.ImageSharing.Tool.Text;

/// <summary>How accounts are shown: in full, or only their last four digits.</summary>
/// <param name="isMasked">Whether to show only the last four digits.</param>
internal sealed partial class AccountText(bool isMasked)
{
    /// <summary>Account IDs have 16 digits. Text from elsewhere also contains dates and sizes, which are shorter.</summary>
    private const int ShortestId = 12;

    public bool IsMasked => isMasked;

    /// <summary>An account ID.</summary>
    public string Of(string account) => !isMasked || account.Length == 0 ? account : "****" + account[^Math.Min(4, account.Length)..];

    /// <summary>Text from elsewhere, in which account IDs may occur.</summary>
    /// <param name="text">The text.</param>
    /// <param name="imageId">The ID of the image that the text is about, which is shown in full.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public string? In(string? text, string imageId = "") => isMasked && text is not null
        ? Digits().Replace(text, match => match.Length < ShortestId || IsOf(imageId, text, match) ? match.Value : Of(match.Value))
        : text;

    /// <summary>Whether the digits are those of the ID of the image.</summary>
    private static bool IsOf(string imageId, string text, Match digits) => Digits().Matches(imageId).Any(own =>
        own.Length == digits.Length && own.Index <= digits.Index
        && text.AsSpan(digits.Index - own.Index).StartsWith(imageId, StringComparison.Ordinal));

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
