namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The address of a file in SARIF: with forward slashes and percent-encoded.</summary>
internal static class SarifUri
{
    /// <summary>A relative address is one from the root of the sources; an absolute path becomes a <c>file</c> address.</summary>
    public static (string Uri, string? BaseId) Of(string path)
    {
        string slashed = path.Replace('\\', '/');
        bool isDrive = slashed is [var letter, ':', '/', ..] && char.IsAsciiLetter(letter);
        if (isDrive || slashed.StartsWith('/'))
        {
            string start = isDrive ? "file:///" + slashed[..2] : slashed.StartsWith("//", StringComparison.Ordinal) ? "file:" : "file://";
            return (start + Encode(isDrive ? slashed[2..] : slashed), null);
        }

        return (Encode(string.Join('/', WithoutDots(slashed.Split('/')))), "%SRCROOT%");
    }

    private static string Encode(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static List<string> WithoutDots(IEnumerable<string> segments)
    {
        List<string> kept = [];
        foreach (string segment in segments)
        {
            if (segment == ".." && kept is [.., not ".."])
            {
                kept.RemoveAt(kept.Count - 1);
            }
            else if (segment is not ("" or "."))
            {
                kept.Add(segment);
            }
        }

        return kept;
    }
}
