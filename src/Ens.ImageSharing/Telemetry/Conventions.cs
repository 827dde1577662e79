using System.Globalization;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Telemetry;

/// <summary>
/// Names and values of OpenTelemetry's semantic conventions for RPC clients and errors, version 1.39.0, and the library's own names.
/// </summary>
internal static class Conventions
{
    public const string CallDuration = "rpc.client.call.duration";

    public const string SystemName = "rpc.system.name";
    public const string Method = "rpc.method";
    public const string StatusCode = "rpc.response.status_code";
    public const string ErrorType = "error.type";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";

    public const string ImageId = "ens.image_id";
    public const string PageNumber = "ens.page_number";
    public const string RequestId = "ens.request_id";
    public const string Attempts = "ens.attempts";
    public const string AttemptEvent = "ens.attempt";
    public const string AttemptNumber = "ens.attempt.number";
    public const string TurnEvent = "ens.turn";
    public const string TurnWait = "ens.turn.wait";
    public const string RetryDelay = "ens.retry.delay";

    /// <summary>The value of <see cref="SystemName"/>. The conventions have no name for Alibaba Cloud's gateway.</summary>
    public const string AlibabaCloud = "alibaba_cloud";

    /// <summary>What precedes the operation in the value of <see cref="Method"/>.</summary>
    public const string MethodPrefix = "Ens/";

    /// <summary>The buckets that the conventions recommend for <see cref="CallDuration"/>, in seconds.</summary>
    public static readonly double[] DurationBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    /// <summary>
    /// The value of <see cref="ErrorType"/>: the service's code if it is a known one, so that no response can make metrics explode;
    /// otherwise the type of the failure.
    /// </summary>
    public static string ErrorTypeOf(Exception failure) => failure switch
    {
        EnsException { ErrorCode: { } code } when ErrorTable.KnownCode(code) is { } known => known,
        EnsException { ErrorCode: null, StatusCode: { } status } => ((int)status).ToString(CultureInfo.InvariantCulture),
        _ => failure.GetType().FullName!,
    };
}
