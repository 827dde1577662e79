namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Profiles of the credentials file.</summary>
[Collection("alone")]
public sealed class IniProfileTests : IDisposable
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
    [InlineData("[default]\ntype=access_key\naccess_key_id=ak\naccess_key_secret=s", "ak", null)]
    [InlineData("; a comment\n# another\n[ Default ]\r\nTYPE = access_key ; behind\r\naccess_key_id = ak # behind\r\naccess_key_secret=a;b#c\r\n", "ak", null)]
    [InlineData("[default]\naccess_key_id=ak\naccess_key_secret=s", "ak", null)]
    [InlineData("[default]\ntype=sts\naccess_key_id=ak\naccess_key_secret=s\nsecurity_token=tok", "ak", "tok")]
    [InlineData("\n[default]\n\naccess_key_id=ak\naccess_key_secret=s\nrole_arn =\n", "ak", null)]
    [InlineData("[other]\ntype=access_key\naccess_key_id=no\naccess_key_secret=s\n[default]\ntype=ram_role_arn\naccess_key_id=ak\naccess_key_secret=s\nrole_arn=arn", "STS.id", "t")]
    [InlineData("[default]\ntype=ecs_ram_role\nrole_name=auditor", "FETCHED", "t")]
    [InlineData("[default]\nenable=false\ntype=access_key\naccess_key_id=no\naccess_key_secret=s\n[default]\naccess_key_id=ak\naccess_key_secret=s", "ak", null)]
    [InlineData("\uFEFF[default]\naccess_key_id=ak\naccess_key_secret=s", "ak", null)]
    public async Task A_section_gives_its_key(string ini, string id, string? securityToken)
    {
        _surroundings.Write(".alibabacloud/credentials", ini);

        EnsAccessKey key = await EnsCredentials.FromProfile(transport: _server).GetAccessKeyAsync(Token);

        Assert.Equal((id, securityToken), (key.AccessKeyId, key.SecurityToken));
    }

    [Fact]
    public async Task A_value_may_contain_what_begins_a_comment_elsewhere()
    {
        _surroundings.Write(".alibabacloud/credentials.ini", "[default]\naccess_key_id=ak\naccess_key_secret=a;b#c");

        Assert.Equal("a;b#c", (await EnsCredentials.FromProfile().GetAccessKeyAsync(Token)).AccessKeySecret);
    }

    [Fact]
    public async Task A_section_that_is_cut_off_is_an_error()
    {
        string path = _surroundings.Write(".alibabacloud/credentials", "; written by a tool\n[defau");

        EnsAuthenticationException exception =
            await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials.FromProfile().GetAccessKeyAsync(Token));

        Assert.Equal($"The file {path} has a section header without a closing bracket, at line 2.", exception.Message);
    }

    [Fact]
    public async Task A_named_profile_is_searched_in_each_file_and_must_be_in_one()
    {
        _surroundings.Write(".aliyun/config.json", """{"current":"c","profiles":[]}""");
        _surroundings.Write(".alibabacloud/credentials", "[x]\naccess_key_id=x\naccess_key_secret=s");
        _surroundings.Write(".alibabacloud/credentials.ini", "[y]\naccess_key_id=y\naccess_key_secret=s");

        Assert.Equal("x", (await EnsCredentials.FromProfile("x").GetAccessKeyAsync(Token)).AccessKeyId);
        Assert.Equal("y", (await EnsCredentials.FromProfile("y").GetAccessKeyAsync(Token)).AccessKeyId);
        EnsAuthenticationException exception =
            await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials.FromProfile("z").GetAccessKeyAsync(Token));
        Assert.StartsWith("The profile 'z' is missing.", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsUnconfigured);
    }

    [Theory]
    [InlineData("hunter", "https://sts.aliyuncs.com/?RoleArn=arn&RoleSessionName=ens-image-sharing&DurationSeconds=3600&Policy=hunter")]
    public async Task A_policy_is_sent_as_it_is_written(string policy, string request)
    {
        _surroundings.Write(".alibabacloud/credentials", $"[default]\ntype=ram_role_arn\naccess_key_id=ak\naccess_key_secret=s\nrole_arn=arn\npolicy={policy}");

        await EnsCredentials.FromProfile(transport: _server).GetAccessKeyAsync(Token);

        Assert.Equal(request, Assert.Single(_server.Requests).RequestUri!.AbsoluteUri);
    }
}
