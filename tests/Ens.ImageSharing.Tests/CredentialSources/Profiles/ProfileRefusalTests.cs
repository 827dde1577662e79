namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Profiles that cannot be used: an error that names the profile and the mistake, and no secret.</summary>
[Collection("alone")]
public sealed class ProfileRefusalTests : IDisposable
{
    private readonly Surroundings _surroundings = new();
    private readonly Answering _server = KeyServer.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _surroundings.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData("""{"mode":"CloudSSO"}""", "The profile 'p' has the mode 'CloudSSO', which is not supported. Supported are AK, StsToken, RamRoleArn, EcsRamRole, OIDC, ChainableRamRoleArn, CredentialsURI, External.")]
    [InlineData("""{"mode":"AK","access_key_secret":"hunter2"}""", "The profile 'p' has the mode 'AK' and needs access_key_id, which is missing.")]
    [InlineData("""{"mode":"StsToken","access_key_id":"id","access_key_secret":"hunter2"}""", "needs sts_token, which is missing")]
    [InlineData("""{"mode":"RamRoleArn","access_key_id":"id","access_key_secret":"hunter2"}""", "needs ram_role_arn")]
    [InlineData("""{"mode":"OIDC","ram_role_arn":"a"}""", "needs oidc_provider_arn")]
    [InlineData("""{"mode":"EcsRamRole","ram_role_name":"a/b"}""", "The name of a role consists of up to 64 letters")]
    [InlineData("""{"mode":"CredentialsURI","credentials_uri":"http://keys.example/hunter2"}""", "credentials_uri must be an https address")]
    [InlineData("""{"mode":"CredentialsURI","credentials_uri":"hunter2"}""", "credentials_uri must be an https address")]
    [InlineData("""{"mode":"External"}""", "needs process_command")]
    [InlineData("""{"mode":"AK","access_key_id":"id","access_key_secret":"hunter2\n"}""", "The profile 'p' cannot be used: access_key_secret contains a space, a line break")]
    [InlineData("""{"mode":"ChainableRamRoleArn"}""", "needs source_profile")]
    [InlineData("""{"mode":"ChainableRamRoleArn","source_profile":"gone"}""", "builds on the profile 'gone', which is missing")]
    [InlineData("""{"mode":"ChainableRamRoleArn","source_profile":"q"}""", "refer to each other in a circle: p → q → p")]
    [InlineData("""{"mode":"ChainableRamRoleArn","source_profile":"p"}""", "refer to each other in a circle: p → p")]
    [InlineData("""{"mode":7}""", "has the mode '7', which is not supported")]
    public async Task A_profile_that_cannot_be_used_is_named_with_the_reason(string profile, string message)
    {
        EnsAuthenticationException exception = await RefusedAsync(profile);

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mode", """{"hunter":2}""")]
    [InlineData("access_key_id", """["hunter"]""")]
    [InlineData("sts_token", """{"hunter":2}""")]
    [InlineData("external_id", """["hunter"]""")]
    [InlineData("policy", """["hunter"]""")]
    [InlineData("ram_session_name", """{"hunter":2}""")]
    [InlineData("sts_region", "[]")]
    [InlineData("sts_endpoint", "{}")]
    [InlineData("enable_vpc", "[]")]
    [InlineData("expired_seconds", "[]")]
    public async Task A_member_that_is_not_a_text_is_refused_by_name(string member, string value)
    {
        EnsAuthenticationException exception = await RefusedAsync($$"""{"{{member}}":{{value}}}""");

        Assert.Equal($"The member {member} of the profile 'p' must be a text, but is an array or an object.", exception.Message);
    }

    [Theory]
    [InlineData("expired_seconds", "\"abc\"", "must be a whole number from 900 to 43200, but is 'abc'")]
    [InlineData("expired_seconds", "-900", "must be a whole number from 900 to 43200, but is '-900'")]
    [InlineData("expired_seconds", "900.5", "must be a whole number from 900 to 43200, but is '900.5'")]
    [InlineData("expired_seconds", "9e2", "must be a whole number from 900 to 43200, but is '9e2'")]
    [InlineData("expired_seconds", "1", "must be a whole number from 900 to 43200, but is '1'")]
    [InlineData("expired_seconds", "43201", "must be a whole number from 900 to 43200, but is '43201'")]
    [InlineData("expired_seconds", "99999999999", "must be a whole number from 900 to 43200, but is '99999999999'")]
    [InlineData("expired_seconds", "true", "must be a whole number from 900 to 43200, but is 'true'")]
    [InlineData("enable_vpc", "\"yes\"", "must be true or false, but is 'yes'")]
    [InlineData("enable_vpc", "1", "must be true or false, but is '1'")]
    [InlineData("sts_region", "\"cn/beijing\"", "must consist of lower-case letters, digits and hyphens, but is 'cn/beijing'")]
    [InlineData("sts_endpoint", "\"http://sts.example.com\"", "must be a host name or an https address")]
    [InlineData("sts_endpoint", "\"https://u:hunter2@sts.example.com\"", "must be a host name or an https address")]
    [InlineData("sts_endpoint", "\"sts.example.com/path\"", "must be a host name or an https address")]
    public async Task A_value_that_would_change_the_role_is_refused_by_name(string member, string value, string message)
    {
        EnsAuthenticationException exception = await RefusedAsync(Role(member, value));

        Assert.Equal($"The member {member} of the profile 'p' {message}.", exception.Message);
    }

    [Theory]
    [InlineData("policy", """{"Version":"1", /* all */ "Statement":[],}""", "&Policy=%7B%22Version%22%3A%221%22%2C%22Statement%22%3A%5B%5D%7D")]
    [InlineData("policy", "\"{}\"", "&Policy=%7B%7D")]
    [InlineData("expired_seconds", "\"1800\"", "&DurationSeconds=1800")]
    [InlineData("sts_endpoint", "\"sts-vpc.ap-northeast-2.aliyuncs.com\"", "https://sts-vpc.ap-northeast-2.aliyuncs.com/?")]
    [InlineData("sts_endpoint", "\"https://sts.example.com\"", "https://sts.example.com/?")]
    [InlineData("enable_vpc", "\"True\"", "https://sts.aliyuncs.com/?")]
    public async Task A_value_that_can_be_read_reaches_the_service(string member, string value, string expected)
    {
        await From(Role(member, value)).GetAccessKeyAsync(Token);

        Assert.Contains(expected, Assert.Single(_server.Requests).RequestUri!.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_that_is_forbidden_is_an_error_and_not_missing()
    {
        _surroundings.Set(("DISABLE_EXTERNAL_PROCESS", "true"));

        EnsAuthenticationException exception = await RefusedAsync("""{"mode":"CredentialsURI","credentials_uri":"https://keys.example/"}""");

        Assert.Contains("Switched off by ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_a_profile_contains_is_in_its_text()
    {
        Dictionary<string, string?> members = new() { ["access_key_id"] = "hunter1", ["access_key_secret"] = "hunter2", ["sts_token"] = "hunter3" };

        Assert.Equal("profile 'p'", new ImageSharing.CredentialSources.Profile("p", "file", members).ToString());
    }

    private static string Role(string member, string value) =>
        $$"""{"mode":"RamRoleArn","access_key_id":"id","access_key_secret":"hunter2","ram_role_arn":"arn","{{member}}":{{value}}}""";

    private EnsCredentials From(string profile)
    {
        string path = _surroundings.Write(
            ".aliyun/config.json",
            $$"""{"current":"p","profiles":[{"name":"p",{{profile[1..]}},{"name":"q","mode":"ChainableRamRoleArn","source_profile":"p","ram_role_arn":"arn"}]}""");
        return EnsCredentials.FromProfile(filePath: path, transport: _server);
    }

    private async Task<EnsAuthenticationException> RefusedAsync(string profile)
    {
        EnsAuthenticationException exception =
            await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await From(profile).GetAccessKeyAsync(Token));
        Assert.False(exception.IsUnconfigured);
        Assert.DoesNotContain("hunter", exception.ToString(), StringComparison.Ordinal);
        return exception;
    }
}
