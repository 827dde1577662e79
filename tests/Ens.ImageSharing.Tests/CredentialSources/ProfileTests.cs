using System.Globalization;
using Ens.ImageSharing.CredentialSources;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Profiles of both kinds of files, in every mode.</summary>
[Collection("alone")]
public sealed class ProfileTests : IDisposable
{
    private const string Sts = """{"Credentials":{"SecurityToken":"t","AccessKeyId":"STS.id","AccessKeySecret":"s","Expiration":"2030-01-01T00:00:00Z"}}""";

    private readonly Surroundings _surroundings = new();
    private readonly Answering _server = new(request => Answering.Json(
        request.RequestUri!.Host.StartsWith("sts", StringComparison.Ordinal) ? Sts
        : request.RequestUri.AbsolutePath.EndsWith("/token", StringComparison.Ordinal) ? "TOKEN"
        : """{"Code":"Success","AccessKeyId":"FETCHED","AccessKeySecret":"s","SecurityToken":"t","Expiration":"2030-01-01T00:00:00Z"}"""));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _surroundings.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData("""{"mode":"AK","access_key_id":"ak","access_key_secret":"s"}""", "ak", null, "")]
    [InlineData("""{"mode":"ak","access_key_id":"ak","access_key_secret":"s","sts_token":""}""", "ak", null, "")]
    [InlineData("""{"mode":"","access_key_id":"ak","access_key_secret":"s"}""", "ak", null, "")]
    [InlineData("""{"mode":"StsToken","access_key_id":"ak","access_key_secret":"s","sts_token":"tok"}""", "ak", "tok", "")]
    [InlineData("""{"mode":"RamRoleArn","access_key_id":"ak","access_key_secret":"s","ram_role_arn":"arn","ram_session_name":"me","expired_seconds":900,"policy":"{}","external_id":"x"}""", "STS.id", "t",
        "https://sts.aliyuncs.com/?RoleArn=arn&RoleSessionName=me&DurationSeconds=900&Policy=%7B%7D&ExternalId=x")]
    [InlineData("""{"mode":"RamRoleArn","access_key_id":"ak","access_key_secret":"s","sts_token":"tok","ram_role_arn":"arn","sts_region":"cn-beijing","enable_vpc":true,"expired_seconds":0}""", "STS.id", "t",
        "https://sts-vpc.cn-beijing.aliyuncs.com/?RoleArn=arn&RoleSessionName=ens-image-sharing&DurationSeconds=3600")]
    [InlineData("""{"mode":"EcsRamRole","ram_role_name":"auditor"}""", "FETCHED", "t", "http://100.100.100.200/latest/api/token http://100.100.100.200/latest/meta-data/ram/security-credentials/auditor")]
    [InlineData("""{"mode":"CredentialsURI","credentials_uri":"https://keys.example/a?b=c"}""", "FETCHED", "t", "https://keys.example/a?b=c")]
    [InlineData("""{"mode":"ChainableRamRoleArn","source_profile":"base","ram_role_arn":"arn"}""", "STS.id", "t", "https://sts.aliyuncs.com/?RoleArn=arn&RoleSessionName=ens-image-sharing&DurationSeconds=3600")]
    public async Task A_profile_of_the_command_line_client_gives_its_key(string profile, string id, string? securityToken, string requests)
    {
        Cli($$"""{"current":"p","profiles":[{"name":"base","mode":"AK","access_key_id":"base","access_key_secret":"s"},{"name":"p",{{profile[1..]}}],"meta_path":"","unknown":[1]}""");

        EnsAccessKey key = await EnsCredentials.FromProfile(transport: _server).GetAccessKeyAsync(Token);

        Assert.Equal((id, securityToken), (key.AccessKeyId, key.SecurityToken));
        Assert.Equal(requests, string.Join(" ", _server.Requests.Select(request => request.RequestUri!.AbsoluteUri)));
    }

    [Fact]
    public async Task A_profile_with_an_oidc_token_gives_its_key()
    {
        string file = _surroundings.Write("token", "jwt");
        Cli($$"""{"profiles":[{"name":"default","mode":"OIDC","ram_role_arn":"arn","oidc_provider_arn":"prov","oidc_token_file":{{Quoted(file)}}}]}""");

        Assert.Equal("STS.id", (await EnsCredentials.FromProfile(transport: _server).GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Theory]
    [InlineData("[default]\ntype=access_key\naccess_key_id=ak\naccess_key_secret=s", "ak", null)]
    [InlineData("; a comment\n# another\n[ Default ]\r\nTYPE = access_key ; behind\r\naccess_key_id = ak # behind\r\naccess_key_secret=a;b#c\r\n", "ak", null)]
    [InlineData("[default]\naccess_key_id=ak\naccess_key_secret=s", "ak", null)]
    [InlineData("[default]\ntype=sts\naccess_key_id=ak\naccess_key_secret=s\nsecurity_token=tok", "ak", "tok")]
    [InlineData("stray = line\nno equals sign\n= no name\n[default]\naccess_key_id=ak\naccess_key_secret=s\nrole_arn =\n", "ak", null)]
    [InlineData("[other]\ntype=access_key\naccess_key_id=no\naccess_key_secret=s\n[default]\ntype=ram_role_arn\naccess_key_id=ak\naccess_key_secret=s\nrole_arn=arn", "STS.id", "t")]
    [InlineData("[default]\ntype=ecs_ram_role\nrole_name=auditor", "FETCHED", "t")]
    [InlineData("[default]\nenable=false\ntype=access_key\naccess_key_id=no\naccess_key_secret=s\n[default]\naccess_key_id=ak\naccess_key_secret=s", "ak", null)]
    public async Task A_section_of_a_credentials_file_gives_its_key(string ini, string id, string? securityToken)
    {
        _surroundings.Write(".alibabacloud/credentials", ini);

        EnsAccessKey key = await EnsCredentials.FromProfile(transport: _server).GetAccessKeyAsync(Token);

        Assert.Equal((id, securityToken), (key.AccessKeyId, key.SecurityToken));
    }

    [Fact]
    public async Task A_value_may_hold_what_begins_a_comment_elsewhere()
    {
        _surroundings.Write(".alibabacloud/credentials.ini", "[default]\naccess_key_id=ak\naccess_key_secret=a;b#c");

        Assert.Equal("a;b#c", (await EnsCredentials.FromProfile().GetAccessKeyAsync(Token)).AccessKeySecret);
    }

    [Theory]
    [InlineData("""{"mode":"CloudSSO"}""", "The profile 'p' has the mode 'CloudSSO', which is not supported; supported are AK, StsToken, RamRoleArn, EcsRamRole, OIDC, ChainableRamRoleArn, CredentialsURI, External.")]
    [InlineData("""{"mode":"AK","access_key_secret":"hunter2"}""", "The profile 'p' has the mode 'AK' and needs access_key_id, which is missing.")]
    [InlineData("""{"mode":"StsToken","access_key_id":"id","access_key_secret":"hunter2"}""", "needs sts_token, which is missing")]
    [InlineData("""{"mode":"RamRoleArn","access_key_id":"id","access_key_secret":"hunter2"}""", "needs ram_role_arn")]
    [InlineData("""{"mode":"RamRoleArn","access_key_id":"id","access_key_secret":"hunter2","ram_role_arn":"a","expired_seconds":1}""", "Duration must be from 15 minutes to 12 hours")]
    [InlineData("""{"mode":"OIDC","ram_role_arn":"a"}""", "needs oidc_provider_arn")]
    [InlineData("""{"mode":"EcsRamRole","ram_role_name":"a/b"}""", "The name of a role has letters")]
    [InlineData("""{"mode":"CredentialsURI","credentials_uri":"http://keys.example/hunter2"}""", "Keys are fetched over https only")]
    [InlineData("""{"mode":"CredentialsURI","credentials_uri":"hunter2"}""", "is not an absolute address")]
    [InlineData("""{"mode":"External"}""", "needs process_command")]
    [InlineData("""{"mode":"AK","access_key_id":"id","access_key_secret":"hunter2\n"}""", "The profile 'p' cannot be used. The value contains a blank")]
    [InlineData("""{"mode":"ChainableRamRoleArn"}""", "needs a source_profile")]
    [InlineData("""{"mode":"ChainableRamRoleArn","source_profile":"gone"}""", "builds on the profile 'gone', which is not there")]
    [InlineData("""{"mode":"ChainableRamRoleArn","source_profile":"q"}""", "go round in circles: p → q → p")]
    [InlineData("""{"mode":"ChainableRamRoleArn","source_profile":"p"}""", "go round in circles: p → p")]
    [InlineData("""{"mode":7}""", "has the mode '7', which is not supported")]
    [InlineData("""{"mode":{"hunter":2}}""", "has the mode 'AK' and needs access_key_id")]
    public async Task A_profile_that_cannot_be_used_is_named_with_the_reason(string profile, string message)
    {
        string path = Cli($$"""{"current":"p","profiles":[{"name":"p",{{profile[1..]}},{"name":"q","mode":"ChainableRamRoleArn","source_profile":"p","ram_role_arn":"arn"}]}""");

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials.FromProfile(filePath: path).GetAccessKeyAsync(Token));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", exception.ToString(), StringComparison.Ordinal);
        Assert.False(exception.IsUnconfigured);
    }

    [Theory]
    [InlineData("{\n\n hunter2", "is not valid JSON, at line 3")]
    [InlineData("{\"profiles\":[7]}", "is not valid JSON, at line 1")]
    [InlineData("huge", "is longer than 1 MB")]
    public async Task A_file_that_cannot_be_read_is_named(string content, string message)
    {
        string path = Cli(content == "huge" ? new string(' ', 1024 * 1024 + 1) : content);

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials.FromProfile(filePath: path).GetAccessKeyAsync(Token));

        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Which_profile_is_said_by_the_argument_then_the_environment_then_the_file()
    {
        Cli("""{"current":"c","profiles":[{"name":"a","access_key_id":"a","access_key_secret":"s"},{"name":"b","access_key_id":"b","access_key_secret":"s"},{"name":"c","access_key_id":"c","access_key_secret":"s"}]}""");
        async Task<string> IdAsync(string? name) => (await EnsCredentials.FromProfile(name).GetAccessKeyAsync(Token)).AccessKeyId;

        Assert.Equal("c", await IdAsync(null));
        _surroundings.Set("ALIBABA_CLOUD_PROFILE", "b");
        Assert.Equal("b", await IdAsync(null));
        Assert.Equal("a", await IdAsync("a"));
    }

    [Fact]
    public async Task A_profile_that_is_not_in_the_one_kind_of_file_is_looked_for_in_the_other()
    {
        Cli("""{"current":"c","profiles":[]}""");
        _surroundings.Write(".alibabacloud/credentials", "[x]\naccess_key_id=x\naccess_key_secret=s");
        _surroundings.Write(".alibabacloud/credentials.ini", "[y]\naccess_key_id=y\naccess_key_secret=s");

        Assert.Equal("x", (await EnsCredentials.FromProfile("x").GetAccessKeyAsync(Token)).AccessKeyId);
        Assert.Equal("y", (await EnsCredentials.FromProfile("y").GetAccessKeyAsync(Token)).AccessKeyId);
        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials.FromProfile("z").GetAccessKeyAsync(Token));
        Assert.Contains("There is no profile 'z' in", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsUnconfigured);
    }

    [Fact]
    public async Task A_file_is_read_again_when_it_changes_and_only_then()
    {
        string path = Cli("""{"profiles":[{"name":"default","access_key_id":"one","access_key_secret":"s"}]}""");
        EnsCredentials credentials = EnsCredentials.FromProfile();
        Assert.Equal("one", (await credentials.GetAccessKeyAsync(Token)).AccessKeyId);

        DateTime written = File.GetLastWriteTimeUtc(path);
        Cli("""{"profiles":[{"name":"default","access_key_id":"two","access_key_secret":"s"}]}""");
        File.SetLastWriteTimeUtc(path, written);
        Assert.Equal("one", (await credentials.GetAccessKeyAsync(Token)).AccessKeyId);

        File.SetLastWriteTimeUtc(path, written.AddSeconds(1));
        Assert.Equal("two", (await credentials.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task A_role_is_assumed_once_and_not_for_every_call()
    {
        Cli("""{"profiles":[{"name":"default","mode":"RamRoleArn","access_key_id":"ak","access_key_secret":"s","ram_role_arn":"arn"}]}""");
        EnsCredentials credentials = EnsCredentials.FromProfile(transport: _server);

        for (int i = 0; i < 100; i++)
        {
            await credentials.GetAccessKeyAsync(Token);
        }

        Assert.Single(_server.Requests);
    }

    [Fact]
    public void Nothing_that_a_profile_holds_is_in_its_text() =>
        Assert.Equal("profile 'p'", new Profile("p", new() { ["access_key_id"] = "hunter1", ["access_key_secret"] = "hunter2", ["sts_token"] = "hunter3" }).ToString());

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("tr-TR")]
    public void An_expiry_is_read_alike_under_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            DateTimeOffset expected = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
            Assert.Equal(expected, KeyDocument.ReadTime("2026-11-24T12:00:00Z"));
            Assert.Equal(expected, KeyDocument.ReadTime("2026-11-24T20:00:00+08:00"));
            Assert.Equal(expected, KeyDocument.ReadTime("2026-11-24T12:00:00"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal) + "\"";

    private string Cli(string json) => _surroundings.Write(".aliyun/config.json", json);
}
