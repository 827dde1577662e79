using System.Globalization;
using System.Text;
using System.Text.Json;
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Journals;

/// <summary>Appends a line of JSON for each entry. An entry is on the disk when <see cref="WriteAsync"/> has returned.</summary>
internal sealed class JournalWriter : IShareJournal, IDisposable
{
    private readonly FileStream _file;

    /// <summary>Creates the file.</summary>
    /// <exception cref="IOException">It exists already, or cannot be created.</exception>
    public JournalWriter(string path) => _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public ValueTask WriteAsync(ShareJournalEntry entry, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string line = JsonText.WriteLine(json => Write(json, entry));
        _file.Write(Encoding.UTF8.GetBytes(line));
        _file.Flush(flushToDisk: true);
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _file.Dispose();

    private static void Write(Utf8JsonWriter json, ShareJournalEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("at", entry.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("endpoint", entry.Endpoint?.GetLeftPart(UriPartial.Authority));
        json.WriteString("plan", entry.PlanHash);
        json.WriteNumber("step", entry.Step.Number);
        json.WriteString("image", entry.Step.ImageId);
        json.WriteString("account", entry.Step.AliyunUid);
        json.WriteString("change", JsonNames.Of(entry.Step.Change));
        json.WriteString("state", JsonNames.Of(entry.State));
        json.WriteString("requestId", entry.RequestId);
        json.WriteString("error", entry.Error);
        json.WriteEndObject();
    }
}
