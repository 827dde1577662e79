namespace Ens.ImageSharing.Wire;

/// <summary>Why the service refused a signature, as far as its answer shows.</summary>
internal static class RefusedSignature
{
    private const string ServerStringToSign = "string to sign is";

    /// <summary>
    /// The service echoes the text that it signed: if it equals ours, only the secret can be wrong. Compared unmasked, since it holds the
    /// token.
    /// </summary>
    public static string Advice(FailedAttempt attempt)
    {
        string? message = ErrorEnvelope.Read(attempt.Body).Message;
        int start = message?.IndexOf(ServerStringToSign, StringComparison.OrdinalIgnoreCase) ?? -1;
        IReadOnlyList<string> signedTexts = start < 0 ? [] : attempt.SignedTexts();
        if (signedTexts.Count == 0)
        {
            return "Either the access key secret is wrong, or a proxy changed the request.";
        }

        string theirs = WithoutBlanks(message![start..]);
        foreach (string ours in signedTexts)
        {
            if (theirs.Contains(WithoutBlanks(ours), StringComparison.Ordinal))
            {
                return "The service signed the same text as this client, so the access key secret is wrong.";
            }
        }

        return "The service computed the signature over different text than this client, so the secret may be correct: "
            + "a proxy is probably rewriting the host or query.";
    }

    /// <summary>Line breaks come back as blanks, as escapes or not at all.</summary>
    private static string WithoutBlanks(string text) =>
        string.Concat(text.Replace("\\n", "").Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
