using System.Text;
using Ens.ImageSharing.Tests.Servers;
using Ens.ImageSharing.Tests.Telemetry;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>The address of a server of keys may be a secret in itself.</summary>
public class AddressSecretTests
{
    [Fact]
    public async Task An_address_that_the_server_sends_back_as_its_status_line_does_not_show()
    {
        await using LoopbackServer server = new(async (stream, request, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request.Head), token);
            throw new IOException("The connection is closed.");
        });
        EnsCredentials credentials = EnsCredentials.FromUri(new Uri(server.Address, "/hunter1/keys?code=hunter2/hunter3"));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(
            async () => await credentials.GetAccessKeyAsync(TestContext.Current.CancellationToken));

        Assert.All(PublicText.Of(exception), text => Assert.DoesNotContain("hunter", text, StringComparison.Ordinal));
    }
}
