using System.Net;
using System.Text;
using Ens.ImageSharing.Tests.Calls;
using Ens.ImageSharing.Tests.Servers;
using Ens.ImageSharing.Tests.Telemetry;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Answers of STS that hold a new key but cannot be used: nothing of them is kept.</summary>
public class NewKeyTests
{
    private const string Role = "acs:ram::1515285520000000:role/auditor";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(500, "<R><AccessKeySecret>hunter2hunter2</AccessKeySecret></R>")]
    [InlineData(500, "hunter2hunter2")]
    [InlineData(500, """{"Message":"hunter2hunter2"}""")]
    [InlineData(403, """{"Code":"NoPermission","Message":"no","Credentials":{"Secret":"hunter2hunter2"}}""")]
    [InlineData(200, "<AssumeRoleResponse><Credentials><AccessKeySecret>hunter2hunter2</AccessKeySecret></Credentials></AssumeRoleResponse>")]
    [InlineData(200, """{"Data":"{\"AccessKeySecret\":\"hunter2hunter2\"}"}""")]
    [InlineData(200, """{"Message":"hunter2hunter2"}""")]
    [InlineData(200, """{"credential":{"access_key_secret":"hunter2hunter2"}}""")]
    [InlineData(200, """{"Credentials":{"AccessKeyId":"a","AccessKey\u0053ecret":"hunter2hunter2","Expiration":"soon"}}""")]
    [InlineData(200, """{"Credentials":{&quot;AccessKeySecret&quot;:&quot;hunter2hunter2&quot;""")]
    public async Task A_new_key_does_not_show(int status, string body)
    {
        Answering sts = new(_ => Answering.Json(body, (HttpStatusCode)status));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials
            .FromAssumedRole(EnsCredentials.FromAccessKey("id", "secret"), Role, transport: sts, timeProvider: SkippedWaits()).GetAccessKeyAsync(Token));

        Assert.All(PublicText.Of(exception), text => Assert.DoesNotContain("hunter", text, StringComparison.Ordinal));
        Assert.Null(Assert.IsType<EnsException>(exception.InnerException, exactMatch: false).ResponseBody);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_breaks_off_does_not_show(bool isSts)
    {
        await using LoopbackServer server = new(async (stream, _, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhunter2hunter2\r\n"), token);
            throw new IOException("The connection is closed.");
        });
        EnsCredentials credentials = isSts
            ? EnsCredentials.FromAssumedRole(EnsCredentials.FromAccessKey("id", "secret"), Role, options: new() { Endpoint = server.Address }, timeProvider: SkippedWaits())
            : EnsCredentials.FromUri(server.Address, timeProvider: SkippedWaits());

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await credentials.GetAccessKeyAsync(Token));

        Assert.Contains("broke", exception.Message, StringComparison.Ordinal);
        Assert.All(PublicText.Of(exception), text => Assert.DoesNotContain("hunter", text, StringComparison.Ordinal));
    }

    private static SkippingTime SkippedWaits() => new(new EnsClientOptions { Timeout = TimeSpan.FromSeconds(30) }, TimeSpan.FromSeconds(60));
}
