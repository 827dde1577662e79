using Ens.ImageSharing.Models;
using Ens.ImageSharing.Tool.Inputs;
using Ens.ImageSharing.Tool.Terminal;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>Checks the IDs that were given, so that nothing is sent that cannot be right.</summary>
internal static class Names
{
    /// <summary>The images, each once.</summary>
    /// <param name="imageIds">The IDs.</param>
    /// <param name="option">The option that names them; <see langword="null"/> for arguments.</param>
    /// <exception cref="UsageException">An ID is empty, holds more than one ID, or contains what no request can carry.</exception>
    public static string[] Images(IEnumerable<string> imageIds, string? option = null)
    {
        string subject = Subject(option, "An image");
        string[] images = [.. imageIds.Distinct(StringComparer.Ordinal)];
        foreach (string image in images)
        {
            try
            {
                RequestRules.ValidateText(image, "An image ID");
            }
            catch (ArgumentException exception)
            {
                throw new UsageException(
                    $"{subject} must be an ID such as m-5s9k1, not empty and without line breaks, but was '{image}'.", exception);
            }

            if (ImageRule.Mistake(image) is not null)
            {
                throw new UsageException(
                    $"{subject} must be a single ID such as m-5s9k1, without blanks and separators, but was '{image}'.");
            }
        }

        return images;
    }

    /// <summary>The accounts, each once.</summary>
    /// <param name="accounts">The IDs.</param>
    /// <param name="option">The option that names them; <see langword="null"/> for arguments.</param>
    /// <exception cref="UsageException">An ID does not consist of digits.</exception>
    public static string[] Accounts(IEnumerable<string> accounts, string? option = null)
    {
        string[] ids = [.. accounts.Distinct(StringComparer.Ordinal)];
        return Array.Find(ids, id => id.Length == 0 || !id.All(char.IsAsciiDigit)) is { } wrong
            ? throw new UsageException($"{Subject(option, "An account")} must be an ID, which consists of digits, but was '{wrong}'.")
            : ids;
    }

    private static string Subject(string? option, string noun) => option is null ? noun : $"{option}: {noun}";
}
