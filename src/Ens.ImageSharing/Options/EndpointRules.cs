namespace Ens.ImageSharing.Options;

/// <summary>What an endpoint may be: https and a host, or plain http on loopback, and nothing else in the address.</summary>
internal static class EndpointRules
{
    public static void Validate(Uri endpoint, string name)
    {
        if (!endpoint.IsAbsoluteUri)
        {
            throw new ArgumentException("The endpoint must be an absolute address, such as https://ens.aliyuncs.com.", name);
        }

        // User information is checked first and never shown, because it may be a password.
        string? mistake = endpoint switch
        {
            { UserInfo.Length: > 0 } => "must not contain a user or password",
            { IsFile: true } or { HostNameType: UriHostNameType.Unknown or UriHostNameType.Basic } =>
                "must be an https address with a host",
            { Scheme: "http", IsLoopback: false } => "must use https; plain http is allowed for loopback only",
            { Scheme: not ("https" or "http") } => "must use https",
            { AbsolutePath: not ("/" or "") } => "must not contain a path",
            { Query.Length: > 0 } or { Fragment.Length: > 0 } => "must not contain a query or a fragment",
            _ when IsUnicode(endpoint.OriginalString) => "must be ASCII; write an international host name in its xn-- form",
            _ => null,
        };

        if (mistake is not null)
        {
            string given = endpoint.UserInfo.Length > 0 ? "" : $", but was {endpoint.GetLeftPart(UriPartial.Path)}";
            throw new ArgumentException($"The endpoint {mistake}{given}.", name);
        }
    }

    private static bool IsUnicode(string text)
    {
        foreach (char character in text)
        {
            if (character > '~')
            {
                return true;
            }
        }

        return false;
    }
}
