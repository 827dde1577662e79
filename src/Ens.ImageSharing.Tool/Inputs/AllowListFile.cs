using System.Globalization;
using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>An allow-list that a person wrote, as CSV or JSON.</summary>
internal sealed class AllowListFile
{
    private readonly Dictionary<(string Account, string? Image), int> _lines = [];

    private AllowListFile(string path, InputFile file)
    {
        Path = path;
        Sha256 = file.Sha256;
        List<ShareAllowance> allowances = [];
        foreach (InputRecord record in Records(file))
        {
            ShareAllowance allowance = Allowance(file, record);
            int line = file.Text.LineOf(record.Offset);
            if (!_lines.TryAdd((allowance.AliyunUid, allowance.Image), line))
            {
                throw file.Refuse(record.Offset, string.Create(
                    CultureInfo.InvariantCulture,
                    $"The account {allowance.AliyunUid} already has an entry for {Images(allowance)}, on line {LineOf(allowance)}."),
                    record.Element);
            }

            allowances.Add(allowance);
        }

        AllowList = allowances.Count > 0 ? new AllowList(allowances) : throw file.Refuse("The allow-list has no entry.");
    }

    /// <summary>The columns of a CSV file, and the members of a JSON file.</summary>
    public static RecordShape Shape { get; } = new(["account", "image", "name", "reason", "owner", "expiry"]);

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>The hash of the file's bytes, in lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    public AllowList AllowList { get; }

    /// <summary>Reads an allow-list, from standard input if the path is <c>-</c>.</summary>
    /// <exception cref="InputFileException">The file cannot be read, or it is not an allow-list.</exception>
    public static AllowListFile Read(string path) => new(path, InputFile.Read(path));

    /// <summary>The line on which an entry starts, counted from 1; <see langword="null"/> if the entry is not in the file.</summary>
    public int? LineOf(ShareAllowance allowance) =>
        _lines.TryGetValue((allowance.AliyunUid, allowance.Image), out int line) ? line : null;

    private static IEnumerable<InputRecord> Records(InputFile file) =>
        file.IsJson ? JsonRecords.Read(file, Shape, mayBeText: false)
        : CsvTable.FirstLine(file.Text, hasComments: false) is > 0 and int line ? CsvTable.Read(file, Shape, line, hasComments: false)
        : throw file.Refuse("The file is empty. An allow-list has a first line that names the columns, and an entry a row.");

    private static ShareAllowance Allowance(InputFile file, InputRecord record)
    {
        InputValue account = record["account"] ?? throw file.Refuse(record.Offset, "The account is missing.", record.Element);
        Require(AccountRule.Mistake(account.Text), account);
        if (record["image"] is { } image)
        {
            Require(ImageRule.Mistake(image.Text), image);
        }

        DateOnly? expiry = null;
        if (record["expiry"] is { } end)
        {
            expiry = ExpiryRule.TryRead(end.Text, out DateOnly day)
                ? day
                : throw file.Refuse(end.Offset, ExpiryRule.Mistake(end.Text), record.Element);
        }

        return new ShareAllowance(account.Text)
        {
            Image = record["image"]?.Text,
            Name = Text("name"),
            Reason = Text("reason"),
            Owner = Text("owner"),
            Expiry = expiry,
        };

        string? Text(string name) => record[name] is { Text: { Length: > 0 } text } ? text : null;

        void Require(string? mistake, InputValue value)
        {
            if (mistake is not null)
            {
                throw file.Refuse(value.Offset, mistake, record.Element);
            }
        }
    }

    private static string Images(ShareAllowance allowance) =>
        allowance.Image is { } image ? $"the image {QuotedText.Of(image)}" : "all images";
}
