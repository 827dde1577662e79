using System.Text;
using System.Text.Json;

namespace Ens.ImageSharing.Wire;

/// <summary>One pass over the bytes of a response, without a document tree. Members may come in any letter case and order.</summary>
internal ref struct ResponseReader
{
    /// <summary>Reads one item of a list.</summary>
    public delegate T ItemReader<out T>(ref ResponseReader reader);

    private Utf8JsonReader _json;

    /// <exception cref="ResponseFormatException">The body is not an object.</exception>
    public ResponseReader(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        _json = new Utf8JsonReader(
            body.StartsWith(byteOrderMark) ? body[byteOrderMark.Length..] : body, new JsonReaderOptions { AllowTrailingCommas = true });
        if (Advance() != JsonTokenType.StartObject)
        {
            throw new ResponseFormatException("It is not a JSON object.");
        }
    }

    public readonly JsonTokenType Token => _json.TokenType;

    /// <summary>Whether the value is null or an empty text, which stand for an empty list.</summary>
    public readonly bool IsNothing =>
        _json.TokenType == JsonTokenType.Null || (_json.TokenType == JsonTokenType.String && _json.ValueSpan.IsEmpty);

    /// <summary>Goes on; a body that ends too early makes the reader throw.</summary>
    public JsonTokenType Advance()
    {
        _json.Read();
        return _json.TokenType;
    }

    public bool NextMember() => Advance() != JsonTokenType.EndObject;

    public bool Is(ReadOnlySpan<byte> name)
    {
        try
        {
            return JsonMember.Is(ref _json, name);
        }
        catch (InvalidOperationException)
        {
            throw NotUtf8();
        }
    }

    /// <summary>Goes on to the value if the member has this name.</summary>
    public bool Take(ReadOnlySpan<byte> name)
    {
        if (!Is(name))
        {
            return false;
        }

        Advance();
        return true;
    }

    public void Skip() => _json.Skip();

    /// <summary>
    /// Skips a member that is not part of the response, unless it is a code that reports an error, an error itself, or the word that there
    /// was no success.
    /// </summary>
    /// <returns>Whether the response is a good one so far.</returns>
    public bool SkipOther()
    {
        if (Take("Error"u8))
        {
            return IsNothing;
        }

        if (Take("Success"u8))
        {
            return Token != JsonTokenType.False && !string.Equals(ReadText(), "false", StringComparison.OrdinalIgnoreCase);
        }

        if (!Take("Code"u8))
        {
            Skip();
            return true;
        }

        switch (_json.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.Number or JsonTokenType.String:
                return JsonMember.IsSuccess(_json.ValueSpan);
            default:
                return false;
        }
    }

    public string? ReadText()
    {
        try
        {
            return JsonMember.ReadText(ref _json);
        }
        catch (InvalidOperationException)
        {
            throw NotUtf8();
        }
    }

    public long? ReadInteger()
    {
        try
        {
            return JsonMember.ReadInteger(ref _json);
        }
        catch (InvalidOperationException)
        {
            throw NotUtf8();
        }
    }

    /// <summary>
    /// An ID as text: digits stay as they are, because an ID never passes through a number. <see langword="null"/> for null.
    /// </summary>
    public string? ReadId()
    {
        bool digits = !_json.ValueSpan.IsEmpty && _json.ValueSpan.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        switch (_json.TokenType)
        {
            // Nearly all IDs are digits, which need no look at escapes and encodings.
            case JsonTokenType.String or JsonTokenType.Number when digits:
                return Encoding.ASCII.GetString(_json.ValueSpan);
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String when ReadText() is { } text && !string.IsNullOrWhiteSpace(text):
                return text;
            default:
                throw new ResponseFormatException("An ID is neither text nor a whole number.");
        }
    }

    /// <summary>Checks that the value is an object.</summary>
    public readonly void ExpectObject(string otherwise)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw new ResponseFormatException(otherwise);
        }
    }

    /// <summary>
    /// Reads a list of objects: an object that wraps the list under a name, or the list itself; a list of one may be the item itself, and
    /// null or an empty text an empty list.
    /// </summary>
    /// <param name="name">The name of the list inside the object.</param>
    /// <param name="items">Where the items go.</param>
    /// <param name="read">Reads one item.</param>
    /// <param name="itemId">A member of every item; an object with it is no wrapper, but an item that would get lost.</param>
    /// <param name="otherItemId">Another name of that member.</param>
    public void ReadWrappedList<T>(
        ReadOnlySpan<byte> name,
        List<T> items,
        ItemReader<T> read,
        ReadOnlySpan<byte> itemId = default,
        ReadOnlySpan<byte> otherItemId = default)
    {
        if (Token != JsonTokenType.StartObject)
        {
            ReadList(items, read);
            return;
        }

        bool isList = itemId.IsEmpty, isEmpty = true;
        while (NextMember())
        {
            isEmpty = false;
            if (Take(name))
            {
                isList = true;
                ReadList(items, read);
            }
            else if ((!itemId.IsEmpty && Is(itemId)) || (!otherItemId.IsEmpty && Is(otherItemId)))
            {
                throw new ResponseFormatException("It has an item where a list is expected.");
            }
            else
            {
                Skip();
            }
        }

        if (!isList && !isEmpty)
        {
            throw new ResponseFormatException("It has something else where a list is expected.");
        }
    }

    /// <summary>Checks that nothing follows.</summary>
    public void End()
    {
        if (_json.Read())
        {
            throw new ResponseFormatException("More follows after the response.");
        }
    }

    private void ReadList<T>(List<T> items, ItemReader<T> read)
    {
        if (IsNothing)
        {
            return;
        }

        if (Token != JsonTokenType.StartArray)
        {
            items.Add(read(ref this));
            return;
        }

        while (Advance() != JsonTokenType.EndArray)
        {
            items.Add(read(ref this));
        }
    }

    private static ResponseFormatException NotUtf8() => new("A text in it is not valid UTF-8.");
}
