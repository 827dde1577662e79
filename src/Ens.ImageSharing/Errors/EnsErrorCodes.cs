namespace Ens.ImageSharing;

/// <summary>Error codes of the operations and of the API gateway, for <see cref="EnsException.Is"/>.</summary>
/// <remarks>The first seven are documented for the operations of ENS, all with HTTP status 400. The others belong to the gateway.</remarks>
public static class EnsErrorCodes
{
    /// <summary>A required parameter is missing. The gateway also returns <c>Missing</c> followed by the name of the parameter.</summary>
    public const string MissingParameter = "MissingParameter";

    /// <summary>The caller lacks the RAM permission for the operation, such as <c>ens:DescribeImageSharePermission</c>.</summary>
    public const string NoPermission = "NoPermission";

    /// <summary>A parameter is invalid. Also documented as <c>InvalidParameter.%s</c>, with the name of the parameter.</summary>
    public const string InvalidParameter = "InvalidParameter";

    /// <summary>
    /// The documented pattern of codes that name an invalid parameter. <see cref="EnsException.Is"/> accepts it for every
    /// <c>InvalidParameter.*</c>.
    /// </summary>
    public const string InvalidParameterField = "InvalidParameter.%s";

    /// <summary>An error occurred while calling the API, behind the gateway.</summary>
    public const string EnsInterfaceError = "ens.interface.error";

    /// <summary>The operation failed to call another operation.</summary>
    public const string CallInterface = "CallInterface";

    /// <summary>The image has a type that cannot be shared, such as a public image.</summary>
    public const string InvalidImageTypeNotSupported = "InvalidImageType.NotSupported";

    /// <summary>Too many calls. <c>Throttling.User</c> and <c>Throttling.Api</c> are more specific.</summary>
    public const string Throttling = "Throttling";

    /// <summary>Too many calls by this account.</summary>
    public const string ThrottlingUser = "Throttling.User";

    /// <summary>Too many calls of this operation.</summary>
    public const string ThrottlingApi = "Throttling.Api";

    /// <summary>Too many calls; an alternative code of the gateway.</summary>
    public const string RejectedThrottling = "Rejected.Throttling";

    /// <summary>The service is temporarily unavailable.</summary>
    public const string ServiceUnavailable = "ServiceUnavailable";

    /// <summary>The service failed.</summary>
    public const string InternalError = "InternalError";

    /// <summary>The service failed for an unknown reason.</summary>
    public const string UnknownError = "UnknownError";

    /// <summary>The nonce of the request has been used before.</summary>
    public const string SignatureNonceUsed = "SignatureNonceUsed";

    /// <summary>The date of the request differs from the service's time by more than 15 minutes.</summary>
    public const string InvalidTimeStampExpired = "InvalidTimeStamp.Expired";

    /// <summary>The date of the request has the wrong format.</summary>
    public const string InvalidTimeStampFormat = "InvalidTimeStamp.Format";

    /// <summary>The date of the request is wrong; an alternative code of the gateway.</summary>
    public const string IllegalTimestamp = "IllegalTimestamp";

    /// <summary>The access key secret is wrong, or the request was changed after it was signed.</summary>
    public const string SignatureDoesNotMatch = "SignatureDoesNotMatch";

    /// <summary>A part of the signature is missing.</summary>
    public const string IncompleteSignature = "IncompleteSignature";

    /// <summary>The signature method is unknown.</summary>
    public const string InvalidSignatureMethod = "InvalidSignatureMethod";

    /// <summary>The access key ID does not exist, or it belongs to a temporary key that has expired.</summary>
    public const string InvalidAccessKeyIdNotFound = "InvalidAccessKeyId.NotFound";

    /// <summary>The access key is disabled.</summary>
    public const string InvalidAccessKeyIdInactive = "InvalidAccessKeyId.Inactive";

    /// <summary>The access key is disabled; an alternative code of the gateway.</summary>
    public const string ForbiddenAccessKeyDisabled = "Forbidden.AccessKeyDisabled";

    /// <summary>The session token has expired.</summary>
    public const string InvalidSecurityTokenExpired = "InvalidSecurityToken.Expired";

    /// <summary>The session token is malformed.</summary>
    public const string InvalidSecurityTokenMalformed = "InvalidSecurityToken.Malformed";

    /// <summary>The session token belongs to another access key.</summary>
    public const string InvalidSecurityTokenMismatchWithAccessKey = "InvalidSecurityToken.MismatchWithAccessKey";

    /// <summary>The access key is temporary, but the request lacks its session token.</summary>
    public const string MissingSecurityToken = "MissingSecurityToken";

    /// <summary>A RAM policy denies the call.</summary>
    public const string ForbiddenRam = "Forbidden.RAM";

    /// <summary>Risk control denies the call.</summary>
    public const string ForbiddenRiskControl = "Forbidden.RiskControl";

    /// <summary>The operation is unknown.</summary>
    public const string InvalidActionNotFound = "InvalidAction.NotFound";

    /// <summary>The operation is unknown; an alternative code of the gateway.</summary>
    public const string InvalidApiNotFound = "InvalidApi.NotFound";

    /// <summary>The version is unknown.</summary>
    public const string InvalidVersion = "InvalidVersion";

    /// <summary>The version is unknown; an alternative code of the gateway.</summary>
    public const string NoSuchVersion = "NoSuchVersion";

    /// <summary>The endpoint does not serve the product.</summary>
    public const string InvalidProductNotFound = "InvalidProduct.NotFound";

    /// <summary>The HTTP method is not allowed.</summary>
    public const string UnsupportedHttpMethod = "UnsupportedHTTPMethod";

    /// <summary>The operation is not supported.</summary>
    public const string UnsupportedOperation = "UnsupportedOperation";

    /// <summary>The parameter is not supported.</summary>
    public const string UnsupportedParameter = "UnsupportedParameter";

    /// <summary>The service requires https.</summary>
    public const string InvalidProtocolNeedSsl = "InvalidProtocol.NeedSsl";

    /// <summary>The body does not match its MD5 hash.</summary>
    public const string ContentMd5NotMatched = "ContentMD5NotMatched";

    /// <summary>The body does not have the announced length.</summary>
    public const string ContentLengthDoesNotMatch = "ContentLengthDoesNotMatch";

    /// <summary>The region does not exist.</summary>
    public const string InvalidRegionNotFound = "InvalidRegion.NotFound";
}
