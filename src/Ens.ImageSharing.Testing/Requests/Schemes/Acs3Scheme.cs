using Ens.ImageSharing.Signing;

namespace Ens.ImageSharing.Testing.Requests.Schemes;

/// <summary>ACS3-HMAC-SHA256: signed headers, and a list of them in <c>Authorization</c>.</summary>
internal sealed class Acs3Scheme : SignatureScheme
{
    public override SignatureClaim ReadClaim(ReceivedRequest request)
    {
        string? date = request.Header("x-acs-date");
        return new SignatureClaim
        {
            Action = request.Header("x-acs-action"),
            Version = request.Header("x-acs-version"),
            AccessKeyId = AuthorizationPart(request, "Credential="),
            SecurityToken = request.Header("x-acs-security-token"),
            Signature = AuthorizationPart(request, "Signature="),
            Nonce = request.Header("x-acs-signature-nonce"),
            DateText = date,
            Date = ParseDate(date, "yyyy-MM-dd'T'HH:mm:ss'Z'"),
        };
    }

    protected override bool IsUsedBy(ReceivedRequest request) =>
        request.Header("Authorization")?.StartsWith(Acs3Signature.Algorithm, StringComparison.Ordinal) == true;

    protected override bool IsComplete(ReceivedRequest request)
    {
        string[] signed = SignedHeaders(request);
        return request.Header("x-acs-content-sha256") == Acs3Signature.HashPayload(request.Body)
            && request.Headers.TrueForAll(header =>
                !MustBeSigned(header.Key) || signed.Contains(header.Key.ToLowerInvariant(), StringComparer.Ordinal))
            && Array.TrueForAll(signed, name => request.Header(name) is not null);
    }

    protected override (string Signature, string StringToSign) Sign(ReceivedRequest request, string secret)
    {
        HeaderField[] headers = [.. SignedHeaders(request).Select(name => new HeaderField(name, request.Header(name)!))];
        HeaderField.Sort(headers);
        string query = Encode(request.Query);
        string payloadHash = Acs3Signature.HashPayload(request.Body);
        Acs3Request signed = new(request.Method.AsSpan(), request.Path.AsSpan(), query.AsSpan(), headers, payloadHash);
        string authorization = Acs3Signature.Authorize(signed, request.Claim.AccessKeyId!, secret);
        return (authorization[(authorization.LastIndexOf('=') + 1)..], Acs3Signature.StringToSign(signed));
    }

    private static bool MustBeSigned(string name) =>
        name.StartsWith("x-acs-", StringComparison.OrdinalIgnoreCase)
        || name.Equals("host", StringComparison.OrdinalIgnoreCase)
        || name.Equals("content-type", StringComparison.OrdinalIgnoreCase);

    private static string[] SignedHeaders(ReceivedRequest request) => AuthorizationPart(request, "SignedHeaders=")?.Split(';') ?? [];

    private static string? AuthorizationPart(ReceivedRequest request, string name)
    {
        foreach (string part in request.Header("Authorization")![Acs3Signature.Algorithm.Length..].Split(','))
        {
            string trimmed = part.Trim();
            if (trimmed.StartsWith(name, StringComparison.Ordinal) && trimmed.Length > name.Length)
            {
                return trimmed[name.Length..];
            }
        }

        return null;
    }
}
