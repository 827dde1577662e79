using System.Globalization;
using System.Text.Json;
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Inputs;

namespace Ens.ImageSharing.Tool.Journals;

/// <summary>Reads a journal strictly, but for a last line that a kill has cut off, and blank lines that an editor has added behind
/// it.</summary>
internal static class JournalReader
{
    private const string Beginning = "{\"at\":\"";

    /// <exception cref="InputFileException">The file cannot be read, or a line is no entry.</exception>
    public static IReadOnlyList<ShareJournalEntry> Read(string path)
    {
        string[] lines = InputFile.ReadText(path).TrimEnd('\r', '\n').Split('\n');
        List<ShareJournalEntry> entries = [];
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd('\r');
            if (Parse(line) is { } entry)
            {
                entries.Add(entry);
            }
            else if (i < lines.Length - 1 || !IsBeginning(line))
            {
                throw new InputFileException(FormattableString.Invariant(
                    $"'{path}', line {i + 1}: this is not an entry of a journal. Give the file that 'ens-share apply --journal' wrote."));
            }
        }

        return entries;
    }

    /// <summary>Whether an entry may begin like this: a file of another kind is not taken for an entry that was cut off.</summary>
    private static bool IsBeginning(string line) => line.StartsWith(Beginning, StringComparison.Ordinal)
        || Beginning.StartsWith(line, StringComparison.Ordinal);

    private static ShareJournalEntry? Parse(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement entry = document.RootElement;
            return new ShareJournalEntry
            {
                At = DateTimeOffset.Parse(Text(entry, "at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                Endpoint = Endpoint(entry),
                PlanHash = Text(entry, "plan"),
                Step = new ShareStep
                {
                    Number = entry.GetProperty("step").GetInt32(),
                    ImageId = Text(entry, "image"),
                    AliyunUid = Text(entry, "account"),
                    Change = Name<ShareChangeKind>(Text(entry, "change")),
                },
                State = Name<ShareStepState>(Text(entry, "state")),
                RequestId = entry.GetProperty("requestId").GetString(),
                Error = entry.GetProperty("error").GetString(),
            };
        }
        catch (Exception exception) when (
            exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The endpoint, which an older journal does not name.</summary>
    private static Uri? Endpoint(JsonElement entry) =>
        !entry.TryGetProperty("endpoint", out JsonElement member) || member.GetString() is not { } text ? null
            : Uri.TryCreate(text, UriKind.Absolute, out Uri? endpoint) ? endpoint
            : throw new FormatException();

    private static string Text(JsonElement entry, string member) =>
        entry.GetProperty(member).GetString() is { Length: > 0 } text ? text : throw new FormatException();

    private static T Name<T>(string name)
        where T : struct, Enum =>
        char.IsAsciiLetterLower(name[0]) && Enum.TryParse(name, ignoreCase: true, out T value) && Enum.IsDefined(value)
            ? value
            : throw new FormatException();
}
