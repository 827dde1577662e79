using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace ShareAudit;

/// <summary>Reads what is to be looked at and what is allowed, from text or JSON by the first character.</summary>
internal static class InputFiles
{
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="InputException">The file cannot be read or makes no sense.</exception>
    public static IReadOnlyList<AuditedImage> ReadImages(string path) => Read(path, text =>
    {
        List<AuditedImage> images = IsJson(text) ? ImagesOfJson(text) : ImagesOfLines(text);
        return images.Count == 0 ? throw new InputException($"{path} names no image.")
            : images.GroupBy(image => image.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice ? throw new InputException($"{path} names the image {twice.Key} twice.")
            : images;
    });

    /// <exception cref="InputException">The file cannot be read or makes no sense.</exception>
    public static IReadOnlyList<Allowance> ReadAllowed(string path) => Read(path, text => IsJson(text) ? AllowancesOf(Root(text), image: null) : AllowancesOfCsv(text));

    private static T Read<T>(string path, Func<string, T> parse)
    {
        try
        {
            return parse(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is JsonException or CsvHelperException or FormatException or InvalidOperationException)
        {
            throw new InputException($"{path} makes no sense: {exception.Message.Split('\n')[0].Trim()}", exception);
        }
    }

    private static bool IsJson(string text) => text.AsSpan().TrimStart() is ['[' or '{', ..];

    private static List<AuditedImage> ImagesOfLines(string text)
    {
        List<AuditedImage> images = [];
        foreach (string line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.StartsWith('#'))
            {
                string[] columns = line.Split(',', StringSplitOptions.TrimEntries);
                images.Add(new AuditedImage(columns[0], columns.Length > 1 && columns[1].Length > 0 ? columns[1] : null, []));
            }
        }

        return images;
    }

    private static List<AuditedImage> ImagesOfJson(string text)
    {
        List<AuditedImage> images = [];
        foreach (JsonElement element in Root(text).EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.String)
            {
                images.Add(new AuditedImage(element.GetString()!, null, []));
                continue;
            }

            string id = Text(element, "image") ?? throw new FormatException("an image has no member \"image\".");
            images.Add(new AuditedImage(id, Text(element, "profile"), element.TryGetProperty("allowed", out JsonElement allowed) ? AllowancesOf(allowed, id) : []));
        }

        return images;
    }

    private static List<Allowance> AllowancesOf(JsonElement list, string? image) =>
        [.. list.EnumerateArray().Select(element => Allowance(Text(element, "account"), Text(element, "name"), Text(element, "reason"), Text(element, "expiry"), image ?? Text(element, "image")))];

    private static List<Allowance> AllowancesOfCsv(string text)
    {
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture) { PrepareHeaderForMatch = header => header.Header.Trim().ToUpperInvariant(), TrimOptions = TrimOptions.Trim, MissingFieldFound = null, BadDataFound = null };
        using CsvReader csv = new(new StringReader(text), configuration);
        List<Allowance> allowances = [];
        if (!csv.Read() || !csv.ReadHeader())
        {
            return allowances;
        }

        string? Column(string name) => csv.TryGetField(name, out string? value) && value is { Length: > 0 } ? value : null;
        if (csv.HeaderRecord is null || !csv.HeaderRecord.Any(header => header.Trim().Equals("account", StringComparison.OrdinalIgnoreCase)))
        {
            throw new FormatException("the first line must name the columns, and one of them must be \"account\".");
        }

        while (csv.Read())
        {
            try
            {
                allowances.Add(Allowance(Column("account"), Column("name"), Column("reason"), Column("expiry"), Column("image")));
            }
            catch (FormatException exception)
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {csv.Parser.RawRow}: {exception.Message}"), exception);
            }
        }

        return allowances;
    }

    private static Allowance Allowance(string? account, string? name, string? reason, string? expiry, string? image)
    {
        DateOnly? until = expiry is null ? null
            : DateOnly.TryParseExact(expiry, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
            : throw new FormatException($"the expiry '{expiry}' is not a day such as 2027-01-31.");
        return new Allowance(account ?? throw new FormatException("an account is missing."), name ?? "", reason ?? "", until, image);
    }

    private static JsonElement Root(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text, Tolerant);
        return document.RootElement.Clone();
    }

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out JsonElement value) ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Null => null,
            _ => throw new FormatException($"the member \"{member}\" must be a text."),
        }
        : null;
}
