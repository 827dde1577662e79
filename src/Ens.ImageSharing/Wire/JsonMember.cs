using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Ens.ImageSharing.Wire;

/// <summary>Members of answers: names and codes, whose letter case nobody guarantees, and values as texts.</summary>
internal static class JsonMember
{
    /// <summary>Whether the reader stands at a member of this name, in any letter case.</summary>
    /// <param name="json">The reader.</param>
    /// <param name="name">The name as it is documented, which is how it nearly always comes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        return (!json.ValueIsEscaped && json.ValueSpan.SequenceEqual(name)) || IsInOtherLetters(ref json, name);
    }

    /// <summary>A name in escapes is legal and never sent; it may cost a string.</summary>
    private static bool IsInOtherLetters(ref Utf8JsonReader json, ReadOnlySpan<byte> name) =>
        Is(json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan, name);

    /// <summary>Whether a body-level code says that nothing is wrong: other operations of the product send such codes with a good answer.</summary>
    public static bool IsSuccess(ReadOnlySpan<byte> code) =>
        code.IsEmpty || code.SequenceEqual("0"u8) || code.SequenceEqual("200"u8) || Is(code, "OK"u8) || Is(code, "Success"u8);

    /// <summary>The text or number at which the reader stands; <see langword="null"/> for an empty text and for anything else, which is passed over.</summary>
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

    private static bool Is(ReadOnlySpan<byte> given, ReadOnlySpan<byte> name)
    {
        if (given.Length != name.Length)
        {
            return false;
        }

        for (int i = 0; i < given.Length; i++)
        {
            if (ToLower(given[i]) != ToLower(name[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static int ToLower(byte letter) => letter is >= (byte)'A' and <= (byte)'Z' ? letter | 0x20 : letter;
}
