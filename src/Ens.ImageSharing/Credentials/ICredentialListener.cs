namespace Ens.ImageSharing.Credentials;

/// <summary>Learns what happens to access keys. Nothing that it is told contains a secret.</summary>
internal interface ICredentialListener
{
    /// <summary>Requests are signed with another access key than before.</summary>
    void KeyChanged(string source, EnsAccessKey key);

    /// <summary>A new access key could not be fetched; the current one still works.</summary>
    void RefreshFailed(string source, Exception failure, DateTimeOffset validUntil, TimeSpan nextTry);
}
