namespace Ens.ImageSharing.Credentials;

/// <summary>One key that never changes.</summary>
internal sealed class FixedCredentials(EnsAccessKey key) : EnsCredentials
{
    private readonly EnsAccessKey _key = key.Source is null ? key.WithSource($"fixed access key {key}") : key;

    internal override bool MayBlock => false;

    public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) => new(_key);

    public override string ToString() => _key.Source!;
}
