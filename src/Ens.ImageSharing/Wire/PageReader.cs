using System.Buffers.Text;
using System.Text.Json;

namespace Ens.ImageSharing.Wire;

/// <summary>Reads a page out of the body of an answer, in every shape that the service has been seen or documented to give.</summary>
/// <remarks>
/// <para>One pass over the bytes, without a document tree. Members may come in any letter case and order; unknown ones are passed over.</para>
/// <para>An account that cannot be read is an error: leaving it out would falsify the list.</para>
/// </remarks>
internal ref struct PageReader
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly int _roomForAccounts;
    private Utf8JsonReader _json;
    private List<SharedAccount>? _accounts;
    private bool _anyKnownMember;

    private PageReader(ReadOnlySpan<byte> body, int pageSize)
    {
        const int ShortestAccount = 24;
        _roomForAccounts = Math.Min(pageSize, (body.Length / ShortestAccount) + 1);
        _json = new Utf8JsonReader(body, new JsonReaderOptions { AllowTrailingCommas = true });
    }

    /// <summary>Reads a page; what the body does not echo is taken from the query, and the request id from the headers.</summary>
    /// <returns><see langword="null"/> if the body announces an error instead of a page.</returns>
    /// <exception cref="JsonException">The body is not JSON, or not a page.</exception>
    public static ImageSharePage? Read(ReadOnlySpan<byte> body, PageQuery query, string? headerRequestId)
    {
        int pageSize = query.PageSize ?? PageQuery.DefaultPageSize;
        PageReader reader = new(body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body, pageSize);
        try
        {
            return reader.ReadPage(query, pageSize, headerRequestId);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A text in the answer is not valid UTF-8.", exception);
        }
    }

    private ImageSharePage? ReadPage(PageQuery query, int pageSize, string? headerRequestId)
    {
        string? imageId = null, requestId = null;
        int? pageNumber = null, echoedSize = null, total = null;

        Advance();
        Expect(JsonTokenType.StartObject, "The answer is not an object.");
        while (NextMember())
        {
            if (Take("TotalCount"u8))
            {
                total = ReadInteger();
            }
            else if (Take("PageNumber"u8))
            {
                pageNumber = ReadInteger();
            }
            else if (Take("PageSize"u8))
            {
                echoedSize = ReadInteger();
            }
            else if (Take("RequestId"u8))
            {
                requestId = JsonMember.ReadText(ref _json);
            }
            else if (Take("ImageId"u8))
            {
                imageId = JsonMember.ReadText(ref _json);
            }
            else if (Take("Accounts"u8))
            {
                ReadAccounts();
            }
            else if (JsonMember.Is(ref _json, "Code"u8))
            {
                Advance();
                if (!IsSuccess())
                {
                    return null;
                }
            }
            else
            {
                _json.Skip();
            }
        }

        if (_json.Read() || !_anyKnownMember)
        {
            throw new JsonException("The answer has none of the members of a page.");
        }

        return new ImageSharePage
        {
            ImageId = imageId ?? query.ImageId,
            PageNumber = pageNumber ?? query.PageNumber ?? 1,
            PageSize = echoedSize is > 0 and { } size ? size : pageSize,
            TotalCount = total is >= 0 ? total : null,
            RequestId = requestId ?? headerRequestId,
            Accounts = _accounts is null ? [] : _accounts,
        };
    }

    /// <summary>Accounts: null, an object that wraps them, or the list itself.</summary>
    private void ReadAccounts()
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            ReadAccountList();
            return;
        }

        while (NextMember())
        {
            if (Take("Account"u8))
            {
                ReadAccountList();
            }
            else if (JsonMember.Is(ref _json, "AliyunUid"u8) || JsonMember.Is(ref _json, "AliyunId"u8))
            {
                throw new JsonException("An account stands where the list of accounts is expected.");
            }
            else
            {
                _json.Skip();
            }
        }
    }

    /// <summary>Account: null, a list, or one account without a list around it.</summary>
    private void ReadAccountList()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.Null:
            case JsonTokenType.String when _json.ValueSpan.IsEmpty:
                return;
            case JsonTokenType.StartArray:
                while (Advance() != JsonTokenType.EndArray)
                {
                    Add(ReadAccount());
                }

                return;
            default:
                Add(ReadAccount());
                return;
        }
    }

    private void Add(string aliyunUid) => (_accounts ??= new(_roomForAccounts)).Add(SharedAccount.Known(aliyunUid));

    /// <summary>One account: an id, or an object with an id under either of its two names.</summary>
    private string ReadAccount()
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            return ReadId() ?? throw new JsonException("An account is null.");
        }

        string? uid = null, id = null;
        while (NextMember())
        {
            if (JsonMember.Is(ref _json, "AliyunUid"u8))
            {
                Advance();
                uid = ReadId();
            }
            else if (JsonMember.Is(ref _json, "AliyunId"u8))
            {
                Advance();
                id = ReadId();
            }
            else
            {
                _json.Skip();
            }
        }

        return uid ?? id ?? throw new JsonException("An account has no id.");
    }

    /// <summary>An id as text; digits stay as they are, because an id never passes through a number.</summary>
    private string? ReadId()
    {
        bool digits = !_json.ValueSpan.IsEmpty && _json.ValueSpan.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        switch (_json.TokenType)
        {
            // Nearly all ids are digits, which need no look at escapes and encodings.
            case JsonTokenType.String or JsonTokenType.Number when digits:
                return System.Text.Encoding.ASCII.GetString(_json.ValueSpan);
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String when _json.GetString() is { } text && !string.IsNullOrWhiteSpace(text):
                return text;
            default:
                throw new JsonException("The id of an account is neither a text nor a whole number.");
        }
    }

    /// <summary>A number, or a number in quotes; <see langword="null"/> for anything else.</summary>
    private int? ReadInteger()
    {
        if (_json.TokenType is JsonTokenType.Number or JsonTokenType.String)
        {
            ReadOnlySpan<byte> digits = _json.ValueSpan;
            return Utf8Parser.TryParse(digits, out int value, out int read) && read == digits.Length ? value : null;
        }

        _json.Skip();
        return null;
    }

    private readonly bool IsSuccess() => _json.TokenType switch
    {
        JsonTokenType.Null => true,
        JsonTokenType.Number or JsonTokenType.String => JsonMember.IsSuccess(_json.ValueSpan),
        _ => false,
    };

    private bool NextMember() => Advance() != JsonTokenType.EndObject;

    /// <summary>Goes on to the value if the member has this name.</summary>
    private bool Take(ReadOnlySpan<byte> name)
    {
        if (!JsonMember.Is(ref _json, name))
        {
            return false;
        }

        _anyKnownMember = true;
        Advance();
        return true;
    }

    /// <summary>Goes on inside of the page, where a body that ends makes the reader throw.</summary>
    private JsonTokenType Advance()
    {
        _json.Read();
        return _json.TokenType;
    }

    private readonly void Expect(JsonTokenType token, string otherwise)
    {
        if (_json.TokenType != token)
        {
            throw new JsonException(otherwise);
        }
    }
}
