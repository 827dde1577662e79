using Ens.ImageSharing.CredentialSources;
using Ens.ImageSharing.Tests.Servers;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Roles that are assumed with an OIDC token.</summary>
[Collection("alone")]
public sealed class OidcRoleTests : IDisposable
{
    private const string Role = "acs:ram::1515285520000000:role/auditor";
    private const string Provider = "acs:ram::1515285520000000:oidc-provider/cluster";
    private const string Answer = """{"RequestId":"R","AssumedRoleUser":{"Arn":"a"},"Credentials":{"SecurityToken":"hunter3","AccessKeyId":"STS.id","AccessKeySecret":"hunter2","Expiration":"2030-01-01T00:00:00Z"}}""";

    private readonly Surroundings _surroundings = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _surroundings.Dispose();

    [Fact]
    public async Task The_token_is_sent_in_the_body_of_an_unsigned_call()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer(Answer));
        string file = _surroundings.Write("token", "hunter+4/=\n");

        EnsAccessKey key = await EnsCredentials.FromOidcRole(Role, Provider, file, options: new() { Endpoint = server.Address }).GetAccessKeyAsync(Token);

        ReceivedText sent = Assert.Single(server.Requests);
        Assert.Equal("STS.id", key.AccessKeyId);
        Assert.Matches(@"^POST /\?Action=AssumeRoleWithOIDC&Format=json&Version=2015-04-01&Timestamp=\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\dZ&SignatureNonce=[0-9a-f]{32} HTTP/1.1$", sent.RequestLine);
        Assert.Equal("OIDCProviderArn=acs%3Aram%3A%3A1515285520000000%3Aoidc-provider%2Fcluster&OIDCToken=hunter%2B4%2F%3D&RoleArn=acs%3Aram%3A%3A1515285520000000%3Arole%2Fauditor&RoleSessionName=ens-image-sharing&DurationSeconds=3600", sent.Body);
        Assert.StartsWith("application/x-www-form-urlencoded", sent.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Null(sent.Header("Authorization"));
    }

    [Fact]
    public async Task The_token_is_read_again_for_each_key()
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
    [InlineData(null, "does not exist")]
    [InlineData(" \n", "is empty")]
    [InlineData("huge", "it is longer than 64 KB")]
    public async Task A_token_file_without_a_token_is_an_error(string? content, string message)
    {
        string file = Path.Combine(_surroundings.Home, "token");
        if (content is not null)
        {
            _surroundings.Write("token", content == "huge" ? new string('x', 65 * 1024) : content);
        }

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials.FromOidcRole(Role, Provider, file).GetAccessKeyAsync(Token));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
    }

    [Theory]
    [InlineData("acs:ram::1:role/a", null, null)]
    [InlineData(null, "acs:ram::1:oidc-provider/a", null)]
    [InlineData(null, null, "/no/such/token")]
    [InlineData("acs:ram::1:role/a", "acs:ram::1:oidc-provider/a", " ")]
    public async Task A_role_that_the_environment_describes_in_part_is_an_error(string? role, string? provider, string? file)
    {
        _surroundings.Set(("ROLE_ARN", role), ("OIDC_PROVIDER_ARN", provider), ("OIDC_TOKEN_FILE", file));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials.FromOidcRole().GetAccessKeyAsync(Token));

        Assert.Contains("set up only in part. Environment variables not set: ALIBABA_CLOUD_", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsUnconfigured);
    }

    [Fact]
    public async Task The_variables_of_a_role_must_have_the_same_prefix()
    {
        _surroundings.Set(("ROLE_ARN", Role), ("OIDC_PROVIDER_ARN", Provider));
        _surroundings.Set("ALICLOUD_OIDC_TOKEN_FILE", _surroundings.Write("token", "jwt"));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials.FromOidcRole().GetAccessKeyAsync(Token));

        Assert.Contains("not set: ALIBABA_CLOUD_OIDC_TOKEN_FILE", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_token_is_named_as_a_secret_of_the_call() =>
        Assert.Equal(["jwt"], new AssumeRoleWithOidc(Role, "me", new EnsRoleOptions(), Provider, "jwt").Secrets);

    [Fact]
    public void Invalid_arguments_are_refused_at_once()
    {
        Assert.Throws<ArgumentException>("oidcTokenFile", () => EnsCredentials.FromOidcRole(Role, Provider, ""));
        Assert.Throws<ArgumentException>("roleSessionName", () => EnsCredentials.FromOidcRole(Role, Provider, "file", " "));
    }
}
