using Microsoft.Extensions.Logging;

namespace Ens.ImageSharing.Telemetry;

/// <summary>
/// What the client logs, with the category <c>Ens.ImageSharing.EnsClient</c>. No message contains a secret, a token or a signature.
/// </summary>
internal static partial class EnsLog
{
    [LoggerMessage(
        1,
        LogLevel.Debug,
        "Read page {PageNumber} of image {ImageId}: {AccountCount} accounts, total {TotalCount}, request ID {RequestId}.")]
    public static partial void PageRead(
        ILogger logger, int pageNumber, string imageId, int accountCount, int? totalCount, string? requestId);

    [LoggerMessage(2, LogLevel.Warning, "Attempt {Attempt} for {Subject} failed with {Failure}; retrying in {DelayMilliseconds:F0} ms.")]
    public static partial void Retrying(ILogger logger, int attempt, string subject, string? failure, double delayMilliseconds);

    [LoggerMessage(3, LogLevel.Information, "Requests are signed with access key {AccessKeyId} from {Source}.")]
    public static partial void KeyChanged(ILogger logger, string accessKeyId, string source);

    [LoggerMessage(
        4,
        LogLevel.Warning,
        "A new access key could not be fetched from {Source}; the current one is valid until {ValidUntil:u}. "
        + "Next try in {DelaySeconds:F0} s. {Reason}")]
    public static partial void RefreshFailed(ILogger logger, string source, DateTimeOffset validUntil, double delaySeconds, string reason);

    [LoggerMessage(
        5, LogLevel.Debug, "Read page {PageNumber} of the images: {ImageCount} images, total {TotalCount}, request ID {RequestId}.")]
    public static partial void ImagesRead(ILogger logger, int pageNumber, int imageCount, int? totalCount, string? requestId);

    [LoggerMessage(6, LogLevel.Information, "Changed image {ImageId}: added [{Added}], removed [{Removed}], request ID {RequestId}.")]
    public static partial void Changed(ILogger logger, string imageId, string added, string removed, string? requestId);
}
