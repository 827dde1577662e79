namespace Ens.ImageSharing.Testing.Answers;

/// <summary>An error answer: the gateway's codes, statuses and wordings.</summary>
internal sealed record Refusal(int Status, string Code, string Message)
{
    /// <summary>What the answer asks to wait, if anything.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static readonly Refusal IncompleteSignature =
        new(400, EnsErrorCodes.IncompleteSignature, "The request signature does not conform to Aliyun standards.");

    public static readonly Refusal TimeStampFormat =
        new(400, EnsErrorCodes.InvalidTimeStampFormat, "Specified time stamp or date value is not well formatted.");

    public static readonly Refusal TimeStampExpired =
        new(400, EnsErrorCodes.InvalidTimeStampExpired, "Specified time stamp or date value is expired.");

    public static readonly Refusal NonceUsed = new(400, EnsErrorCodes.SignatureNonceUsed, "Specified signature nonce was used already.");

    public static readonly Refusal UnknownKey = new(404, EnsErrorCodes.InvalidAccessKeyIdNotFound, "Specified access key is not found.");

    public static readonly Refusal MissingToken =
        new(400, EnsErrorCodes.MissingSecurityToken, "SecurityToken is mandatory for this action.");

    public static readonly Refusal ExpiredToken =
        new(400, EnsErrorCodes.InvalidSecurityTokenExpired, "Specified SecurityToken is expired.");

    public static readonly Refusal OtherToken =
        new(400, EnsErrorCodes.InvalidSecurityTokenMismatchWithAccessKey, "Specified SecurityToken mismatch with the AccessKey.");

    public static readonly Refusal NoPermission = new(400, EnsErrorCodes.NoPermission, "Permission denied.");

    public static readonly Refusal UnknownAction =
        new(404, EnsErrorCodes.InvalidActionNotFound, "Specified api is not found, please check your url and method.");

    public static readonly Refusal UnknownVersion = new(400, EnsErrorCodes.InvalidVersion, "Specified parameter Version is not valid.");

    public static readonly Refusal UnsupportedMethod =
        new(403, EnsErrorCodes.UnsupportedHttpMethod, "This http method is not supported.");

    public static readonly Refusal MissingParameter =
        new(400, EnsErrorCodes.MissingParameter, "The input parameter that is mandatory for processing this request is not supplied.");

    public static readonly Refusal Throttled = new(400, EnsErrorCodes.ThrottlingUser, "Request was denied due to user flow control.");

    public static readonly Refusal UnsupportedImageType =
        new(400, "InvalidImageType.NotSupported", "The specified image does not support sharing or exporting.");

    public static Refusal SignatureDoesNotMatch(string stringToSign) =>
        new(
            400,
            EnsErrorCodes.SignatureDoesNotMatch,
            "Specified signature is not matched with our calculation. server string to sign is:" + stringToSign);

    public static Refusal InvalidParameter(string name) =>
        new(400, EnsErrorCodes.InvalidParameter + "." + name, $"The specified field {name} invalid. Please check it again.");
}
