using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Wire;

/// <summary>Members of responses: names and codes, whose letter case varies, and values as text or number.</summary>
internal static class JsonMember
{
    /// <summary>Whether the reader is at a member with this name, in any letter case.</summary>
    /// <param name="json">The reader.</param>
    /// <param name="name">The documented name, which is nearly always the one that is sent.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> name) =>
        // Stryker disable once Logical,Boolean,Unary: both paths compare alike; one of them is fast.
        (!json.ValueIsEscaped && json.ValueSpan.SequenceEqual(name)) || IsInOtherLetters(ref json, name);

    /// <summary>Whether a code in a body means success: other operations of the product send such codes with a good response.</summary>
    public static bool IsSuccess(ReadOnlySpan<byte> code) =>
        code.IsEmpty || code.SequenceEqual("0"u8) || code.SequenceEqual("200"u8)
        || AsciiText.EqualsIgnoreCase(code, "OK"u8) || AsciiText.EqualsIgnoreCase(code, "Success"u8);

    /// <inheritdoc cref="IsSuccess(ReadOnlySpan{byte})"/>
    public static bool IsSuccess(string code) => IsSuccess(Encoding.UTF8.GetBytes(code));

    /// <summary>
    /// The text or number at the reader; <see langword="null"/> for an empty text and for anything else, which is skipped.
    /// </summary>
    public static string? ReadText(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return json.GetString() is { Length: > 0 } text ? text : null;
            case JsonTokenType.Number:
                return Encoding.ASCII.GetString(json.ValueSpan);
            default:
                json.Skip();
                return null;
        }
    }

    /// <summary>
    /// A whole number, however it is written, or one in quotes; <see langword="null"/> for anything else, which is skipped.
    /// </summary>
    public static long? ReadInteger(ref Utf8JsonReader json)
    {
        if (json.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            json.Skip();
            return null;
        }

        if (Utf8Parser.TryParse(json.ValueSpan, out long value, out int read) && read == json.ValueSpan.Length)
        {
            return value;
        }

        string? text = json.TokenType == JsonTokenType.String ? json.GetString() : Encoding.ASCII.GetString(json.ValueSpan);
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue
            ? (long)number
            : null;
    }

    /// <summary>A name in escapes is legal and never sent; it may cost a string.</summary>
    private static bool IsInOtherLetters(ref Utf8JsonReader json, ReadOnlySpan<byte> name) =>
        AsciiText.EqualsIgnoreCase(json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan, name);
}
