using System.Text.Json;
using Ens.ImageSharing.Tool.Inputs;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The report for programs: JSON by <c>docs/ens-share-audit.schema.json</c>. It is also what a later audit is compared with, and
/// what is merged.</summary>
internal static class JsonReport
{
    /// <summary>Writes the report as it is read again.</summary>
    public static void Write(Stream stream, AuditReport report) => Write(stream, report, new AccountText(isMasked: false));

    /// <summary>Writes the report as it may be shown.</summary>
    public static void Write(Stream stream, AuditReport report, AccountText accounts)
    {
        JsonSerializer.Serialize(stream, ReportDocument.Of(report).With(accounts), ReportJson.Create().ReportDocument);
        stream.WriteByte((byte)'\n');
    }

    /// <exception cref="InputFileException">The file cannot be read, is not a report of this version, or contradicts itself.</exception>
    public static AuditReport Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            ReportDocument? document = JsonSerializer.Deserialize(file, ReportJson.Default.ReportDocument);
            return document?.Schema == ReportDocument.CurrentSchema
                ? ReportReading.Read(document)
                : throw new InputFileException(OtherSchema(path, document?.Schema));
        }
        catch (JsonException exception)
        {
            string message = SchemaOf(path) is { } schema && schema != ReportDocument.CurrentSchema
                ? OtherSchema(path, schema)
                : $"{path} is not a report of 'ens-share audit': "
                    + FormattableString.Invariant($"line {(exception.LineNumber ?? 0) + 1} cannot be read ")
                    + $"({VisibleText.Escape(exception.Path ?? "$")}).";
            throw new InputFileException(message, exception);
        }
        catch (FormatException exception)
        {
            throw new InputFileException($"{path} is a report that contradicts itself: {exception.Message}.", exception);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputFileException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static string OtherSchema(string path, string? schema) =>
        $"{path} must have the schema '{ReportDocument.CurrentSchema}', which 'ens-share audit --report' writes, "
        + (schema is null ? "but has none." : $"but has '{VisibleText.Escape(schema)}'.");

    /// <summary>What a document that cannot be read claims to be.</summary>
    private static string? SchemaOf(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using JsonDocument document = JsonDocument.Parse(file);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("schema", out JsonElement schema)
                && schema.ValueKind == JsonValueKind.String ? schema.GetString() : null;
        }
        catch (Exception exception)
            when (exception is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    }
}
