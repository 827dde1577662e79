using System.Globalization;

namespace Ens.ImageSharing.Text;

/// <summary>Dates as the protocol writes them: UTC, whole seconds.</summary>
internal static class Iso8601
{
    public static string Format(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
