namespace Ens.ImageSharing.Testing;

/// <summary>How a request says that it is signed.</summary>
internal enum SignatureScheme
{
    None,
    Acs3,
    Rpc,
    Roa,
}
