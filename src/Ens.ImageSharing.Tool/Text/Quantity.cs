using System.Globalization;

namespace Ens.ImageSharing.Tool.Text;

/// <summary>A number with its noun.</summary>
internal static class Quantity
{
    /// <summary>For example <c>1 image</c> and <c>2 images</c>.</summary>
    public static string Of(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
