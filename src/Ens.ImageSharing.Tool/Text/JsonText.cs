using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ens.ImageSharing.Tool.Text;

/// <summary>JSON that keeps every script readable and escapes what would act on a terminal or the reading direction.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A document.</summary>
    public static string Write(Action<Utf8JsonWriter> write) => Write(write, Options);

    /// <summary>A document in one line.</summary>
    public static string WriteLine(Action<Utf8JsonWriter> write) => Write(write, Options with { Indented = false });

    private static string Write(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, options))
        {
            write(writer);
        }

        return EscapeFormatCharacters(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length)) + "\n";
    }

    /// <summary>The encoder escapes control characters, and leaves format characters, which can only be within texts.</summary>
    private static string EscapeFormatCharacters(string json)
    {
        StringBuilder? escaped = null;
        int start = 0;
        for (int i = 0; i < json.Length; i++)
        {
            if (char.GetUnicodeCategory(json[i]) == UnicodeCategory.Format)
            {
                escaped ??= new StringBuilder(json.Length + 16);
                escaped.Append(json, start, i - start).Append(CultureInfo.InvariantCulture, $"\\u{(int)json[i]:x4}");
                start = i + 1;
            }
        }

        return escaped is null ? json : escaped.Append(json, start, json.Length - start).ToString();
    }
}
