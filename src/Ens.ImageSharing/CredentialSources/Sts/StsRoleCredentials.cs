namespace Ens.ImageSharing.CredentialSources;

/// <summary>The keys of a RAM role from STS.</summary>
/// <param name="options">How the role is assumed.</param>
/// <param name="signer">The credentials that sign the calls; <see langword="null"/> leaves them unsigned.</param>
/// <param name="context">Transport, clock and randomness.</param>
internal abstract class StsRoleCredentials(EnsRoleOptions options, EnsCredentials? signer, SourceContext context)
    : RefreshingCredentials(context)
{
    protected const string DefaultSessionName = "ens-image-sharing";

    private StsCalls? _calls;

    protected EnsRoleOptions Options => options;

    protected EnsCredentials? Signer => signer;

    protected sealed override async Task<Lookup<EnsAccessKey>> FetchAsync(CancellationToken cancellationToken)
    {
        StsCalls calls = Calls(StsEndpoint.Of(options));
        StsOperation operation = await CreateOperationAsync(cancellationToken).ConfigureAwait(false);
        return await calls.SendAsync(operation, cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="EnsAuthenticationException">What the operation needs is not there.</exception>
    protected abstract ValueTask<StsOperation> CreateOperationAsync(CancellationToken cancellationToken);

    /// <summary>The endpoint may come from an environment variable, which may change.</summary>
    private StsCalls Calls(Uri endpoint)
    {
        StsCalls? calls = Volatile.Read(ref _calls);
        if (calls?.Endpoint != endpoint)
        {
            calls = new StsCalls(endpoint, signer, Context);
            Volatile.Write(ref _calls, calls);
        }

        return calls!;
    }
}
