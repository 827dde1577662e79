using System.Net;
using Ens.ImageSharing.Tests.Calls;
using Ens.ImageSharing.Tests.Servers;
using Ens.ImageSharing.Tests.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Roles that STS opens, with a key and with an OIDC token: what is sent, and what becomes of the answers.</summary>
[Collection("alone")]
public sealed class AssumedRoleTests : IDisposable
{
    private const string Role = "acs:ram::1515285520000000:role/auditor";
    private const string Provider = "acs:ram::1515285520000000:oidc-provider/cluster";
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
    public async Task An_oidc_token_opens_a_role_without_a_signature_and_travels_in_the_body()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer(Answer));
        string file = _surroundings.Write("token", "hunter+4/=\n");

        EnsAccessKey key = await EnsCredentials.FromOidcRole(Role, Provider, file, options: new() { Endpoint = server.Address }).GetAccessKeyAsync(Token);

        ReceivedText sent = Assert.Single(server.Requests);
        Assert.Equal("STS.id", key.AccessKeyId);
        Assert.Matches(@"^POST /\?Action=AssumeRoleWithOIDC&Format=JSON&Version=2015-04-01&Timestamp=\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\dZ&SignatureNonce=[0-9a-f]{32} HTTP/1.1$", sent.RequestLine);
        Assert.Equal("OIDCProviderArn=acs%3Aram%3A%3A1515285520000000%3Aoidc-provider%2Fcluster&OIDCToken=hunter%2B4%2F%3D&RoleArn=acs%3Aram%3A%3A1515285520000000%3Arole%2Fauditor&RoleSessionName=ens-image-sharing&DurationSeconds=3600", sent.Body);
        Assert.StartsWith("application/x-www-form-urlencoded", sent.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Null(sent.Header("Authorization"));
    }

    [Fact]
    public async Task The_oidc_token_is_read_anew_for_each_key()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2029, 12, 31, 0, 0, 0, TimeSpan.Zero));
        List<string> bodies = [];
        Answering sts = new(request =>
        {
            bodies.Add(request.Content!.ReadAsStringAsync(Token).GetAwaiter().GetResult());
            return Answering.Json(Answer);
        });
        string file = _surroundings.Write("token", "one");
        EnsCredentials credentials = EnsCredentials.FromOidcRole(Role, Provider, file, transport: sts, timeProvider: time);
        await credentials.GetAccessKeyAsync(Token);

        await File.WriteAllTextAsync(file, "two", Token);
        time.Advance(TimeSpan.FromDays(2));
        await credentials.GetAccessKeyAsync(Token);

        Assert.Contains("OIDCToken=one&", bodies[0], StringComparison.Ordinal);
        Assert.Contains("OIDCToken=two&", bodies[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData(" \n", "is empty")]
    [InlineData("huge", "is longer than 64 KB")]
    public async Task A_token_file_without_a_token_is_an_error(string? content, string message)
    {
        string file = Path.Combine(_surroundings.Home, "token");
        if (content is not null)
        {
            _surroundings.Write("token", content == "huge" ? new string('x', 65 * 1024) : content);
        }

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials.FromOidcRole(Role, Provider, file).GetAccessKeyAsync(Token));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_told_with_its_code_and_not_tried_again()
    {
        Answering sts = new(_ => Answering.Json("""{"Code":"NoPermission","Message":"You are not authorized.","RequestId":"R-1"}""", HttpStatusCode.Forbidden));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () =>
            await EnsCredentials.FromAssumedRole(EnsCredentials.FromAccessKey("id", "hunter2"), Role, transport: sts).GetAccessKeyAsync(Token));

        Assert.Equal($"The role {Role} could not be assumed: You are not authorized. (NoPermission, HTTP 403, request id R-1) The operation needs the RAM permission sts:AssumeRole on the role, and the role must trust the caller.", exception.Message);
        Assert.IsType<EnsNoPermissionException>(exception.InnerException);
        Assert.False(exception.IsTransient);
        Assert.Single(sts.Requests);
    }

    [Fact]
    public async Task Throttling_is_waited_out_by_the_retry_of_all_calls()
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
    public async Task An_answer_without_credentials_is_an_error(string body)
    {
        Answering sts = new(_ => Answering.Json(body));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () =>
            await EnsCredentials.FromAssumedRole(EnsCredentials.FromAccessKey("id", "secret"), Role, transport: sts).GetAccessKeyAsync(Token));

        Assert.Contains($"it is not the JSON of role {Role}", exception.Message, StringComparison.Ordinal);
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

    [Theory]
    [InlineData(null, null, null, "https://sts.aliyuncs.com/")]
    [InlineData("ALIBABA_CLOUD_STS_REGION", "cn-beijing", null, "https://sts.cn-beijing.aliyuncs.com/")]
    [InlineData("ALIBABA_CLOUD_STS_ENDPOINT", "sts.example.com", null, "https://sts.example.com/")]
    [InlineData("ALIBABA_CLOUD_STS_ENDPOINT", "http://127.0.0.1:99", null, "http://127.0.0.1:99/")]
    [InlineData("ALIBABA_CLOUD_STS_REGION", "cn-beijing", "true", "https://sts-vpc.cn-beijing.aliyuncs.com/")]
    [InlineData(null, null, "true", "https://sts.aliyuncs.com/")]
    public async Task The_environment_says_where_STS_is(string? variable, string? value, string? vpc, string expected)
    {
        _surroundings.Set(variable ?? "ALIBABA_CLOUD_UNUSED", value);
        _surroundings.Set("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED", vpc);
        Answering sts = new(_ => Answering.Json(Answer));

        await EnsCredentials.FromAssumedRole(EnsCredentials.FromAccessKey("id", "secret"), Role, transport: sts).GetAccessKeyAsync(Token);

        Assert.Equal(expected, sts.Requests[0].RequestUri!.GetLeftPart(UriPartial.Path));
    }

    [Theory]
    [InlineData("ALIBABA_CLOUD_STS_REGION", "evil.example/")]
    [InlineData("ALIBABA_CLOUD_STS_ENDPOINT", "http://evil.example")]
    [InlineData("ALIBABA_CLOUD_STS_ENDPOINT", "https://u:p@evil.example")]
    [InlineData("ALIBABA_CLOUD_STS_ENDPOINT", "::")]
    public async Task An_address_of_STS_that_makes_no_sense_is_an_error_that_names_the_variable(string variable, string value)
    {
        _surroundings.Set(variable, value);

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () =>
            await EnsCredentials.FromAssumedRole(EnsCredentials.FromAccessKey("id", "secret"), Role).GetAccessKeyAsync(Token));

        Assert.Contains(variable, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_win_over_the_environment()
    {
        _surroundings.Set("ALIBABA_CLOUD_STS_ENDPOINT", "sts.example.com");
        _surroundings.Set("ALIBABA_CLOUD_EXTERNAL_ID", "env");
        Answering sts = new(_ => Answering.Json(Answer));
        EnsCredentials source = EnsCredentials.FromAccessKey("id", "secret");

        await EnsCredentials.FromAssumedRole(source, Role, options: new() { RegionId = "cn-hangzhou", UseVpcEndpoint = true, ExternalId = "own" }, transport: sts).GetAccessKeyAsync(Token);
        await EnsCredentials.FromAssumedRole(source, Role, transport: sts).GetAccessKeyAsync(Token);

        Assert.Equal(["sts-vpc.cn-hangzhou.aliyuncs.com", "sts.example.com"], sts.Requests.Select(request => request.RequestUri!.Host));
        Assert.EndsWith("&ExternalId=own", sts.Requests[0].RequestUri!.Query, StringComparison.Ordinal);
        Assert.EndsWith("&ExternalId=env", sts.Requests[1].RequestUri!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public void What_makes_no_sense_is_refused_at_once()
    {
        EnsCredentials source = EnsCredentials.FromAccessKey("id", "secret");
        Assert.Throws<ArgumentNullException>("credentials", () => EnsCredentials.FromAssumedRole(null!, Role));
        Assert.Throws<ArgumentException>("roleArn", () => EnsCredentials.FromAssumedRole(source, " "));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => EnsCredentials.FromAssumedRole(source, Role, options: new() { Duration = TimeSpan.FromMinutes(14) }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => EnsCredentials.FromAssumedRole(source, Role, options: new() { Duration = TimeSpan.FromHours(13) }));
        Assert.Throws<ArgumentException>("options", () => EnsCredentials.FromAssumedRole(source, Role, options: new() { RegionId = "cn/hangzhou" }));
        Assert.Throws<ArgumentException>("options", () => EnsCredentials.FromAssumedRole(source, Role, options: new() { Endpoint = new("http://sts.example.com") }));
        Assert.Throws<ArgumentException>("oidcTokenFile", () => EnsCredentials.FromOidcRole(Role, Provider, ""));
    }

    private static string Expected(ReceivedText sent, string secret)
    {
        Dictionary<string, string> parameters = sent.RequestLine.Split(' ')[1][2..].Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        string[] signed = sent.Header("Authorization")!.Split("SignedHeaders=")[1].Split(',')[0].Split(';');
        Dictionary<string, string> headers = signed.ToDictionary(name => name, name => sent.Header(name)!);
        return NaiveSigner.Acs3Signature(NaiveSigner.Acs3CanonicalRequest("POST", "/", parameters, headers, []), secret);
    }
}
