using System.Text;
using Ens.ImageSharing.Credentials;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>The first of several sources that is set up.</summary>
/// <remarks>
/// The sources are tried in order at every lookup, so that a source that is set up later, or again, is used. Only a source that is not set
/// up is skipped: one that is set up and fails ends the search, because signing as another identity would be worse than an error.
/// </remarks>
internal sealed class FirstOfCredentials(string name, EnsCredentials[] sources) : CredentialSource
{
    private EnsCredentials? _found;

    public override string ToString() => name;

    public override void Invalidate(EnsAccessKey refused) => Volatile.Read(ref _found)?.Invalidate(refused);

    internal override async ValueTask<Lookup<EnsAccessKey>> LookUpAsync(ICredentialListener? listener, CancellationToken cancellationToken)
    {
        string[] absences = new string[sources.Length];
        for (int i = 0; i < sources.Length; i++)
        {
            Lookup<EnsAccessKey> lookup = await LookIntoAsync(sources[i], listener, cancellationToken).ConfigureAwait(false);
            if (lookup.Value is { } key)
            {
                Volatile.Write(ref _found, sources[i]);
                return key;
            }

            absences[i] = lookup.Absence;
        }

        return Lookup<EnsAccessKey>.Absent(Explain(absences));
    }

    private string Explain(string[] absences)
    {
        StringBuilder text = new("No access key was found. Sources searched:");
        for (int i = 0; i < sources.Length; i++)
        {
            text.Append(FormattableString.Invariant($"\n({i + 1}) {sources[i]}: {absences[i]}"));
        }

        return text.ToString();
    }
}
