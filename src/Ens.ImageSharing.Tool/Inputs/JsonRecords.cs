using System.Text.Json;

namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>Reads a JSON array of objects whose members are texts. A member that is null counts as absent.</summary>
internal static class JsonRecords
{
    /// <param name="file">The file.</param>
    /// <param name="shape">The members.</param>
    /// <param name="mayBeText">Whether a text may stand for an object that has only the mandatory member.</param>
    public static List<InputRecord> Read(InputFile file, RecordShape shape, bool mayBeText)
    {
        Utf8JsonReader reader = new(file.Text.Utf8);
        List<InputRecord> records = [];
        bool isInside = false;
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw file.Refuse(Offset(reader), $"The JSON must be an array, but is {Kind(reader)}.");
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                isInside = true;
                records.Add(ReadElement(file, shape, mayBeText, ref reader, records.Count + 1));
                isInside = false;
            }

            reader.Read();
            return records;
        }
        catch (JsonException exception)
        {
            int offset = JsonMistake.OffsetOf(exception, file.Text.Utf8);
            throw file.Refuse(offset, JsonMistake.At(file.Text.Utf8[offset..]), isInside ? records.Count + 1 : null);
        }
    }

    private static InputRecord ReadElement(InputFile file, RecordShape shape, bool mayBeText, ref Utf8JsonReader reader, int element)
    {
        int start = Offset(reader);
        InputValue?[] values = new InputValue?[shape.Names.Count];
        if (mayBeText && reader.TokenType == JsonTokenType.String)
        {
            values[0] = new InputValue(Text(file, reader, element), start);
        }
        else if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw file.Refuse(start, $"An element must be an object{(mayBeText ? " or a text" : "")}, but is {Kind(reader)}.", element);
        }
        else
        {
            ReadMembers(file, shape, values, ref reader, element);
        }

        return new InputRecord(shape, start, element, values);
    }

    private static void ReadMembers(InputFile file, RecordShape shape, InputValue?[] values, ref Utf8JsonReader reader, int element)
    {
        HashSet<int> seen = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = Text(file, reader, element);
            int index = shape.IndexOf(name, StringComparison.Ordinal);
            if (index < 0)
            {
                throw file.Refuse(Offset(reader), shape.Unknown("member", name), element);
            }

            if (!seen.Add(index))
            {
                throw file.Refuse(Offset(reader), $"The member '{name}' appears twice.", element);
            }

            reader.Read();
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            {
                throw file.Refuse(Offset(reader), NotText(name, reader), element);
            }

            values[index] = reader.TokenType == JsonTokenType.Null
                ? null
                : new InputValue(Text(file, reader, element), Offset(reader));
        }
    }

    private static string NotText(string name, Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number
        ? $"The member '{name}' must be a text in double quotes, but is a number. Programs round numbers that are as long as an ID."
        : $"The member '{name}' must be a text, but is {Kind(reader)}.";

    private static string Text(InputFile file, Utf8JsonReader reader, int element)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw file.Refuse(Offset(reader), "The text contains half of a surrogate pair, such as \\ud83d alone.", element);
        }
    }

    private static int Offset(Utf8JsonReader reader) => (int)reader.TokenStartIndex;

    private static string Kind(Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
