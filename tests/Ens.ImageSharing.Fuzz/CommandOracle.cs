namespace Ens.ImageSharing.Fuzz;

/// <summary>Words that come out of a command come out again when they are quoted and put back together.</summary>
internal static class CommandOracle
{
    public static void Check(string command, Func<string, string[]> split)
    {
        string[] words;
        try
        {
            words = split(command);
        }
        catch (Exception exception) when (exception is ArgumentException or EnsAuthenticationException)
        {
            // A command that cannot be split, such as one with an open quote.
            return;
        }

        string[] again = split(string.Join(' ', words.Select(word => "'" + word.Replace("'", "'\\''") + "'")));
        if (!words.SequenceEqual(again))
        {
            throw new FindingException($"The words [{string.Join("|", words)}] come back as [{string.Join("|", again)}].");
        }
    }
}
