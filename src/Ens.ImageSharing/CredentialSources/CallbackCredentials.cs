namespace Ens.ImageSharing.CredentialSources;

/// <summary>Keys that a function of the user's fetches.</summary>
internal sealed class CallbackCredentials(Func<CancellationToken, Task<EnsAccessKey>> fetch, SourceContext context)
    : RefreshingCredentials(context)
{
    public override string ToString() => "credentials callback";

    protected override async Task<Lookup<EnsAccessKey>> FetchAsync(CancellationToken cancellationToken)
    {
        EnsAccessKey? key;
        try
        {
            key = fetch(cancellationToken) is { } fetching ? await fetching.ConfigureAwait(false) : null;
        }
        catch (EnsAuthenticationException exception) when (exception.IsUnconfigured)
        {
            return Lookup<EnsAccessKey>.Absent(exception.Message);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EnsAuthenticationException($"The {this} gave no access key: {exception.Message}", exception)
            {
                IsTransient = IsTransient(exception),
            };
        }

        return key ?? throw new EnsAuthenticationException($"The {this} returned null instead of an access key.");
    }
}
