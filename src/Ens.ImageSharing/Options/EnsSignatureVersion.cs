using System.ComponentModel;

namespace Ens.ImageSharing;

/// <summary>The signature scheme of requests.</summary>
public enum EnsSignatureVersion
{
    /// <summary>
    /// Signature version 3, <c>ACS3-HMAC-SHA256</c>. This is the current version and the default. The URL never contains a secret.
    /// </summary>
    Acs3HmacSha256,

    /// <summary>
    /// Legacy: RPC signature version 1.0 with HMAC-SHA1. The access key ID, the session token of a temporary key and the signature are part
    /// of the query string, where proxies and access logs may record them.
    /// </summary>
    RpcHmacSha1,

    /// <summary>
    /// Legacy: ROA signature version 1.0 with HMAC-SHA1, in headers. ENS is an RPC-style product and does not document support for it; use
    /// it only for gateways that require it.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    RoaHmacSha1,
}
