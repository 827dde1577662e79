namespace Ens.ImageSharing.CredentialSources;

/// <summary>Credentials whose settings stand outside the program: read whenever a key is asked for, built anew when they have changed.</summary>
/// <param name="name">What the source is called in messages.</param>
/// <param name="read">Reads the settings; throws where there are none.</param>
/// <param name="build">Makes the credentials that the settings describe.</param>
internal sealed class ConfiguredCredentials<TSettings>(string name, Func<TSettings> read, Func<TSettings, EnsCredentials> build) : EnsCredentials
    where TSettings : class
{
    private Built? _current;

    public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken)
    {
        TSettings settings = read();
        Built? current = Volatile.Read(ref _current);
        if (current is null || !current.Settings.Equals(settings))
        {
            // Two callers may build at once; the first one's is used by both, so that both wait for one refresh.
            Built built = new(settings, build(settings));
            Built? winner = Interlocked.CompareExchange(ref _current, built, current);
            current = winner == current ? built : winner!.Settings.Equals(settings) ? winner : built;
        }

        return current.Credentials.GetAccessKeyAsync(cancellationToken);
    }

    public override string ToString() => name;

    public override void Invalidate(EnsAccessKey refused) => Volatile.Read(ref _current)?.Credentials.Invalidate(refused);

    private sealed class Built(TSettings settings, EnsCredentials credentials)
    {
        public TSettings Settings { get; } = settings;

        public EnsCredentials Credentials { get; } = credentials;
    }
}
