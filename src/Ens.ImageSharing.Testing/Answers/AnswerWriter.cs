using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ens.ImageSharing.Testing.Answers;

/// <summary>Writes the JSON of an answer in one of the shapes.</summary>
internal sealed class AnswerWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Utf8JsonWriter _json;
    private readonly EnsEmulatorShape _shape;

    private AnswerWriter(Utf8JsonWriter json, EnsEmulatorShape shape)
    {
        _json = json;
        _shape = shape;
    }

    public static string Write(EnsEmulatorShape shape, Action<AnswerWriter> writeMembers)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            new AnswerWriter(json, shape).WriteObject(writeMembers);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public void WriteRequestId() => WriteText("RequestId", Guid.NewGuid().ToString("D").ToUpperInvariant());

    /// <summary>Writes a text; nothing if there is none.</summary>
    public void WriteText(string name, string? value)
    {
        if (value is not null)
        {
            _json.WriteString(Name(name), value);
        }
    }

    /// <summary>Writes a number as a number or as text; nothing if there is none.</summary>
    public void WriteNumber(string name, long? value, bool quoted)
    {
        if (quoted)
        {
            WriteText(name, value?.ToString(CultureInfo.InvariantCulture));
        }
        else if (value is { } number)
        {
            _json.WriteNumber(Name(name), number);
        }
    }

    /// <summary>Writes a list inside of its wrapper, as in <c>"Accounts":{"Account":[…]}</c>.</summary>
    public void WriteList<T>(string wrapper, string name, IReadOnlyList<T> items, Action<T> writeItem)
    {
        if (items.Count == 0 && _shape.HasFlag(EnsEmulatorShape.NoEmptyAccounts))
        {
            return;
        }

        bool flat = _shape.HasFlag(EnsEmulatorShape.FlatAccounts);
        bool single = !flat && items.Count == 1 && _shape.HasFlag(EnsEmulatorShape.SingleAccount);
        _json.WritePropertyName(Name(wrapper));
        if (!flat)
        {
            _json.WriteStartObject();
            _json.WritePropertyName(Name(name));
        }

        if (single)
        {
            writeItem(items[0]);
        }
        else
        {
            WriteArray(items, writeItem);
        }

        if (!flat)
        {
            _json.WriteEndObject();
        }
    }

    public void WriteObject(Action<AnswerWriter> writeMembers)
    {
        _json.WriteStartObject();
        writeMembers(this);
        _json.WriteEndObject();
    }

    /// <summary>Writes the id of an account, without a name before it.</summary>
    public void WriteAccount(string account)
    {
        bool digits = account.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 && !account.StartsWith('0');
        if (digits && _shape.HasFlag(EnsEmulatorShape.NumberIds))
        {
            _json.WriteRawValue(account);
        }
        else
        {
            _json.WriteStringValue(account);
        }
    }

    public void WriteAccount(string name, string account)
    {
        _json.WritePropertyName(Name(name));
        WriteAccount(account);
    }

    private void WriteArray<T>(IReadOnlyList<T> items, Action<T> writeItem)
    {
        _json.WriteStartArray();
        foreach (T item in items)
        {
            writeItem(item);
        }

        _json.WriteEndArray();
    }

    private string Name(string name) => _shape.HasFlag(EnsEmulatorShape.CamelCase) ? char.ToLowerInvariant(name[0]) + name[1..] : name;
}
