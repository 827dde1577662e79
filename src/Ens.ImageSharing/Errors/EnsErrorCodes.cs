namespace Ens.ImageSharing;

/// <summary>The error codes of the operation and of the gateway in front of it, for <see cref="EnsException.Is"/>.</summary>
/// <remarks>The first six are documented for <c>DescribeImageSharePermission</c>, all with HTTP status 400; the others are the gateway's own.</remarks>
public static class EnsErrorCodes
{
    /// <summary>A mandatory parameter is missing. The gateway also says <c>Missing</c> followed by the name of the parameter.</summary>
    public const string MissingParameter = "MissingParameter";

    /// <summary>The caller may not do this. The operation needs the RAM permission <c>ens:DescribeImageSharePermission</c>.</summary>
    public const string NoPermission = "NoPermission";

    /// <summary>A parameter is invalid. Documented as <c>InvalidParameter.%s</c> too, with the name of the parameter.</summary>
    public const string InvalidParameter = "InvalidParameter";

    /// <summary>The pattern under which the operation documents the code for an invalid parameter; <see cref="InvalidParameter"/> matches it.</summary>
    public const string InvalidParameterField = "InvalidParameter.%s";

    /// <summary>An error occurred while calling the API, behind the gateway.</summary>
    public const string EnsInterfaceError = "ens.interface.error";

    /// <summary>An error occurred when the operation called another one.</summary>
    public const string CallInterface = "CallInterface";

    /// <summary>Too many calls. Has the children <c>Throttling.User</c> and <c>Throttling.Api</c>.</summary>
    public const string Throttling = "Throttling";

    /// <summary>Too many calls of this account.</summary>
    public const string ThrottlingUser = "Throttling.User";

    /// <summary>Too many calls of this operation.</summary>
    public const string ThrottlingApi = "Throttling.Api";

    /// <summary>Too many calls, in another wording of the gateway.</summary>
    public const string RejectedThrottling = "Rejected.Throttling";

    /// <summary>The service is out of order for a while.</summary>
    public const string ServiceUnavailable = "ServiceUnavailable";

    /// <summary>The service failed.</summary>
    public const string InternalError = "InternalError";

    /// <summary>The service failed and does not know why.</summary>
    public const string UnknownError = "UnknownError";

    /// <summary>The nonce of the request was seen before.</summary>
    public const string SignatureNonceUsed = "SignatureNonceUsed";

    /// <summary>The date of the request is more than 15 minutes away from the service's.</summary>
    public const string InvalidTimeStampExpired = "InvalidTimeStamp.Expired";

    /// <summary>The date of the request is not written as the service expects it.</summary>
    public const string InvalidTimeStampFormat = "InvalidTimeStamp.Format";

    /// <summary>The date of the request is wrong, in another wording of the gateway.</summary>
    public const string IllegalTimestamp = "IllegalTimestamp";

    /// <summary>The secret is wrong, or what was signed is not what was received.</summary>
    public const string SignatureDoesNotMatch = "SignatureDoesNotMatch";

    /// <summary>The signature lacks a part.</summary>
    public const string IncompleteSignature = "IncompleteSignature";

    /// <summary>The signature method is none that the service knows.</summary>
    public const string InvalidSignatureMethod = "InvalidSignatureMethod";

    /// <summary>The key id does not exist; the key may also be a temporary one that has expired.</summary>
    public const string InvalidAccessKeyIdNotFound = "InvalidAccessKeyId.NotFound";

    /// <summary>The key is disabled.</summary>
    public const string InvalidAccessKeyIdInactive = "InvalidAccessKeyId.Inactive";

    /// <summary>The key is disabled, in another wording of the gateway.</summary>
    public const string ForbiddenAccessKeyDisabled = "Forbidden.AccessKeyDisabled";

    /// <summary>The session token has expired.</summary>
    public const string InvalidSecurityTokenExpired = "InvalidSecurityToken.Expired";

    /// <summary>The session token is damaged.</summary>
    public const string InvalidSecurityTokenMalformed = "InvalidSecurityToken.Malformed";

    /// <summary>The session token belongs to another key.</summary>
    public const string InvalidSecurityTokenMismatchWithAccessKey = "InvalidSecurityToken.MismatchWithAccessKey";

    /// <summary>The key is a temporary one and came without its session token.</summary>
    public const string MissingSecurityToken = "MissingSecurityToken";

    /// <summary>A RAM policy denies the call.</summary>
    public const string ForbiddenRam = "Forbidden.RAM";

    /// <summary>Risk control denies the call.</summary>
    public const string ForbiddenRiskControl = "Forbidden.RiskControl";

    /// <summary>The service does not know the operation.</summary>
    public const string InvalidActionNotFound = "InvalidAction.NotFound";

    /// <summary>The service does not know the operation, in another wording of the gateway.</summary>
    public const string InvalidApiNotFound = "InvalidApi.NotFound";

    /// <summary>The service does not know the version.</summary>
    public const string InvalidVersion = "InvalidVersion";

    /// <summary>The service does not know the version, in another wording of the gateway.</summary>
    public const string NoSuchVersion = "NoSuchVersion";

    /// <summary>The endpoint does not serve the product.</summary>
    public const string InvalidProductNotFound = "InvalidProduct.NotFound";

    /// <summary>The HTTP method is not allowed.</summary>
    public const string UnsupportedHttpMethod = "UnsupportedHTTPMethod";

    /// <summary>The operation is not supported.</summary>
    public const string UnsupportedOperation = "UnsupportedOperation";

    /// <summary>The parameter is not supported.</summary>
    public const string UnsupportedParameter = "UnsupportedParameter";

    /// <summary>The service wants https.</summary>
    public const string InvalidProtocolNeedSsl = "InvalidProtocol.NeedSsl";

    /// <summary>The body is not what its MD5 says.</summary>
    public const string ContentMd5NotMatched = "ContentMD5NotMatched";

    /// <summary>The body is not as long as announced.</summary>
    public const string ContentLengthDoesNotMatch = "ContentLengthDoesNotMatch";

    /// <summary>The region does not exist.</summary>
    public const string InvalidRegionNotFound = "InvalidRegion.NotFound";
}
