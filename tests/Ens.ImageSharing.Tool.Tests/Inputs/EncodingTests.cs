using System.Text;
using Ens.ImageSharing.Tool.Inputs;

namespace Ens.ImageSharing.Tool.Tests.Inputs;

public class EncodingTests
{
    private const string Text = "account,name\r\n15,镜像 é 😀\r\n";
    private const string Advice = "Save the file as UTF-8 (in Excel: 'CSV UTF-8').";
    private const string Legacy = $"is not valid UTF-8. The file has another encoding, such as GBK or Windows-1252. {Advice}";
    private const string Nul = $"The file is UTF-16 without a byte order mark, or it is not text: a NUL byte is here. {Advice}";

    public static TheoryData<byte[]> Readable => new(
        Encoding.UTF8.GetBytes(Text),
        [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)],
        [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)],
        [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Text)]);

    public static TheoryData<byte[], string> Unreadable => new()
    {
        // "账号" in GBK, "Müller" in Latin-1, and a character whose last byte is missing.
        { [.. "account,name\n15,"u8, 0xD5, 0xCB, 0xBA, 0xC5], $", line 2, column 4: The byte 0xD5 {Legacy}" },
        { [.. "account,name\n15,é M"u8, 0xFC, .. "ller\n"u8], $", line 2, column 7: The byte 0xFC {Legacy}" },
        { [.. "account,name\n15,"u8, 0xE9, 0x95], $", line 2, column 4: The byte 0xE9 {Legacy}" },
        { Encoding.Unicode.GetBytes(Text), $", line 1, column 2: {Nul}" },
        { Encoding.BigEndianUnicode.GetBytes(Text), $", line 1, column 1: {Nul}" },
        { [.. "account\n15\0"u8], $", line 2, column 3: {Nul}" },
        { [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("account\n15\0")], $", line 2, column 3: {Nul}" },
        { [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("account\n15"), 0x0D], $", line 2, column 3: The text is not valid UTF-16. {Advice}" },
        {
            [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("account\n"), 0xD8, 0x3D],
            $", line 2, column 1: The text is not valid UTF-16. {Advice}"
        },
        { [0xFF, 0xFE, 0, 0, (byte)'a', 0, 0, 0], $", line 1, column 1: The file is UTF-32. {Advice}" },
        { [.. "PK"u8, 3, 4, 20, 0], ", line 1, column 1: The file is a workbook, not text. Save it as 'CSV UTF-8'." },
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public void A_file_in_UTF_8_or_marked_UTF_16_is_read(byte[] bytes)
    {
        using WrittenFile file = new(bytes);

        Assert.Equal("镜像 é 😀", Assert.Single(AllowListFile.Read(file.Path).AllowList.Allowances).Name);
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void A_file_in_another_encoding_is_refused_where_it_stops_being_text(byte[] bytes, string message) =>
        Assert.Equal("file" + message, WrittenFile.RefusalOfAllowList(bytes));
}
