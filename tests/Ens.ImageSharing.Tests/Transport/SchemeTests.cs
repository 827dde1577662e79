using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>Requests that only a handler of the host makes: with a host header of their own, and without parameters.</summary>
public class SchemeTests
{
    [Theory]
    [InlineData(EnsSignatureVersion.Acs3HmacSha256)]
    [InlineData(EnsSignatureVersion.RpcHmacSha1)]
    [InlineData(EnsSignatureVersion.RoaHmacSha1)]
    public async Task A_request_with_a_host_and_without_parameters_is_signed(EnsSignatureVersion version)
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        using SigningHandler handler = new(
            emulator.Credentials, SignatureScheme.Of(version), new ServiceClock(TimeProvider.System), SigningHandler.NewNonce, listener: null)
        {
            InnerHandler = emulator,
        };
        using HttpMessageInvoker pipeline = new(handler);
        using HttpRequestMessage request = new(HttpMethod.Post, "https://ens.emulator.invalid/");
        request.Headers.Host = "ens.example";
        request.Headers.Add("x-acs-action", "DescribeImageSharePermission");
        request.Headers.Add("x-acs-version", "2017-11-10");

        using HttpResponseMessage response = await pipeline.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.StartsWith("Missing", emulator.Requests[0].ErrorCode, StringComparison.Ordinal);
    }
}
