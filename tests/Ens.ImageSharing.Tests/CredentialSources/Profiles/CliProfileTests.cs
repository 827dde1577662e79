namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Profiles of the command-line client, in every mode.</summary>
[Collection("alone")]
public sealed class CliProfileTests : IDisposable
{
    private readonly Surroundings _surroundings = new();
    private readonly Answering _server = KeyServer.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _surroundings.Dispose();
        _server.Dispose();
    }

    public static TheoryData<string, string, string?, string> Modes => new()
    {
        { """{"mode":"AK","access_key_id":"ak","access_key_secret":"s"}""", "ak", null, "" },
        { """{"mode":"ak","access_key_id":"ak","access_key_secret":"s","sts_token":""}""", "ak", null, "" },
        { """{"mode":"","access_key_id":"ak","access_key_secret":"s"}""", "ak", null, "" },
        { """{"mode":"StsToken","access_key_id":"ak","access_key_secret":"s","sts_token":"tok"}""", "ak", "tok", "" },
        {
            """{"mode":"RamRoleArn","access_key_id":"ak","access_key_secret":"s","ram_role_arn":"arn","ram_session_name":"me","expired_seconds":900,"policy":"{}","external_id":"x"}""",
            "STS.id", "t", "https://sts.aliyuncs.com/?RoleArn=arn&RoleSessionName=me&DurationSeconds=900&Policy=%7B%7D&ExternalId=x"
        },
        {
            """{"mode":"RamRoleArn","access_key_id":"ak","access_key_secret":"s","sts_token":"tok","ram_role_arn":"arn","sts_region":"cn-beijing","enable_vpc":true,"expired_seconds":0,"ram_session_name":""}""",
            "STS.id", "t", "https://sts-vpc.cn-beijing.aliyuncs.com/?RoleArn=arn&RoleSessionName=ens-image-sharing&DurationSeconds=3600"
        },
        {
            """{"mode":"EcsRamRole","ram_role_name":"auditor"}""",
            "FETCHED", "t", "http://100.100.100.200/latest/api/token http://100.100.100.200/latest/meta-data/ram/security-credentials/auditor"
        },
        { """{"mode":"CredentialsURI","credentials_uri":"https://keys.example/a?b=c"}""", "FETCHED", "t", "https://keys.example/a?b=c" },
        {
            """{"mode":"ChainableRamRoleArn","source_profile":"base","ram_role_arn":"arn"}""",
            "STS.id", "t", "https://sts.aliyuncs.com/?RoleArn=arn&RoleSessionName=ens-image-sharing&DurationSeconds=3600"
        },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_profile_gives_its_key(string profile, string id, string? securityToken, string requests)
    {
        Cli($$"""{"current":"p","profiles":[{"name":"base","mode":"AK","access_key_id":"base","access_key_secret":"s"},{"name":"p",{{profile[1..]}}],"meta_path":"","unknown":[1]}""");

        EnsAccessKey key = await EnsCredentials.FromProfile(transport: _server).GetAccessKeyAsync(Token);

        Assert.Equal((id, securityToken), (key.AccessKeyId, key.SecurityToken));
        Assert.Equal(requests, string.Join(" ", _server.Requests.Select(request => request.RequestUri!.AbsoluteUri)));
    }

    [Fact]
    public async Task A_profile_with_an_oidc_token_gives_its_key()
    {
        string file = _surroundings.Write("token", "jwt").Replace("\\", "\\\\", StringComparison.Ordinal);
        Cli($$"""{"profiles":[{"name":"default","mode":"OIDC","ram_role_arn":"arn","oidc_provider_arn":"prov","oidc_token_file":"{{file}}"}]}""");

        Assert.Equal("STS.id", (await EnsCredentials.FromProfile(transport: _server).GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task Which_profile_is_said_by_the_argument_then_the_environment_then_the_file()
    {
        Cli("""{"current":"c","profiles":[{"name":"a","access_key_id":"a","access_key_secret":"s"},{"name":"b","access_key_id":"b","access_key_secret":"s"},{"name":"c","access_key_id":"c","access_key_secret":"s"}]}""");
        async Task<string> IdAsync(string? name) => (await EnsCredentials.FromProfile(name).GetAccessKeyAsync(Token)).AccessKeyId;

        Assert.Equal("c", await IdAsync(null));
        _surroundings.Set(("PROFILE", "b"));
        Assert.Equal("b", await IdAsync(null));
        Assert.Equal("a", await IdAsync("a"));
    }

    [Fact]
    public async Task The_key_says_which_profile_gave_it()
    {
        string path = Cli("""{"profiles":[{"name":"default","access_key_id":"a","access_key_secret":"s"},{"name":"role","mode":"ChainableRamRoleArn","source_profile":"default","ram_role_arn":"arn"}]}""");

        Assert.Equal($"profile 'default' of {path}", (await EnsCredentials.FromProfile().GetAccessKeyAsync(Token)).Source);
        Assert.Equal($"RAM role arn, assumed with profile 'default' of {path}", (await EnsCredentials.FromProfile("role", transport: _server).GetAccessKeyAsync(Token)).Source);
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

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_name_is_refused(string name)
    {
        Assert.Throws<ArgumentException>("profileName", () => EnsCredentials.FromProfile(name));
        Assert.Throws<ArgumentException>("filePath", () => EnsCredentials.FromProfile(filePath: name));
    }

    private string Cli(string json) => _surroundings.Write(".aliyun/config.json", json);
}
