using Ens.ImageSharing.Tests.Doubles;
using Ens.ImageSharing.Tests.Telemetry;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>Pages that are well formed but hold a secret of the request, where an ID or a name should be.</summary>
public class EchoingPageTests
{
    private const string Secret = "KeySecretOfThirtyCharacters01";
    private const string SecurityToken = "CAISxA/b+Zz9KqT0kEn+Q/42==";

    [Theory]
    [InlineData("""{"RequestId":"{0}","TotalCount":0}""")]
    [InlineData("""{"RequestId":"R","ImageId":"{0}","TotalCount":0}""")]
    [InlineData("""{"RequestId":"R","TotalCount":1,"Accounts":{"Account":[{"AliyunUid":"{0}"}]}}""")]
    public async Task A_page_with_a_secret_is_no_page(string page)
    {
        foreach (string echo in new[] { Secret, SecurityToken, SecurityToken.Replace("/", "\\/", StringComparison.Ordinal), SecurityToken.Replace("+", "\\u002b", StringComparison.Ordinal), Uri.EscapeDataString(SecurityToken) })
        {
            EnsException exception = await Assert.ThrowsAsync<EnsException>(() => CallAsync(_ => StubHandler.Response(page.Replace("{0}", echo, StringComparison.Ordinal))));

            Assert.StartsWith("The response cannot be read: It repeats a secret of the request.", exception.Message, StringComparison.Ordinal);
            AssertNothingShows(exception, echo);
        }
    }

    [Theory]
    [InlineData(EnsSignatureVersion.Acs3HmacSha256)]
    [InlineData(EnsSignatureVersion.RpcHmacSha1)]
    [InlineData(EnsSignatureVersion.RoaHmacSha1)]
    public async Task A_page_with_the_signature_is_no_page(EnsSignatureVersion version)
    {
        string signature = "";
        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => CallAsync(
            request =>
            {
                signature = request.Header("Authorization") is { } authorization
                    ? authorization.Split(authorization.StartsWith("acs ", StringComparison.Ordinal) ? ":" : "Signature=")[1]
                    : Uri.UnescapeDataString(request.Address.Query.Split("&Signature=")[1]);
                return StubHandler.Response($$"""{"RequestId":"{{signature}}","TotalCount":0}""");
            },
            version));

        AssertNothingShows(exception, signature);
    }

    [Fact]
    public async Task A_page_with_a_secret_as_the_request_ID_of_its_headers_is_no_page()
    {
        EnsException exception = await Assert.ThrowsAsync<EnsException>(
            () => CallAsync(_ => StubHandler.Response("""{"TotalCount":0}""", 200, ("x-acs-request-id", SecurityToken))));

        AssertNothingShows(exception, SecurityToken);
    }

    [Fact]
    public async Task A_page_may_hold_a_word_that_is_too_short_for_a_real_secret()
    {
        StubHandler transport = StubHandler.Answering("""{"RequestId":"my-secret-1","TotalCount":0}""");
        EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret"), Options(default), transport);

        Assert.Equal("my-secret-1", (await client.DescribeImageSharePermissionAsync("m")).RequestId);
    }

    private static void AssertNothingShows(EnsException exception, string secret) =>
        Assert.All(PublicText.Of(exception), text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));

    private static Task<ImageSharePage> CallAsync(Func<SentRequest, HttpResponseMessage> respond, EnsSignatureVersion version = default) =>
        new EnsClient(EnsCredentials.FromAccessKey("id", Secret, SecurityToken), Options(version), new StubHandler(respond)).DescribeImageSharePermissionAsync("m");

    private static EnsClientOptions Options(EnsSignatureVersion version) =>
        new() { Endpoint = new("https://ens.example"), MaxRetries = 0, SignatureVersion = version };
}
