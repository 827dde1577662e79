namespace Ens.ImageSharing.Testing.Requests;

/// <summary>Hides session tokens and signatures in what is remembered of a request.</summary>
internal static class SecretMask
{
    private const string Mask = "***";

    public static List<KeyValuePair<string, string>> MaskHeaders(ReceivedRequest request) =>
        request.Headers.ConvertAll(header => header.Key.ToUpperInvariant() switch
        {
            "X-ACS-SECURITY-TOKEN" => new(header.Key, Mask),
            "AUTHORIZATION" => new(header.Key, MaskSignature(header.Value, request.Claim.Signature)),
            _ => header,
        });

    public static List<KeyValuePair<string, string>> MaskParameters(ReceivedRequest request) =>
        [.. request.Query.Concat(request.Form)
            .Select(parameter => parameter.Key is "Signature" or "SecurityToken" ? new(parameter.Key, Mask) : parameter)];

    private static string MaskSignature(string authorization, string? signature) =>
        signature is { Length: > 0 } && authorization.Contains(signature, StringComparison.Ordinal)
            ? authorization.Replace(signature, Mask)
            : Mask;
}
