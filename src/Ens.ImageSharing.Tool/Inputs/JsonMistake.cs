using System.Text.Json;

namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>Where text stops being JSON, and what a person probably did there.</summary>
internal static class JsonMistake
{
    /// <summary>The offset that the exception tells as a line, which ends with LF, and a position in it.</summary>
    public static int OffsetOf(JsonException exception, ReadOnlySpan<byte> utf8)
    {
        int offset = 0;
        for (long line = exception.LineNumber ?? 0; line > 0; line--)
        {
            offset += utf8[offset..].IndexOf((byte)'\n') + 1;
        }

        return (int)Math.Min(offset + (exception.BytePositionInLine ?? 0), utf8.Length);
    }

    public static string At(ReadOnlySpan<byte> rest) => rest switch
    {
        [] => "The file ends before its JSON does: a closing ], } or double quote is missing.",
        [(byte)'/' or (byte)'#', ..] => "JSON has no comments.",
        [(byte)'\'', ..] => "JSON texts are in double quotes.",
        [0xE2, 0x80, ..] => "JSON texts are in plain double quotes (\"), not in typographic ones.",
        [(byte)']' or (byte)'}' or (byte)',', ..] => "Something is missing before this character, or a comma before it is one too many.",
        [(byte)'"' or (byte)'[' or (byte)'{', ..] => "This does not belong here. Is a comma missing before it?",
        [< 0x20, ..] => "A text must not contain a line break or another control character, except escaped, such as \\n.",
        _ => "This is not valid JSON.",
    };
}
