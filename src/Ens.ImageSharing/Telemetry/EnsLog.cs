using Microsoft.Extensions.Logging;

namespace Ens.ImageSharing.Telemetry;

/// <summary>What the client logs, under the category <c>Ens.ImageSharing.EnsClient</c>. No message holds a key, a token or a signature.</summary>
internal static partial class EnsLog
{
    [LoggerMessage(1, LogLevel.Debug, "Read page {PageNumber} of image {ImageId}: {AccountCount} accounts, total {TotalCount}, request id {RequestId}.")]
    public static partial void PageRead(ILogger logger, int pageNumber, string imageId, int accountCount, int? totalCount, string? requestId);

    [LoggerMessage(2, LogLevel.Warning, "Attempt {Attempt} failed with {Failure}; trying again in {DelayMilliseconds:F0} ms.")]
    public static partial void Retrying(ILogger logger, int attempt, string? failure, double delayMilliseconds);
}
