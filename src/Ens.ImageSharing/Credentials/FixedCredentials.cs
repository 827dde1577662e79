namespace Ens.ImageSharing.Credentials;

/// <summary>One key for ever.</summary>
internal sealed class FixedCredentials(EnsAccessKey key) : EnsCredentials
{
    public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) => new(key);

    public override string ToString() => $"fixed access key {key}";
}
