namespace Ens.ImageSharing.Credentials;

/// <summary>Is told what happens to access keys, for logging. Implementations return quickly and do not throw.</summary>
internal interface ICredentialListener
{
    /// <summary>Another key is used from now on.</summary>
    /// <param name="source">The source that gave the key.</param>
    /// <param name="key">The key.</param>
    void KeyChanged(string source, EnsAccessKey key);

    /// <summary>A refresh in the background failed; the old key is still valid and stays in use.</summary>
    /// <param name="source">The source that gave no new key.</param>
    /// <param name="failure">Why there is no new key.</param>
    /// <param name="validUntil">When the old key expires.</param>
    /// <param name="nextTry">How long the source is left alone before the next refresh.</param>
    void RefreshFailed(string source, Exception failure, DateTimeOffset validUntil, TimeSpan nextTry);
}
