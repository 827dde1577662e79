using Ens.ImageSharing.Signing;

namespace Ens.ImageSharing.Testing.Requests.Schemes;

/// <summary>ROA signature 1.0: headers, and <c>acs id:signature</c> in <c>Authorization</c>.</summary>
internal sealed class RoaScheme : SignatureScheme
{
    private const string Prefix = "acs ";

    public override SignatureClaim ReadClaim(ReceivedRequest request)
    {
        string? date = request.Header("Date");
        string[] parts = request.Header("Authorization")![Prefix.Length..].Split(':');
        return new SignatureClaim
        {
            Action = request.Header("x-acs-action"),
            Version = request.Header("x-acs-version"),
            AccessKeyId = parts[0],
            SecurityToken = request.Header("x-acs-security-token"),
            Signature = parts is [_, { } signature] ? signature : null,
            Nonce = request.Header("x-acs-signature-nonce"),
            DateText = date,
            Date = ParseDate(date, "r"),
        };
    }

    protected override bool IsUsedBy(ReceivedRequest request) =>
        request.Header("Authorization")?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    protected override bool IsComplete(ReceivedRequest request) =>
        request.Header("x-acs-signature-method") == "HMAC-SHA1" && request.Header("x-acs-signature-version") == "1.0";

    protected override (string Signature, string StringToSign) Sign(ReceivedRequest request, string secret)
    {
        HeaderField[] headers = [.. request.Headers
            .Where(header => header.Key.StartsWith("x-acs-", StringComparison.OrdinalIgnoreCase))
            .Select(header => new HeaderField(header.Key, header.Value))];
        HeaderField.Sort(headers);
        string resource = Encode(request.Query);
        RoaRequest signed = new(request.Method.AsSpan(), request.Path.AsSpan(), resource.AsSpan(), headers)
        {
            Accept = request.Header("Accept") ?? "",
            ContentMd5 = request.Header("Content-MD5") ?? "",
            ContentType = request.Header("Content-Type") ?? "",
            Date = request.Header("Date") ?? "",
        };
        return (RoaSignature.Sign(signed, secret), RoaSignature.StringToSign(signed));
    }
}
