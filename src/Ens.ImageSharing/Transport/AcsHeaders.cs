namespace Ens.ImageSharing.Transport;

/// <summary>The header names of the protocol.</summary>
internal static class AcsHeaders
{
    public const string Prefix = "x-acs-";
    public const string Action = "x-acs-action";
    public const string Version = "x-acs-version";
    public const string Date = "x-acs-date";
    public const string Nonce = "x-acs-signature-nonce";
    public const string ContentSha256 = "x-acs-content-sha256";
    public const string AccessKeyId = "x-acs-accesskey-id";
    public const string SecurityToken = "x-acs-security-token";
    public const string SignatureMethod = "x-acs-signature-method";
    public const string SignatureVersion = "x-acs-signature-version";
    public const string RequestId = "x-acs-request-id";
    public const string RetryAfter = "x-acs-retry-after";
    public const string RetryAttempts = "x-acs-retry-attempts";
    public const string RetryDelay = "x-acs-retry-delay";
}
