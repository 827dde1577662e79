using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ens.ImageSharing.Testing.Answers;
using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Testing.Requests.Schemes;

/// <summary>A way to sign requests, as the gateway sees it: it signs what it received again and compares.</summary>
internal abstract class SignatureScheme
{
    private static readonly SignatureScheme[] All = [new Acs3Scheme(), new RoaScheme(), new RpcScheme()];

    /// <summary>The scheme that a request is signed with; <see langword="null"/> if it is not signed.</summary>
    public static SignatureScheme? Of(ReceivedRequest request) => Array.Find(All, scheme => scheme.IsUsedBy(request));

    public abstract SignatureClaim ReadClaim(ReceivedRequest request);

    /// <summary>Refuses a request whose signature is incomplete, or was not made with this secret.</summary>
    public Refusal? Check(ReceivedRequest request, string secret)
    {
        if (!request.Claim.IsComplete || !IsComplete(request))
        {
            return Refusal.IncompleteSignature;
        }

        (string expected, string stringToSign) = Sign(request, secret);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(request.Claim.Signature!))
            ? null
            : Refusal.SignatureDoesNotMatch(stringToSign);
    }

    protected abstract bool IsUsedBy(ReceivedRequest request);

    /// <summary>Whether the request has what the scheme needs beside the claim.</summary>
    protected abstract bool IsComplete(ReceivedRequest request);

    protected abstract (string Signature, string StringToSign) Sign(ReceivedRequest request, string secret);

    protected static DateTimeOffset? ParseDate(string? text, string format) =>
        DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : null;

    /// <summary>
    /// Encodes decoded parameters again, so that the encoding of the client does not matter, as it does not at the gateway.
    /// </summary>
    protected static string Encode(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        Utf8Buffer text = new(stackalloc byte[512]);
        foreach (KeyValuePair<string, string> parameter in parameters)
        {
            text.Append((byte)'&');
            text.AppendPercentEncoded(parameter.Key.AsSpan());
            text.Append((byte)'=');
            text.AppendPercentEncoded(parameter.Value.AsSpan());
        }

        string encoded = text.ToString();
        text.Dispose();
        return encoded;
    }
}
