using Ens.ImageSharing.Models;
using Ens.ImageSharing.Tool.Terminal;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>Checks the IDs that were given, so that nothing is sent that cannot be right.</summary>
internal static class Names
{
    /// <summary>The images, each once.</summary>
    /// <exception cref="UsageException">An ID is empty, or contains what no request can carry.</exception>
    public static string[] Images(IEnumerable<string> imageIds)
    {
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
                    $"An image must be an ID such as m-5s9k1, not empty and without line breaks, but was '{image}'.", exception);
            }
        }

        return images;
    }

    /// <summary>The accounts, each once.</summary>
    /// <exception cref="UsageException">An ID does not consist of digits.</exception>
    public static string[] Accounts(IEnumerable<string> accounts)
    {
        string[] ids = [.. accounts.Distinct(StringComparer.Ordinal)];
        return Array.Find(ids, id => id.Length == 0 || !id.All(char.IsAsciiDigit)) is { } wrong
            ? throw new UsageException($"An account must be an ID, which consists of digits, but was '{wrong}'.")
            : ids;
    }
}
