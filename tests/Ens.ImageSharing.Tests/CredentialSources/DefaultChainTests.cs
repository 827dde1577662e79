using System.Net;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>The default credentials: the places, their order, and every variable that has a say.</summary>
[Collection("alone")]
public sealed class DefaultChainTests : IDisposable
{
    private const string Key = """{"Code":"Success","AccessKeyId":"ID","AccessKeySecret":"hunter2","SecurityToken":"t","Expiration":"2030-01-01T00:00:00Z"}""";

    private readonly Surroundings _surroundings = new();
    private readonly Answering _server = new(request => request.RequestUri!.AbsolutePath switch
    {
        "/" => Answering.Json($$"""{"Credentials":{{Key.Replace("ID", "oidc", StringComparison.Ordinal)}}}"""),
        "/latest/api/token" => Answering.Json("TOKEN"),
        "/latest/meta-data/ram/security-credentials/" => Answering.Json("attached"),
        { } path => Answering.Json(Key.Replace("ID", path.Split('/')[^1], StringComparison.Ordinal)),
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _surroundings.Dispose();
        _server.Dispose();
    }

    /// <summary>All places at first, then fewer and fewer of them: what is left shows the order.</summary>
    [Theory]
    [InlineData(0, "env")]
    [InlineData(1, "oidc")]
    [InlineData(2, "cli")]
    [InlineData(3, "ini")]
    [InlineData(4, "attached")]
    [InlineData(5, "uri")]
    public async Task The_places_are_searched_in_the_documented_order(int without, string id)
    {
        Action[] places =
        [
            () => _surroundings.Set(("ACCESS_KEY_ID", "env"), ("ACCESS_KEY_SECRET", "s")),
            () => _surroundings.Set(("ROLE_ARN", "arn"), ("OIDC_PROVIDER_ARN", "prov"), ("OIDC_TOKEN_FILE", _surroundings.Write("token", "jwt"))),
            () => _surroundings.Write(".aliyun/config.json", Cli("default", "cli")),
            () => _surroundings.Write(".alibabacloud/credentials", "[default]\naccess_key_id=ini\naccess_key_secret=s"),
            () => _surroundings.Set(("ECS_METADATA_DISABLED", null)),
            () => _surroundings.Set(("CREDENTIALS_URI", "http://127.0.0.1/uri")),
        ];
        Array.ForEach(places[without..], place => place());

        Assert.Equal(id, (await Surroundings.Default(_server).GetAccessKeyAsync(Token)).AccessKeyId);
    }

    public static TheoryData<string, string?, string, string> Variables => new()
    {
        // The variable, its value, on top of which surroundings, and whose key comes.
        { "ACCESS_KEY_ID", "other", "env", "other" },
        { "SECURITY_TOKEN", "tok", "env", "env/tok" },
        { "ROLE_SESSION_NAME", "me", "oidc", "oidc RoleSessionName=me" },
        { "ROLE_SESSION_NAME", "", "oidc", "oidc RoleSessionName=ens-image-sharing" },
        { "OIDC_TOKEN_FILE", null, "oidc", "none" },
        { "CLI_PROFILE_DISABLED", "true", "cli", "none" },
        { "CLI_PROFILE_DISABLED", "false", "cli", "cli" },
        { "IGNORE_PROFILE", "TRUE", "cli", "none" },
        { "PROFILE", "second", "cli", "cli2" },
        { "PROFILE", "second", "ini", "ini2" },
        { "CREDENTIALS_FILE", "elsewhere", "ini", "elsewhere" },
        { "ECS_METADATA_DISABLED", "true", "ecs", "none" },
        { "ECS_METADATA", "named", "ecs", "named" },
        { "IMDSV1_DISABLED", "true", "ecs1", "none" },
        { "IMDSV1_DISABLED", null, "ecs1", "attached" },
        { "CREDENTIALS_URI", "http://127.0.0.1/other", "uri", "other" },
        { "DISABLE_EXTERNAL_PROCESS", "true", "uri", "none" },
        { "STS_REGION", "cn-beijing", "oidc", "oidc sts.cn-beijing.aliyuncs.com" },
        { "VPC_ENDPOINT_ENABLED", "true", "oidc+region", "oidc sts-vpc.cn-beijing.aliyuncs.com" },
        { "STS_ENDPOINT", "sts.example", "oidc", "oidc sts.example" },
    };

    [Theory]
    [MemberData(nameof(Variables))]
    public async Task Each_variable_does_what_it_says(string variable, string? value, string surroundings, string expected)
    {
        string? sent = null;
        Answering server = new(request =>
        {
            sent = $"{request.RequestUri!.Host} {request.Content?.ReadAsStringAsync(Token).GetAwaiter().GetResult()}";
            return surroundings == "ecs1" && request.Method == HttpMethod.Put ? new HttpResponseMessage(HttpStatusCode.NotFound) : _server.Answer(request);
        });
        Prepare(surroundings);
        string? other = value == "elsewhere" ? _surroundings.Write("other.ini", "[default]\naccess_key_id=elsewhere\naccess_key_secret=s") : value;
        _surroundings.Set((variable, other));

        EnsAccessKey? key = null;
        try
        {
            key = await Surroundings.Default(server).GetAccessKeyAsync(Token);
        }
        catch (EnsAuthenticationException)
        {
            // Expected is "none".
        }

        string[] parts = expected.Split([' ', '/']);
        Assert.Equal(parts[0], key?.AccessKeyId ?? "none");
        Assert.Contains(parts[^1], $"{key?.AccessKeyId ?? "none"} {key?.SecurityToken} {sent}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task If_nothing_is_set_up_the_error_lists_each_place_with_its_reason()
    {
        EnsAuthenticationException exception =
            await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await Surroundings.Default(_server).GetAccessKeyAsync(Token));

        string home = _surroundings.Home;
        Assert.Equal(
            "No access key was found. Sources searched:\n"
            + "(1) environment variables: Environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET are not set.\n"
            + "(2) OIDC role of the environment: Environment variables ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN, ALIBABA_CLOUD_OIDC_TOKEN_FILE are not set.\n"
            + $"(3) profile: {home}/.aliyun/config.json does not exist. {home}/.alibabacloud/credentials does not exist. {home}/.alibabacloud/credentials.ini does not exist.\n"
            + "(4) RAM role of the ECS instance: Switched off by ALIBABA_CLOUD_ECS_METADATA_DISABLED.\n"
            + "(5) credentials URI: Environment variable ALIBABA_CLOUD_CREDENTIALS_URI is not set.",
            exception.Message.Replace('\\', '/'));
        Assert.True(exception.IsUnconfigured);
    }

    [Fact]
    public async Task A_setting_that_changes_is_followed()
    {
        Prepare("oidc");
        EnsCredentials chain = Surroundings.Default(_server);
        await chain.GetAccessKeyAsync(Token);
        await chain.GetAccessKeyAsync(Token);
        int before = _server.Requests.Count;

        (string, string)[] changes =
        [
            ("ROLE_SESSION_NAME", "other"), ("OIDC_TOKEN_FILE", _surroundings.Write("token2", "jwt")), ("OIDC_PROVIDER_ARN", "prov2"), ("ROLE_ARN", "arn2"),
        ];
        foreach ((string name, string value) in changes)
        {
            _surroundings.Set((name, value));
            await chain.GetAccessKeyAsync(Token);
            await chain.GetAccessKeyAsync(Token);
        }

        Assert.Equal((1, 5), (before, _server.Requests.Count));
    }

    [Fact]
    public async Task A_key_that_the_service_rejects_is_fetched_again_through_the_whole_chain()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        emulator.AddAccessKey("uri", "s", "t1");
        emulator.ExpireSecurityToken("uri");
        emulator.AddAccessKey("uri", "s", "t2");
        int fetched = 0;
        Answering keys = new(_ =>
            Answering.Json($$"""{"AccessKeyId":"uri","AccessKeySecret":"s","SecurityToken":"t{{++fetched}}","Expiration":"2100-01-01T00:00:00Z"}"""));
        _surroundings.Set(("CREDENTIALS_URI", "http://127.0.0.1/keys"));

        await new EnsClient(Surroundings.Default(keys), emulator.Options, emulator).DescribeImageSharePermissionAsync(new(Emulated.Image), Token);

        Assert.Equal(["InvalidSecurityToken.Expired", null], emulator.Requests.Select(request => request.ErrorCode));
        Assert.Equal(2, fetched);
    }

    [Fact]
    public async Task The_default_is_the_chain()
    {
        _surroundings.Set(("ACCESS_KEY_ID", "env"), ("ACCESS_KEY_SECRET", "s"));

        Assert.Equal("env", (await EnsCredentials.Default.GetAccessKeyAsync(Token)).AccessKeyId);
        Assert.Same(EnsCredentials.Default, EnsCredentials.Default);
    }

    private static string Cli(string name, string id) =>
        $$"""{"current":"default","profiles":[{"name":"{{name}}","mode":"AK","access_key_id":"{{id}}","access_key_secret":"s"},{"name":"second","access_key_id":"{{id}}2","access_key_secret":"s"}]}""";

    private void Prepare(string surroundings)
    {
        switch (surroundings)
        {
            case "env":
                _surroundings.Set(("ACCESS_KEY_ID", "env"), ("ACCESS_KEY_SECRET", "s"));
                break;
            case "oidc" or "oidc+region":
                _surroundings.Set(("ROLE_ARN", "arn"), ("OIDC_PROVIDER_ARN", "prov"), ("OIDC_TOKEN_FILE", _surroundings.Write("token", "jwt")));
                _surroundings.Set(("STS_REGION", surroundings == "oidc" ? null : "cn-beijing"));
                break;
            case "cli":
                _surroundings.Write(".aliyun/config.json", Cli("default", "cli"));
                break;
            case "ini":
                _surroundings.Write(".alibabacloud/credentials", "[default]\naccess_key_id=ini\naccess_key_secret=s\n[second]\naccess_key_id=ini2\naccess_key_secret=s");
                break;
            case "ecs" or "ecs1":
                _surroundings.Set(("ECS_METADATA_DISABLED", null));
                break;
            default:
                _surroundings.Set(("CREDENTIALS_URI", "http://127.0.0.1/uri"));
                break;
        }
    }
}
