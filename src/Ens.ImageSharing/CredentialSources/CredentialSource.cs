using Ens.ImageSharing.Credentials;
using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>Credentials that can say without an exception that they are not set up.</summary>
internal abstract class CredentialSource : EnsCredentials
{
    internal sealed override bool MayBlock => false;

    public sealed override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) =>
        GetAccessKeyAsync(listener: null, cancellationToken);

    internal sealed override ValueTask<EnsAccessKey> GetAccessKeyAsync(ICredentialListener? listener, CancellationToken cancellationToken)
    {
        ValueTask<Lookup<EnsAccessKey>> lookup = LookUpAsync(listener, cancellationToken);
        return lookup.IsCompletedSuccessfully ? new(Require(lookup.Result)) : AwaitAsync(lookup);

        static async ValueTask<EnsAccessKey> AwaitAsync(ValueTask<Lookup<EnsAccessKey>> lookup) =>
            Require(await lookup.ConfigureAwait(false));
    }

    /// <summary>Gets the key, or the reason why the source is not set up.</summary>
    /// <exception cref="EnsAuthenticationException">The source is set up, be it in part, and gave no key.</exception>
    internal abstract ValueTask<Lookup<EnsAccessKey>> LookUpAsync(ICredentialListener? listener, CancellationToken cancellationToken);

    /// <summary>Looks into any credentials, including implementations outside this library.</summary>
    /// <exception cref="EnsAuthenticationException">They are set up, be it in part, and gave no key.</exception>
    protected static async ValueTask<Lookup<EnsAccessKey>> LookIntoAsync(
        EnsCredentials credentials, ICredentialListener? listener, CancellationToken cancellationToken)
    {
        if (credentials is CredentialSource source)
        {
            return await source.LookUpAsync(listener, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            ValueTask<EnsAccessKey> asked = credentials.MayBlock
                ? new(Task.Run(() => credentials.GetAccessKeyAsync(listener, cancellationToken).AsTask(), cancellationToken))
                : credentials.GetAccessKeyAsync(listener, cancellationToken);
            EnsAccessKey? key = asked.IsCompletedSuccessfully
                ? asked.Result
                : await WaitAsync(asked.AsTask(), cancellationToken).ConfigureAwait(false);
            return key is null ? throw new EnsAuthenticationException($"{credentials} returned no access key.")
                : key.Source is null ? key.WithSource($"{credentials}") : key;
        }
        catch (EnsAuthenticationException exception) when (exception.IsUnconfigured)
        {
            return Lookup<EnsAccessKey>.Absent(exception.Message);
        }
        catch (Exception exception) when (exception is not EnsAuthenticationException && !cancellationToken.IsCancellationRequested)
        {
            throw new EnsAuthenticationException($"{credentials} gave no access key: {exception.Message}", exception);
        }
    }

    /// <summary>Waits no longer than the caller wants, even for credentials that ignore the token.</summary>
    private static Task<EnsAccessKey> WaitAsync(Task<EnsAccessKey> asked, CancellationToken cancellationToken)
    {
        asked.ObserveFailure();
        return asked.WaitAsync(cancellationToken);
    }

    private static EnsAccessKey Require(Lookup<EnsAccessKey> lookup) =>
        lookup.Value ?? throw EnsAuthenticationException.Unconfigured(lookup.Absence);
}
