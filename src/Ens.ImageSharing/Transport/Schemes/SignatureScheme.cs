using System.Buffers;
using System.Net.Http.Headers;
using Ens.ImageSharing.Signing;

namespace Ens.ImageSharing.Transport;

/// <summary>Puts a signature on a message, in the headers or, for the oldest scheme, in the URL.</summary>
internal abstract class SignatureScheme
{
    protected const string HmacSha1 = "HMAC-SHA1";

    /// <summary>How many signed headers a message may have. Ours has nine at most, and a host may add some.</summary>
    private const int MaxHeaders = 64;

    public static SignatureScheme Of(EnsSignatureVersion version) => version switch
    {
        EnsSignatureVersion.RpcHmacSha1 => new RpcScheme(),
        EnsSignatureVersion.RoaHmacSha1 => new RoaScheme(),
        _ => new Acs3Scheme(),
    };

    /// <summary>Signs the message as it stands. What an earlier pass left on it is replaced.</summary>
    /// <param name="message">The message.</param>
    /// <param name="key">The access key; <see langword="null"/> only for a scheme that needs none.</param>
    /// <param name="stamp">Date, nonce and body.</param>
    /// <returns>The signature, as the service gets it. Empty for a scheme without one.</returns>
    public abstract ReadOnlyMemory<char> Sign(HttpRequestMessage message, EnsAccessKey? key, in Stamp stamp);

    /// <summary>What the signature on a signed message signs, in the forms in which the service may echo it.</summary>
    public abstract IReadOnlyList<string> SignedTexts(HttpRequestMessage message);

    protected static void Set(HttpRequestHeaders headers, string name, string? value)
    {
        headers.Remove(name);
        if (value is not null)
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }

    protected static string Value(HttpRequestHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : "";

    protected static string ContentType(HttpRequestMessage message) => message.Content?.Headers.ContentType?.ToString() ?? "";

    protected static void SetTemporaryKey(HttpRequestHeaders headers, EnsAccessKey key)
    {
        Set(headers, AcsHeaders.AccessKeyId, key.SecurityToken is null ? null : key.AccessKeyId);
        Set(headers, AcsHeaders.SecurityToken, key.SecurityToken);
    }

    protected static ReadOnlySpan<char> Path(Uri address) => address.AbsolutePath.AsSpan();

    protected static ReadOnlySpan<char> Query(Uri address) => address.Query.AsSpan().TrimStart('?');

    /// <summary>The sorted headers that enter a signature, for as long as a delegate looks at them.</summary>
    /// <param name="message">The message.</param>
    /// <param name="others">Headers beside those of the protocol.</param>
    /// <param name="use">Uses the headers.</param>
    protected static TResult WithSignedHeaders<TResult>(
        HttpRequestMessage message, ReadOnlySpan<HeaderField> others, HeaderUse<TResult> use)
    {
        HeaderField[] headers = ArrayPool<HeaderField>.Shared.Rent(MaxHeaders);
        try
        {
            others.CopyTo(headers);
            int count = others.Length;
            foreach (KeyValuePair<string, HeaderStringValues> header in message.Headers.NonValidated)
            {
                if (header.Key.StartsWith(AcsHeaders.Prefix, StringComparison.OrdinalIgnoreCase))
                {
                    headers[count < MaxHeaders ? count++ : throw TooMany()] = new HeaderField(header.Key, header.Value.ToString());
                }
            }

            Span<HeaderField> signed = headers.AsSpan(0, count);
            HeaderField.Sort(signed);
            return use(message, signed);
        }
        finally
        {
            // They hold the session token.
            ArrayPool<HeaderField>.Shared.Return(headers, clearArray: true);
        }
    }

    private static HttpRequestException TooMany() =>
        new($"A request cannot carry more than {MaxHeaders} signed headers, those that begin with {AcsHeaders.Prefix} included.");

    protected delegate TResult HeaderUse<out TResult>(HttpRequestMessage message, ReadOnlySpan<HeaderField> headers);
}
