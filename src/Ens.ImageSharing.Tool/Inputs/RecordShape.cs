using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>The columns of a CSV file, which are the members of the objects of a JSON file.</summary>
/// <param name="Names">The names, of which the first must be there.</param>
/// <param name="Advice">What to say about a name that belongs to another file.</param>
internal sealed record RecordShape(IReadOnlyList<string> Names, Func<string, string?>? Advice = null)
{
    public string MandatoryName => Names[0];

    /// <summary>The position of a name; -1 if it is unknown.</summary>
    public int IndexOf(string name, StringComparison comparison = StringComparison.OrdinalIgnoreCase)
    {
        for (int i = 0; i < Names.Count; i++)
        {
            if (Names[i].Equals(name, comparison))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Why a name is refused.</summary>
    public string Unknown(string kind, string name)
    {
        string advice = Advice?.Invoke(name) ?? (ClosestName.To(name, Names) is { } closest ? $"Did you mean '{closest}'? " : "");
        return $"The {kind} {QuotedText.Of(name)} is unknown. {advice}Known: {string.Join(", ", Names)}.";
    }
}
