using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>Brings the bytes of a text file into UTF-8 without a mark. Nothing is replaced: what cannot be decoded is a mistake.</summary>
internal static class TextDecoding
{
    private const string Advice = "Save the file as UTF-8 (in Excel: 'CSV UTF-8').";

    /// <summary>The text and, if it cannot be decoded, what is wrong right behind the text that could be.</summary>
    public static (byte[] Utf8, string? Mistake) Decode(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => FromUtf8(bytes.AsSpan(3)),
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => ([], $"The file is UTF-32. {Advice}"),
        [0xFF, 0xFE, ..] => FromUtf16(bytes.AsSpan(2), isLittleEndian: true),
        [0xFE, 0xFF, ..] => FromUtf16(bytes.AsSpan(2), isLittleEndian: false),
        [(byte)'P', (byte)'K', 3, 4, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..] =>
            ([], "The file is a workbook, not text. Save it as 'CSV UTF-8'."),
        _ => FromUtf8(bytes),
    };

    private static (byte[] Utf8, string? Mistake) FromUtf8(ReadOnlySpan<byte> bytes)
    {
        int valid = ValidLength(bytes);
        if (WithoutNul(bytes[..valid]) is { } mistake)
        {
            return mistake;
        }

        return (bytes[..valid].ToArray(), valid == bytes.Length ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"The byte 0x{bytes[valid]:X2} is not valid UTF-8. The file has another encoding, such as GBK or Windows-1252. {Advice}"));
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return bytes.Length;
        }

        int valid = 0;
        while (Rune.DecodeFromUtf8(bytes[valid..], out _, out int length) == OperationStatus.Done)
        {
            valid += length;
        }

        return valid;
    }

    private static (byte[] Utf8, string? Mistake) FromUtf16(ReadOnlySpan<byte> bytes, bool isLittleEndian)
    {
        ushort[] units = MemoryMarshal.Cast<byte, ushort>(bytes).ToArray();
        if (isLittleEndian != BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(units, units);
        }

        byte[] utf8 = new byte[units.Length * 3];
        OperationStatus status = Utf8.FromUtf16(
            MemoryMarshal.Cast<ushort, char>(units), utf8, out _, out int written, replaceInvalidSequences: false);
        bool isWhole = status == OperationStatus.Done && bytes.Length % 2 == 0;
        return WithoutNul(utf8.AsSpan(0, written)) ?? (utf8[..written], isWhole ? null : $"The text is not valid UTF-16. {Advice}");
    }

    private static (byte[] Utf8, string? Mistake)? WithoutNul(ReadOnlySpan<byte> utf8)
    {
        int nul = utf8.IndexOf((byte)0);
        return nul < 0 ? null : (
            utf8[..nul].ToArray(),
            $"The file is UTF-16 without a byte order mark, or it is not text: a NUL byte is here. {Advice}");
    }
}
