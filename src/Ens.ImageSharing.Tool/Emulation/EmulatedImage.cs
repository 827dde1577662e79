using System.Globalization;

namespace Ens.ImageSharing.Tool.Emulation;

/// <summary>An image that the emulator is given: <c>ID=COUNT</c> or <c>ID=ACCOUNT,…</c>.</summary>
/// <param name="ImageId">Its ID.</param>
/// <param name="Accounts">The accounts that it is shared with.</param>
internal sealed record EmulatedImage(string ImageId, string[] Accounts)
{
    private const long FirstAccount = 1515285520000000;

    /// <summary>Reads an image; <see langword="null"/> if the text is none.</summary>
    public static EmulatedImage? Parse(string text)
    {
        int equals = text.LastIndexOf('=');
        if (equals < 1 || string.IsNullOrWhiteSpace(text[..equals]) || text[..equals].Any(char.IsControl))
        {
            return null;
        }

        string shared = text[(equals + 1)..];

        // Up to six digits say how many; anything else is the list itself.
        if (shared.Length is > 0 and <= 6 && int.TryParse(shared, NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            return new EmulatedImage(text[..equals], Numbered(count));
        }

        string[] accounts = shared.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return accounts.All(account => account.All(char.IsAsciiDigit)) ? new EmulatedImage(text[..equals], accounts) : null;
    }

    /// <summary>So many account IDs.</summary>
    public static string[] Numbered(int count) =>
        [.. Enumerable.Range(0, count).Select(number => (FirstAccount + number).ToString(CultureInfo.InvariantCulture))];
}
