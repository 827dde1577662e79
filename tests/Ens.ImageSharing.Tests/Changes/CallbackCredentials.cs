namespace Ens.ImageSharing.Tests.Changes;

/// <summary>Credentials that ask a test for the key of every request.</summary>
internal sealed class CallbackCredentials(Func<CancellationToken, Task<EnsAccessKey>> fetch) : EnsCredentials
{
    public override async ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) => await fetch(cancellationToken);
}
