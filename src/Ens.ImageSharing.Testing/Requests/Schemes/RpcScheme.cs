using Ens.ImageSharing.Signing;

namespace Ens.ImageSharing.Testing.Requests.Schemes;

/// <summary>RPC signature 1.0: everything in the parameters, of the query or of a form.</summary>
internal sealed class RpcScheme : SignatureScheme
{
    public override SignatureClaim ReadClaim(ReceivedRequest request)
    {
        string? date = request.Parameter("Timestamp");
        return new SignatureClaim
        {
            Action = request.Parameter("Action"),
            Version = request.Parameter("Version"),
            AccessKeyId = request.Parameter("AccessKeyId"),
            SecurityToken = request.Parameter("SecurityToken"),
            Signature = request.Parameter("Signature"),
            Nonce = request.Parameter("SignatureNonce"),
            DateText = date,
            Date = ParseDate(date, "yyyy-MM-dd'T'HH:mm:ss'Z'"),
        };
    }

    protected override bool IsUsedBy(ReceivedRequest request) => request.Parameter("Signature") is not null;

    protected override bool IsComplete(ReceivedRequest request) =>
        request.Parameter("SignatureMethod") == "HMAC-SHA1" && request.Parameter("SignatureVersion") == "1.0";

    protected override (string Signature, string StringToSign) Sign(ReceivedRequest request, string secret)
    {
        string parameters = Encode(request.Query.Concat(request.Form).Where(parameter => parameter.Key != "Signature"));
        ReadOnlySpan<char> method = request.Method.AsSpan();
        return (RpcSignature.Sign(method, parameters.AsSpan(), secret), RpcSignature.StringToSign(method, parameters.AsSpan()));
    }
}
