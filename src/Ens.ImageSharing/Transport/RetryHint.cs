using System.Globalization;

namespace Ens.ImageSharing.Transport;

/// <summary>How long an answer asks to wait.</summary>
internal static class RetryHint
{
    /// <summary>The gateway's own header, in milliseconds, before the standard one, in seconds or as a date. What is not positive says nothing.</summary>
    public static TimeSpan? Read(HttpResponseMessage response, DateTimeOffset now)
    {
        if (response.Headers.TryGetValues(AcsHeaders.RetryAfter, out IEnumerable<string>? values)
            && long.TryParse(values.FirstOrDefault(), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long milliseconds)
            && milliseconds > 0)
        {
            return TimeSpan.FromMilliseconds(Math.Min(milliseconds, TimeSpan.FromDays(1).TotalMilliseconds));
        }

        TimeSpan? wait = response.Headers.RetryAfter is { } standard ? standard.Delta ?? (standard.Date - now) : null;
        return wait > TimeSpan.Zero ? wait : null;
    }
}
