using System.Text;

namespace Ens.ImageSharing.Wire;

/// <summary>
/// Hides secrets in what the service echoes, such as the session token in the text that a rejected signature was computed over. Finds a
/// secret in whatever escaping an encoder of JSON, XML or URLs gives it, and as Base64 or hex, nested or mixed.
/// </summary>
internal sealed class SecretMask
{
    private const string Mask = "***";

    /// <summary>No real secret is shorter. Hiding a few letters would garble every text and protect nothing.</summary>
    private const int ShortestSecret = 4;

    /// <summary>A secret may be cut, by the service or by the limit of what is read; a start of this length is worth hiding.</summary>
    private const int ShortestStart = 8;

    private readonly string[] _secrets;

    public SecretMask(IEnumerable<string?> secrets) =>
        _secrets = [.. secrets.OfType<string>().Where(secret => secret.Length >= ShortestSecret)];

    /// <summary>The text without the secrets, and without what a name reveals as one; the same text if there are none.</summary>
    public string Apply(string text)
    {
        bool[] hidden = new bool[text.Length];
        bool any = false;
        foreach (Reading reading in Readings.Of(text))
        {
            foreach (string secret in _secrets)
            {
                any |= Hide(secret, reading, hidden);
            }

            any |= NamedSecrets.Hide(reading, hidden);
        }

        return any ? Replace(text, hidden) : text;
    }

    /// <summary>Whether there is something to hide in a text.</summary>
    public bool Finds(string text) => !ReferenceEquals(Apply(text), text);

    /// <summary>Hides a secret, or as much of its start as there is.</summary>
    private static bool Hide(string secret, Reading reading, bool[] hidden)
    {
        string text = reading.Text, beginning = secret[..Math.Min(secret.Length, ShortestStart)];
        int first = text.IndexOf(beginning, StringComparison.Ordinal);
        for (int start = first; start >= 0; start = text.IndexOf(beginning, start + 1, StringComparison.Ordinal))
        {
            int length = beginning.Length;
            while (length < secret.Length && start + length < text.Length && text[start + length] == secret[length])
            {
                length++;
            }

            reading.Mark(start, length, hidden);
        }

        return first >= 0;
    }

    private static string Replace(string text, bool[] hidden)
    {
        StringBuilder shown = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (!hidden[i])
            {
                shown.Append(text[i]);
            }
            else if (i == 0 || !hidden[i - 1])
            {
                shown.Append(Mask);
            }
        }

        return shown.ToString();
    }
}
