using System.Buffers;
using System.Globalization;
using System.Text;
using CsCheck;
using Ens.ImageSharing.Tool.Inputs;

namespace Ens.ImageSharing.Tool.Tests.Inputs;

/// <summary>Random lists, written in every legal way, are read back as they were; damaged ones are read or refused.</summary>
public class InputModelTests
{
    private const string Columns = "account,image,name,reason,owner,expiry";

    private static readonly SearchValues<char> Special = SearchValues.Create(",;\t\"\r\n");

    private static readonly Gen<string?> Cell = Gen.Frequency(
        (1, Gen.Const<string?>((string?)null)),
        (3, Gen.String[Gen.OneOf([.. "ab ,;\t\"'=#é镜\r\n"]), 1, 6]
            .Select(text => text.Trim(' ', '\t') is { Length: > 0 } cell ? cell : null)));

    private static readonly Gen<ShareAllowance> Entry = Gen.Select(
        Gen.String[Gen.OneOf('0', '1', '9'), 1, 17],
        Gen.OneOf(null, "m-1", "m-*", "镜像"),
        Cell,
        Cell,
        Cell,
        Gen.OneOf<DateOnly?>(null, new DateOnly(2027, 1, 31), DateOnly.MaxValue),
        (account, image, name, reason, owner, expiry) =>
            new ShareAllowance(account) { Image = image, Name = name, Reason = reason, Owner = owner, Expiry = expiry });

    private static readonly Gen<ShareAllowance[]> Entries =
        Entry.Array[1, 8].Select(entries => entries.DistinctBy(entry => (entry.AliyunUid, entry.Image)).ToArray());

    private static readonly Gen<byte[]> Written = Gen.Select(Entries, Styles(), Write);

    [Fact]
    public void Every_legal_way_to_write_a_list_is_read_back() => Gen.Select(Entries, Styles()).Sample((entries, style) =>
    {
        using WrittenFile file = new(Write(entries, style));
        AllowListFile read = AllowListFile.Read(file.Path);
        Assert.Equal(entries, read.AllowList.Allowances);
        Assert.Equal(Lines(entries, style), read.AllowList.Allowances.Select(entry => read.LineOf(entry)!.Value));
    });

    [Fact]
    public void A_damaged_list_is_read_or_refused() =>
        Gen.Select(Written, Gen.Int[0, int.MaxValue], Gen.Byte, Gen.Int[0, 2]).Sample((bytes, position, value, kind) =>
        {
            int at = position % bytes.Length;
            byte[] damaged = kind switch
            {
                0 => [.. bytes[..at], value, .. bytes[(at + 1)..]],
                1 => [.. bytes[..at], value, .. bytes[at..]],
                _ => [.. bytes[..at], .. bytes[(at + 1)..]],
            };
            IsReadOrRefused(damaged);
        });

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.Frequency(
        (1, Gen.Byte.Array[0, 40]),
        (3, Gen.OneOf([.. "[]{}\",:;\n\r #1".Select(char.ToString), "account", "image", "15", "sep=", "\\ud800", "null"])
            .Array[0, 14].Select(words => Encoding.UTF8.GetBytes(string.Concat(words))))).Sample(IsReadOrRefused);

    private static void IsReadOrRefused(byte[] bytes)
    {
        using WrittenFile file = new(bytes);
        foreach (Action read in (Action[])[() => AllowListFile.Read(file.Path), () => ImageListFile.Read(file.Path)])
        {
            try
            {
                read();
            }
            catch (InputFileException exception)
            {
                Assert.StartsWith(file.Path, exception.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(exception.Message[file.Path.Length..], char.IsControl);
            }
        }
    }

    private static Gen<Style> Styles() => Gen.Select(
        Gen.OneOf(',', ';', '\t'),
        Gen.Bool,
        Gen.Bool,
        Gen.OneOf("\n", "\r\n", "\r"),
        Gen.OneOf(
            new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), (Encoding)new UnicodeEncoding(true, true)),
        Gen.OneOf("", " ", "  "),
        Gen.Int[0, 5],
        (separator, isNamed, isQuoted, lineEnd, encoding, padding, rotation) =>
            new Style(separator, isNamed, isQuoted, lineEnd, encoding, padding, rotation));

    private static byte[] Write(ShareAllowance[] entries, Style style) =>
        [.. style.Encoding.GetPreamble(), .. style.Encoding.GetBytes(string.Concat(Rows(entries, style)))];

    /// <summary>The rows and their ends: perhaps one for the separator, the header, and the entries, each with a blank row.</summary>
    private static IEnumerable<string> Rows(ShareAllowance[] entries, Style style)
    {
        if (style.IsNamed)
        {
            yield return $"sep={style.Separator}{style.LineEnd}";
        }

        yield return Row(Columns.Split(','), style);
        foreach (ShareAllowance entry in entries)
        {
            string? expiry = entry.Expiry?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return Row([entry.AliyunUid, entry.Image, entry.Name, entry.Reason, entry.Owner, expiry], style) + style.LineEnd;
        }
    }

    private static string Row(string?[] cells, Style style) => string.Join(
        style.Separator,
        cells[style.Rotation..].Concat(cells[..style.Rotation]).Select(cell => style.Padding + Quoted(cell ?? "", style) + style.Padding))
        + style.LineEnd;

    private static string Quoted(string cell, Style style) => style.IsQuoted || cell.AsSpan().ContainsAny(Special)
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : cell;

    private static IEnumerable<int> Lines(ShareAllowance[] entries, Style style)
    {
        int line = 1;
        foreach ((int index, string row) in Rows(entries, style).Index())
        {
            if (index > (style.IsNamed ? 1 : 0))
            {
                yield return line;
            }

            line += row.ReplaceLineEndings("\n").Count(character => character == '\n');
        }
    }

    private sealed record Style(
        char Separator, bool IsNamed, bool IsQuoted, string LineEnd, Encoding Encoding, string Padding, int Rotation);
}
