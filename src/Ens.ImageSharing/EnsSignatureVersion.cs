namespace Ens.ImageSharing;

/// <summary>How requests are signed.</summary>
public enum EnsSignatureVersion
{
    /// <summary>Signature version 3, <c>ACS3-HMAC-SHA256</c>: the current one, and the default. Nothing secret is ever in the address.</summary>
    Acs3HmacSha256,

    /// <summary>
    /// Legacy: RPC signature version 1.0 with HMAC-SHA1. The key's id, the session token of a temporary key and the signature travel in the
    /// query of the address, where proxies and access logs keep them.
    /// </summary>
    RpcHmacSha1,

    /// <summary>
    /// Legacy: ROA signature version 1.0 with HMAC-SHA1, in headers. ENS is an RPC-style product and documents no support for it; it is meant
    /// for gateways that ask for it. The address shows the parameters of the call only.
    /// </summary>
    RoaHmacSha1,
}
