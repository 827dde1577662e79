using System.Globalization;

namespace Ens.ImageSharing.Transport;

/// <summary>How long a response asks to wait.</summary>
internal static class RetryHint
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The gateway's own header, in milliseconds; <see langword="null"/> if it is absent, unreadable or not positive.</summary>
    public static TimeSpan? ReadGateway(HttpResponseMessage response) =>
        response.Headers.TryGetValues(AcsHeaders.RetryAfter, out IEnumerable<string>? values)
        && long.TryParse(
            values.FirstOrDefault(),
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out long milliseconds)
        && milliseconds > 0
            ? TimeSpan.FromMilliseconds(Math.Min(milliseconds, Longest.TotalMilliseconds))
            : null;

    /// <summary>The standard header, in seconds or as a date; <see langword="null"/> if it is absent, unreadable or not positive.</summary>
    public static TimeSpan? ReadStandard(HttpResponseMessage response, DateTimeOffset now)
    {
        TimeSpan? wait = response.Headers.RetryAfter is { } standard ? standard.Delta ?? (standard.Date - now) : null;
        return wait > TimeSpan.Zero ? wait : null;
    }
}
