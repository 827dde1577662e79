using System.Net;
using Ens.ImageSharing.CredentialSources;
using Ens.ImageSharing.Tests.Servers;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Where keys are looked for when nobody says where: the places, their order, and every variable that has a say.</summary>
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
        "/uri" => Answering.Json(Key.Replace("ID", "uri", StringComparison.Ordinal)),
        { } path => Answering.Json(Key.Replace("ID", path.Split('/')[^1], StringComparison.Ordinal)),
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _surroundings.Dispose();
        _server.Dispose();
    }

    /// <summary>All places at once, less and less of them: what is left shows the order.</summary>
    [Theory]
    [InlineData(0, "env")]
    [InlineData(1, "oidc")]
    [InlineData(2, "cli")]
    [InlineData(3, "ini")]
    [InlineData(4, "attached")]
    [InlineData(5, "uri")]
    public async Task The_places_come_in_the_documented_order(int without, string id)
    {
        Action[] places =
        [
            () => Set(("ACCESS_KEY_ID", "env"), ("ACCESS_KEY_SECRET", "s")),
            () => Set(("ROLE_ARN", "arn"), ("OIDC_PROVIDER_ARN", "prov"), ("OIDC_TOKEN_FILE", _surroundings.Write("token", "jwt"))),
            () => _surroundings.Write(".aliyun/config.json", Cli("default", "cli")),
            () => _surroundings.Write(".alibabacloud/credentials", "[default]\naccess_key_id=ini\naccess_key_secret=s"),
            () => Set(("ECS_METADATA_DISABLED", null)),
            () => Set(("CREDENTIALS_URI", "http://127.0.0.1/uri")),
        ];
        Array.ForEach(places[without..], place => place());

        Assert.Equal(id, (await Chain().GetAccessKeyAsync(Token)).AccessKeyId);
    }

    public static TheoryData<string, string?, string, string> Variables => new()
    {
        // Which variable, its value, on top of which surroundings, and whose key comes.
        { "ACCESS_KEY_ID", "other", "env", "other" },
        { "SECURITY_TOKEN", "tok", "env", "env/tok" },
        { "ROLE_SESSION_NAME", "me", "oidc", "oidc RoleSessionName=me" },
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
        Set((variable, value == "elsewhere" ? _surroundings.Write("other.ini", "[default]\naccess_key_id=elsewhere\naccess_key_secret=s") : value));

        EnsAccessKey? key = null;
        try
        {
            key = await new DefaultChain(server, TimeProvider.System, () => 0.5).Create().GetAccessKeyAsync(Token);
        }
        catch (EnsAuthenticationException)
        {
            // Expected is "none".
        }

        string[] parts = expected.Split([' ', '/']);
        Assert.Equal(parts[0], key?.AccessKeyId ?? "none");
        Assert.Contains(parts[^1], $"{key?.AccessKeyId ?? "none"} {key?.SecurityToken} {sent}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ALIBABACLOUD_")]
    [InlineData("ALICLOUD_")]
    public async Task The_older_prefixes_stand_in(string prefix)
    {
        _surroundings.Set(prefix + "ACCESS_KEY_ID", "old");
        _surroundings.Set(prefix + "ACCESS_KEY_SECRET", "s");

        Assert.Equal("old", (await Chain().GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task Where_there_is_nothing_the_error_lists_each_place_with_its_reason()
    {
        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await Chain().GetAccessKeyAsync(Token));

        Assert.Equal(
            "None of the places where credentials are looked for has an access key. Tried: "
            + "(1) environment variables: No access key is configured: the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET were looked at, and ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET are not set; "
            + "(2) OIDC role of the environment: not set: ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN, ALIBABA_CLOUD_OIDC_TOKEN_FILE; "
            + $"(3) CLI profile: There is no file {_surroundings.Home}/.aliyun/config.json; "
            + $"(4) credentials file: There is no file {_surroundings.Home}/.alibabacloud/credentials and {_surroundings.Home}/.alibabacloud/credentials.ini; "
            + "(5) RAM role of the ECS instance: switched off by ALIBABA_CLOUD_ECS_METADATA_DISABLED; "
            + "(6) credentials URI: not set: ALIBABA_CLOUD_CREDENTIALS_URI.",
            exception.Message.Replace('\\', '/'));
        Assert.True(exception.IsUnconfigured);
    }

    [Fact]
    public async Task What_is_set_up_wrongly_is_told_without_a_value()
    {
        Set(("ACCESS_KEY_ID", "hunter1"), ("ROLE_ARN", "hunter4"), ("CREDENTIALS_URI", "http://hunter5.example/"), ("SECURITY_TOKEN", "hunter6"));
        _surroundings.Write(".aliyun/config.json", """{"profiles":[{"name":"default","mode":"Magic","access_key_secret":"hunter2"}]}""");
        _surroundings.Write(".alibabacloud/credentials", "[default]\ntype=access_key\naccess_key_secret=hunter3");

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await Chain().GetAccessKeyAsync(Token));

        Assert.Contains("ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set", exception.Message, StringComparison.Ordinal);
        Assert.Contains("the mode 'Magic', which is not supported", exception.Message, StringComparison.Ordinal);
        Assert.Contains("needs access_key_id", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ALIBABA_CLOUD_CREDENTIALS_URI must be an https address", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", exception.ToString(), StringComparison.Ordinal);
        Assert.False(exception.IsUnconfigured);
    }

    [Fact]
    public async Task What_works_is_used_alone_until_it_is_taken_away()
    {
        _surroundings.Write(".aliyun/config.json", Cli("default", "cli"));
        EnsCredentials chain = Chain();
        Assert.Equal("cli", (await chain.GetAccessKeyAsync(Token)).AccessKeyId);

        Set(("ACCESS_KEY_ID", "env"), ("ACCESS_KEY_SECRET", "s"));
        Assert.Equal("cli", (await chain.GetAccessKeyAsync(Token)).AccessKeyId);

        File.Delete(Path.Combine(_surroundings.Home, ".aliyun", "config.json"));
        Assert.Equal("env", (await chain.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task What_works_and_then_fails_is_an_error_and_not_somebody_elses_key()
    {
        string path = _surroundings.Write(".aliyun/config.json", Cli("default", "cli"));
        _surroundings.Write(".alibabacloud/credentials", "[default]\naccess_key_id=ini\naccess_key_secret=s");
        EnsCredentials chain = Chain();
        await chain.GetAccessKeyAsync(Token);

        await File.WriteAllTextAsync(path, "{ broken", Token);

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await chain.GetAccessKeyAsync(Token));
        Assert.Contains("is not valid JSON", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_changes_is_followed()
    {
        Prepare("oidc");
        EnsCredentials chain = Chain();
        await chain.GetAccessKeyAsync(Token);
        await chain.GetAccessKeyAsync(Token);
        int before = _server.Requests.Count;

        foreach ((string name, string value) in new[] { ("ROLE_SESSION_NAME", "other"), ("OIDC_TOKEN_FILE", _surroundings.Write("token2", "jwt")), ("OIDC_PROVIDER_ARN", "prov2"), ("ROLE_ARN", "arn2") })
        {
            Set((name, value));
            await chain.GetAccessKeyAsync(Token);
            await chain.GetAccessKeyAsync(Token);
        }

        Assert.Equal((1, 5), (before, _server.Requests.Count));
    }

    [Fact]
    public async Task A_key_that_the_service_refuses_is_fetched_anew_through_the_whole_chain()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        emulator.AddAccessKey("uri", "s", "t1");
        emulator.ExpireSecurityToken("uri");
        emulator.AddAccessKey("uri", "s", "t2");
        int fetched = 0;
        Answering keys = new(_ => Answering.Json($$"""{"AccessKeyId":"uri","AccessKeySecret":"s","SecurityToken":"t{{++fetched}}","Expiration":"2100-01-01T00:00:00Z"}"""));
        Set(("CREDENTIALS_URI", "http://127.0.0.1/keys"));
        EnsCredentials chain = new DefaultChain(keys, TimeProvider.System, () => 0.5).Create();

        await new EnsClient(chain, emulator.Options, emulator).DescribeImageSharePermissionAsync(new(Emulated.Image), Token);

        Assert.Equal(["InvalidSecurityToken.Expired", null], emulator.Requests.Select(request => request.ErrorCode));
        Assert.Equal(2, fetched);
    }

    [Fact]
    public async Task Credentials_that_give_nothing_are_passed_over()
    {
        EnsCredentials first = EnsCredentials.FirstOf(new Nothing(), EnsCredentials.FromAccessKey("own", "s"));

        Assert.Equal("own", (await first.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task A_server_of_keys_that_hangs_is_given_up()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time = new();
        await using LoopbackServer server = new((_, _, token) => Task.Delay(Timeout.Infinite, token));
        Task<EnsAccessKey> waiting = EnsCredentials.FromUri(server.Address, timeProvider: time).GetAccessKeyAsync(Token).AsTask();
        await server.FirstRequest.Task.WaitAsync(Token);
        time.Advance(TimeSpan.FromSeconds(10));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => waiting);

        Assert.Equal(("The credentials URI at 127.0.0.1 gave no key: There was no whole answer within 10 s.", true), (exception.Message, exception.IsTransient));
    }

    [Fact]
    public async Task An_answer_of_keys_that_breaks_off_is_an_error()
    {
        await using LoopbackServer server = new(async (stream, _, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{"u8.ToArray(), token);
            throw new IOException("The connection is closed.");
        });

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials.FromUri(server.Address).GetAccessKeyAsync(Token));

        Assert.Contains("The answer broke off.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_default_is_the_chain()
    {
        Set(("ACCESS_KEY_ID", "env"), ("ACCESS_KEY_SECRET", "s"));

        Assert.Equal("env", (await EnsCredentials.Default.GetAccessKeyAsync(Token)).AccessKeyId);
        Assert.Same(EnsCredentials.Default, EnsCredentials.Default);
    }

    [Fact]
    public async Task The_first_of_ones_own_credentials_that_has_a_key_is_used()
    {
        EnsCredentials first = EnsCredentials.FirstOf(EnsCredentials.FromEnvironment(), EnsCredentials.FromAccessKey("own", "s"));

        Assert.Equal("own", (await first.GetAccessKeyAsync(Token)).AccessKeyId);
        Assert.Throws<ArgumentException>("credentials", () => EnsCredentials.FirstOf());
        Assert.Throws<ArgumentException>("credentials", () => EnsCredentials.FirstOf(null!, EnsCredentials.Default));
    }

    [Fact]
    public async Task A_search_that_is_cancelled_says_so_and_goes_no_further()
    {
        using CancellationTokenSource stop = new();
        await using LoopbackServer server = new((_, _, token) => Task.Delay(Timeout.Infinite, token));
        EnsCredentials chain = EnsCredentials.FirstOf(EnsCredentials.FromUri(server.Address), EnsCredentials.FromAccessKey("own", "s"));
        Task<EnsAccessKey> waiting = chain.GetAccessKeyAsync(stop.Token).AsTask();
        await server.FirstRequest.Task.WaitAsync(Token);

        await stop.CancelAsync();

        Assert.Equal(stop.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting)).CancellationToken);
    }

    [Theory]
    [InlineData("http://keys.example/")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("https://user:hunter2@keys.example/")]
    public void Keys_come_from_safe_addresses_only(string address)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(nameof(address), () => EnsCredentials.FromUri(new Uri(address)));

        Assert.DoesNotContain("hunter", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, Key, "the answer has the HTTP status 500")]
    [InlineData(302, "", "the answer has the HTTP status 302")]
    [InlineData(200, """{"Code":"Fail"}""", "the answer has the code 'Fail'")]
    [InlineData(200, "", "the answer is not the JSON of a key")]
    public async Task A_server_of_keys_that_has_none_is_named_without_its_path(int status, string body, string message)
    {
        await using LoopbackServer server = new(LoopbackServer.Answer(body, status, "Location: /elsewhere\r\n"));
        EnsCredentials credentials = EnsCredentials.FromUri(new Uri(server.Address, "/hunter2?hunter3"));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await credentials.GetAccessKeyAsync(Token));

        Assert.Equal($"The credentials URI at 127.0.0.1 gave no key: {message}", exception.Message.TrimEnd('.').Split(" in place")[0]);
        Assert.DoesNotContain("hunter", exception.ToString(), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void No_credentials_show_a_secret()
    {
        EnsCredentials fixedKey = EnsCredentials.FromAccessKey("LTAI5tHunterId", "hunter2", "hunter3");
        EnsCredentials[] all =
        [
            fixedKey, EnsCredentials.FromAssumedRole(fixedKey, "arn", "hunter4", new() { ExternalId = "hunter5", Policy = "hunter6" }), EnsCredentials.FromUri(new("https://keys.example/hunter7?hunter8")),
            EnsCredentials.FromOidcRole("arn", "hunter9", "hunter10"), EnsCredentials.FirstOf(fixedKey), EnsCredentials.Default, EnsCredentials.FromProfile(), EnsCredentials.FromEcsRole(),
        ];

        Assert.All(all, credentials => Assert.DoesNotContain("hunter", credentials.ToString(), StringComparison.Ordinal));
    }

    private sealed class Nothing : EnsCredentials
    {
        public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) => new((EnsAccessKey)null!);
    }

    private static string Cli(string name, string id) => $$"""{"current":"default","profiles":[{"name":"{{name}}","mode":"AK","access_key_id":"{{id}}","access_key_secret":"s"},{"name":"second","access_key_id":"{{id}}2","access_key_secret":"s"}]}""";

    private EnsCredentials Chain() => new DefaultChain(_server, TimeProvider.System, () => 0.5).Create();

    private void Prepare(string surroundings)
    {
        switch (surroundings)
        {
            case "env":
                Set(("ACCESS_KEY_ID", "env"), ("ACCESS_KEY_SECRET", "s"));
                break;
            case "oidc" or "oidc+region":
                Set(("ROLE_ARN", "arn"), ("OIDC_PROVIDER_ARN", "prov"), ("OIDC_TOKEN_FILE", _surroundings.Write("token", "jwt")), ("STS_REGION", surroundings == "oidc" ? null : "cn-beijing"));
                break;
            case "cli":
                _surroundings.Write(".aliyun/config.json", Cli("default", "cli"));
                break;
            case "ini":
                _surroundings.Write(".alibabacloud/credentials", "[default]\naccess_key_id=ini\naccess_key_secret=s\n[second]\naccess_key_id=ini2\naccess_key_secret=s");
                break;
            case "ecs" or "ecs1":
                Set(("ECS_METADATA_DISABLED", null));
                break;
            default:
                Set(("CREDENTIALS_URI", "http://127.0.0.1/uri"));
                break;
        }
    }

    private void Set(params (string Name, string? Value)[] variables) => Array.ForEach(variables, variable => _surroundings.Set("ALIBABA_CLOUD_" + variable.Name, variable.Value));
}
