namespace Ens.ImageSharing.CredentialSources;

/// <summary>The first of several credentials that has a key; from then on that one alone.</summary>
internal sealed class FirstOfCredentials(string name, EnsCredentials[] sources) : EnsCredentials
{
    private EnsCredentials? _found;

    public override async ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _found) is { } found)
        {
            // What worked is used alone, also when it fails: quietly calling as somebody else would be worse. Only when it is taken away is there another search.
            try
            {
                return await found.GetAccessKeyAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (EnsAuthenticationException exception) when (exception.IsUnconfigured)
            {
                Volatile.Write(ref _found, null);
            }
        }

        List<string> reasons = [];
        int unconfigured = 0;
        foreach (EnsCredentials source in sources)
        {
            try
            {
                EnsAccessKey key = await source.GetAccessKeyAsync(cancellationToken).ConfigureAwait(false)
                    ?? throw new EnsAuthenticationException("it gave no key");
                Volatile.Write(ref _found, source);
                return key;
            }
#pragma warning disable CA1031 // Whatever is wrong with one source, the next one may have a key; the reason is told if none has.
            catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
#pragma warning restore CA1031
            {
                unconfigured += exception is EnsAuthenticationException { IsUnconfigured: true } ? 1 : 0;
                reasons.Add($"({reasons.Count + 1}) {source}: {exception.Message.TrimEnd('.')}");
            }
        }

        throw new EnsAuthenticationException($"None of {name} has an access key. Tried: {string.Join("; ", reasons)}.") { IsUnconfigured = unconfigured == sources.Length };
    }

    public override string ToString() => name;

    public override void Invalidate(EnsAccessKey refused) => Volatile.Read(ref _found)?.Invalidate(refused);
}
