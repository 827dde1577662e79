using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>Single messages, sent through the signing handler.</summary>
internal static class Signed
{
    public static readonly EnsSignatureVersion[] Versions = [EnsSignatureVersion.Acs3HmacSha256, EnsSignatureVersion.RpcHmacSha1, EnsSignatureVersion.RoaHmacSha1];

    public static HttpMessageInvoker Pipeline(
        EnsCredentials credentials, EnsSignatureVersion version, HttpMessageHandler transport, TimeProvider? time = null, Func<string>? nonce = null) =>
        new(Handler(credentials, version, transport, time, nonce));

    public static SigningHandler Handler(
        EnsCredentials credentials, EnsSignatureVersion version, HttpMessageHandler transport, TimeProvider? time = null, Func<string>? nonce = null) =>
        new(credentials, SignatureScheme.Of(version), new ServiceClock(time ?? TimeProvider.System), nonce ?? SigningHandler.NewNonce, listener: null)
        {
            InnerHandler = transport,
        };

    public static HttpRequestMessage Message(string query)
    {
        HttpRequestMessage message = new(HttpMethod.Post, new Uri("https://ens.emulator.invalid/?" + query));
        message.Headers.TryAddWithoutValidation("x-acs-action", "DescribeImageSharePermission");
        message.Headers.TryAddWithoutValidation("x-acs-version", "2017-11-10");
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        return message;
    }
}
