using System.Text;
using System.Text.Json;

namespace Ens.ImageSharing.Tool.Text;

/// <summary>Small JSON documents.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = VisibleJsonEncoder.Instance };

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

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }
}
