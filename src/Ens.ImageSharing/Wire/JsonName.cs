using System.Text;
using System.Text.Json;

namespace Ens.ImageSharing.Wire;

/// <summary>Names and codes in answers, whose letter case nobody guarantees.</summary>
internal static class JsonName
{
    /// <summary>Whether the reader stands at a member of this name, in any letter case.</summary>
    public static bool Is(in Utf8JsonReader json, ReadOnlySpan<byte> lowerCaseName)
    {
        if (!json.ValueIsEscaped)
        {
            return Is(json.ValueSpan, lowerCaseName);
        }

        // A name in escapes is legal and never sent; it may cost a string.
        return Is(Encoding.UTF8.GetBytes(json.GetString()!), lowerCaseName);
    }

    /// <summary>Whether a body-level code says that nothing is wrong: other operations of the product send such codes with a good answer.</summary>
    public static bool IsSuccess(ReadOnlySpan<byte> code) =>
        code.IsEmpty || code.SequenceEqual("0"u8) || code.SequenceEqual("200"u8) || Is(code, "ok"u8) || Is(code, "success"u8);

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lowerCaseName)
    {
        if (name.Length != lowerCaseName.Length)
        {
            return false;
        }

        for (int i = 0; i < name.Length; i++)
        {
            byte letter = name[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(name[i] | 0x20) : name[i];
            if (letter != lowerCaseName[i])
            {
                return false;
            }
        }

        return true;
    }
}
