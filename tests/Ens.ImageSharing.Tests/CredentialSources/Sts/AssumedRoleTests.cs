using System.Net;
using Ens.ImageSharing.Tests.Calls;
using Ens.ImageSharing.Tests.Servers;
using Ens.ImageSharing.Tests.Signing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Roles that are assumed with a key: what is sent, and what becomes of the answers.</summary>
[Collection("alone")]
public sealed class AssumedRoleTests : IDisposable
{
    private const string Role = "acs:ram::1515285520000000:role/auditor";
    private const string Answer = """{"RequestId":"R","AssumedRoleUser":{"Arn":"a"},"Credentials":{"SecurityToken":"hunter3","AccessKeyId":"STS.id","AccessKeySecret":"hunter2","Expiration":"2030-01-01T00:00:00Z"}}""";

    private readonly Surroundings _surroundings = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _surroundings.Dispose();

    [Fact]
    public async Task A_role_is_assumed_by_a_signed_call()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer(Answer));
        EnsRoleOptions options = new() { Endpoint = server.Address, Duration = TimeSpan.FromMinutes(30), Policy = """{"Version":"1"}""", ExternalId = "ext" };

        EnsAccessKey key = await EnsCredentials.FromAssumedRole(EnsCredentials.FromAccessKey("id", "secret"), Role, "nightly", options).GetAccessKeyAsync(Token);

        Assert.Equal(("STS.id", "hunter2", "hunter3", new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)), (key.AccessKeyId, key.AccessKeySecret, key.SecurityToken, key.ExpiresAt));
        ReceivedText sent = Assert.Single(server.Requests);
        Assert.Equal("POST /?RoleArn=acs%3Aram%3A%3A1515285520000000%3Arole%2Fauditor&RoleSessionName=nightly&DurationSeconds=1800&Policy=%7B%22Version%22%3A%221%22%7D&ExternalId=ext HTTP/1.1", sent.RequestLine);
        Assert.Equal(("AssumeRole", "2015-04-01"), (sent.Header("x-acs-action"), sent.Header("x-acs-version")));
        Assert.EndsWith(",Signature=" + Expected(sent, "secret"), sent.Header("Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_an_error_with_its_code_and_is_not_retried()
    {
        Answering sts = new(_ => Answering.Json("""{"Code":"NoPermission","Message":"You are not authorized.","RequestId":"R-1"}""", HttpStatusCode.Forbidden));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () =>
            await EnsCredentials.FromAssumedRole(EnsCredentials.FromAccessKey("id", "hunter2"), Role, transport: sts).GetAccessKeyAsync(Token));

        Assert.Equal(
            $"The role {Role} could not be assumed: You are not authorized. (NoPermission, HTTP 403, role {Role}, request ID R-1) "
            + "The call requires the RAM permission sts:AssumeRole on the role, and the role must trust the caller.",
            exception.Message);
        Assert.IsType<EnsNoPermissionException>(exception.InnerException);
        Assert.False(exception.IsTransient);
        Assert.Single(sts.Requests);
    }

    [Fact]
    public async Task Throttling_is_retried_as_in_all_calls()
    {
        SkippingTime time = new(new EnsClientOptions { Timeout = TimeSpan.FromSeconds(30) }, TimeSpan.FromSeconds(60));
        int calls = 0;
        Answering sts = new(_ => ++calls <= 2 ? Answering.Json("""{"Code":"Throttling.User","Message":"slow down"}""", HttpStatusCode.BadRequest) : Answering.Json(Answer));

        await EnsCredentials.FromAssumedRole(EnsCredentials.FromAccessKey("id", "secret"), Role, transport: sts, timeProvider: time).GetAccessKeyAsync(Token);

        Assert.Equal(3, sts.Requests.Count);
        Assert.Equal(3, sts.Requests.Select(request => request.Headers.GetValues("x-acs-signature-nonce").Single()).Distinct().Count());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Credentials":null}""")]
    [InlineData("""{"Credentials":"hunter2"}""")]
    [InlineData("<html>")]
    [InlineData("""{"Credentials":{"AccessKeyId":"id","AccessKeySecret":nil,"SecurityToken":"hunter2"}}""")]
    [InlineData("""{"Credentials":{"AccessKeyId":"id","AccessKeySecret":"\ud800","SecurityToken":"hunter2"}}""")]
    public async Task An_answer_without_credentials_is_an_error(string body)
    {
        Answering sts = new(_ => Answering.Json(body));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () =>
            await EnsCredentials.FromAssumedRole(EnsCredentials.FromAccessKey("id", "secret"), Role, transport: sts).GetAccessKeyAsync(Token));

        Assert.Contains("The response cannot be read: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"role {Role}", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_without_a_key_is_the_reason()
    {
        Answering sts = new(_ => Answering.Json(Answer));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () =>
            await EnsCredentials.FromAssumedRole(EnsCredentials.FromEnvironment(), Role, transport: sts).GetAccessKeyAsync(Token));

        Assert.Contains("ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET are not set", exception.Message, StringComparison.Ordinal);
        Assert.Empty(sts.Requests);
    }

    [Fact]
    public void Invalid_arguments_are_refused_at_once()
    {
        EnsCredentials source = EnsCredentials.FromAccessKey("id", "secret");
        Assert.Throws<ArgumentNullException>("credentials", () => EnsCredentials.FromAssumedRole(null!, Role));
        Assert.Throws<ArgumentException>("roleArn", () => EnsCredentials.FromAssumedRole(source, " "));
        Assert.Throws<ArgumentException>("roleSessionName", () => EnsCredentials.FromAssumedRole(source, Role, ""));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => EnsCredentials.FromAssumedRole(source, Role, options: new() { Duration = TimeSpan.FromMinutes(14) }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => EnsCredentials.FromAssumedRole(source, Role, options: new() { Duration = TimeSpan.FromHours(13) }));
        Assert.Throws<ArgumentException>("options", () => EnsCredentials.FromAssumedRole(source, Role, options: new() { RegionId = "cn/hangzhou" }));
        Assert.Throws<ArgumentException>("options", () => EnsCredentials.FromAssumedRole(source, Role, options: new() { Endpoint = new("http://sts.example.com") }));
    }

    private static string Expected(ReceivedText sent, string secret)
    {
        Dictionary<string, string> parameters = sent.RequestLine.Split(' ')[1][2..].Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        string[] signed = sent.Header("Authorization")!.Split("SignedHeaders=")[1].Split(',')[0].Split(';');
        Dictionary<string, string> headers = signed.ToDictionary(name => name, name => sent.Header(name)!);
        return NaiveSigner.Acs3Signature(NaiveSigner.Acs3CanonicalRequest("POST", "/", parameters, headers, []), secret);
    }
}
