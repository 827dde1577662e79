using Ens.ImageSharing.Credentials;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>
/// Credentials whose settings are outside the program: read each time a key is requested, and rebuilt when the settings have changed.
/// </summary>
/// <param name="name">The name of the source in messages.</param>
/// <param name="read">Reads the settings. Equal settings keep the credentials, and the keys that they have cached.</param>
/// <param name="build">Creates the credentials that the settings describe.</param>
internal sealed class ReloadingCredentials<TSettings>(
    string name, Func<CancellationToken, ValueTask<Lookup<TSettings>>> read, Func<TSettings, EnsCredentials> build) : CredentialSource
    where TSettings : class
{
    private Built? _current;

    public override string ToString() => name;

    public override void Invalidate(EnsAccessKey refused) => Volatile.Read(ref _current)?.Credentials.Invalidate(refused);

    internal override async ValueTask<Lookup<EnsAccessKey>> LookUpAsync(ICredentialListener? listener, CancellationToken cancellationToken)
    {
        Lookup<TSettings> settings = await read(cancellationToken).ConfigureAwait(false);
        return settings.Value is null
            ? Lookup<EnsAccessKey>.Absent(settings.Absence)
            : await LookIntoAsync(Current(settings.Value), listener, cancellationToken).ConfigureAwait(false);
    }

    private EnsCredentials Current(TSettings settings)
    {
        Built? current = Volatile.Read(ref _current);
        if (current?.Settings.Equals(settings) == true)
        {
            return current.Credentials;
        }

        // Two callers may build at the same time. Both use the first one's result, so that both wait for one refresh.
        Built built = new(settings, build(settings));
        Built? winner = Interlocked.CompareExchange(ref _current, built, current);
        return winner != current && winner!.Settings.Equals(settings) ? winner.Credentials : built.Credentials;
    }

    private sealed record Built(TSettings Settings, EnsCredentials Credentials);
}
