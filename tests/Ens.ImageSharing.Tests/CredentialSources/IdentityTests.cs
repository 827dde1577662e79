using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>The client never signs as another identity because the source that is set up has trouble.</summary>
[Collection("alone")]
public sealed class IdentityTests : IDisposable
{
    private readonly Surroundings _surroundings = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private HttpStatusCode _sts = HttpStatusCode.OK;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public IdentityTests() => _surroundings.Set(("CREDENTIALS_URI", "http://127.0.0.1/uri"));

    public void Dispose() => _surroundings.Dispose();

    public static TheoryData<string, string> Troubles => new()
    {
        { "half a key", "ALIBABA_CLOUD_ACCESS_KEY_ID is not set" },
        { "a line break behind the secret", "ALIBABA_CLOUD_ACCESS_KEY_SECRET cannot be used" },
        { "half an OIDC role", "set up only in part" },
        { "an OIDC role without its token file", "does not exist" },
        { "an OIDC role that STS refuses", "could not be assumed" },
        { "a mistyped profile", "The profile 'typo' is missing" },
        { "a missing credentials file", "does not exist" },
        { "an empty profile file", "is empty" },
        { "a broken profile file", "is not valid JSON" },
        { "a folder as profile file", "cannot be read" },
        { "a profile of an unknown mode", "is not supported" },
        { "a current profile that is missing", "names 'gone' as its current profile" },
        { "a broken credentials file", "without a closing bracket" },
        { "a credentials file behind a broken profile file", "is empty" },
        { "an invalid ECS role", "The name of a role" },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_source_that_is_set_up_and_has_trouble_is_an_error(string trouble, string message)
    {
        SetUp(trouble);

        EnsAuthenticationException exception = await FailureAsync(Chain());

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsUnconfigured);
    }

    [Fact]
    public async Task Trouble_of_a_moment_does_not_change_the_identity()
    {
        string path = Cli("cli");
        EnsCredentials chain = Chain();
        Assert.Equal("cli", await IdAsync(chain));

        foreach (string content in new[] { "", "{ broken", "{\"current\":\"default\"," })
        {
            await File.WriteAllTextAsync(path, content, Token);
            await FailureAsync(chain);
        }

        Cli("cli2");
        Assert.Equal("cli2", await IdAsync(chain));
    }

    [Fact]
    public async Task A_file_that_is_missing_for_a_moment_does_not_change_the_identity()
    {
        string path = Cli("cli");
        EnsCredentials chain = Chain();
        await chain.GetAccessKeyAsync(Token);

        File.Delete(path);
        EnsAuthenticationException exception = await FailureAsync(chain);
        _time.Advance(TimeSpan.FromSeconds(4));
        await FailureAsync(chain);
        Cli("cli");

        Assert.Equal("cli", await IdAsync(chain));
        Assert.Equal($"The file {path} does not exist any more. No other credentials are used until it has been missing for 5 s.", exception.Message);
        Assert.Equal((true, false), (exception.IsTransient, exception.IsUnconfigured));
    }

    [Fact]
    public async Task A_file_that_is_broken_and_then_missing_for_a_moment_does_not_change_the_identity()
    {
        string path = _surroundings.Write(".aliyun/config.json", "");
        EnsCredentials chain = Chain();
        await FailureAsync(chain);

        File.Delete(path);

        Assert.False((await FailureAsync(chain)).IsUnconfigured);
    }

    [Theory]
    [InlineData(".aliyun/config.json", """{"profiles":[{"name":"default","access_key_id":"file","access_key_secret":"s"}]}""", """{"profiles":[]}""")]
    [InlineData(".alibabacloud/credentials", "[default]\naccess_key_id=file\naccess_key_secret=s", "[other]")]
    public async Task A_profile_that_is_removed_gives_way_after_a_while(string path, string content, string without)
    {
        _surroundings.Write(path, content);
        EnsCredentials chain = Chain();
        Assert.Equal("file", await IdAsync(chain));

        _surroundings.Write(path, without);
        await FailureAsync(chain);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("uri", await IdAsync(chain));

        _surroundings.Write(path, content);
        Assert.Equal("file", await IdAsync(chain));
    }

    [Fact]
    public async Task A_missing_file_does_not_give_way_to_the_next_file_of_its_kind_either()
    {
        _surroundings.Write(".alibabacloud/credentials.ini", "[default]\naccess_key_id=other\naccess_key_secret=s");
        string path = _surroundings.Write(".alibabacloud/credentials", "[default]\naccess_key_id=file\naccess_key_secret=s");
        EnsCredentials chain = Chain();
        Assert.Equal("file", await IdAsync(chain));

        File.Delete(path);

        await FailureAsync(chain);
    }

    [Fact]
    public async Task An_OIDC_role_is_used_once_STS_and_its_token_are_there()
    {
        string file = Path.Combine(_surroundings.Home, "token");
        _surroundings.Set(("ROLE_ARN", "arn"), ("OIDC_PROVIDER_ARN", "prov"), ("OIDC_TOKEN_FILE", file));
        EnsCredentials chain = Chain();

        Assert.True((await FailureAsync(chain)).IsTransient);
        _surroundings.Write("token", "jwt");
        _sts = HttpStatusCode.Forbidden;
        await FailureAsync(chain);
        _sts = HttpStatusCode.OK;

        Assert.Equal("oidc", await IdAsync(chain));
    }

    [Fact]
    public async Task A_variable_that_is_unset_gives_way_at_once_and_comes_back_at_once()
    {
        EnsCredentials chain = Chain();
        Assert.Equal("uri", await IdAsync(chain));
        _surroundings.Set(("ACCESS_KEY_ID", "env"), ("ACCESS_KEY_SECRET", "s"));
        Assert.Equal("env", await IdAsync(chain));
        _surroundings.Set(("ACCESS_KEY_ID", null), ("ACCESS_KEY_SECRET", null));
        Assert.Equal("uri", await IdAsync(chain));
    }

    private static async Task<string> IdAsync(EnsCredentials credentials) => (await credentials.GetAccessKeyAsync(Token)).AccessKeyId;

    private static async Task<EnsAuthenticationException> FailureAsync(EnsCredentials credentials) =>
        await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await credentials.GetAccessKeyAsync(Token));

    private string Cli(string id) =>
        _surroundings.Write(".aliyun/config.json", $$"""{"profiles":[{"name":"default","access_key_id":"{{id}}","access_key_secret":"s"}]}""");

    private EnsCredentials Chain()
    {
        const string Key = """{"AccessKeyId":"ID","AccessKeySecret":"s","SecurityToken":"t","Expiration":"2030-01-01T00:00:00Z"}""";
        return Surroundings.Default(
            new Answering(request => request.RequestUri!.Host == "127.0.0.1" ? Answering.Json(Key.Replace("ID", "uri", StringComparison.Ordinal))
                : Answering.Json($$"""{"Code":"{{_sts}}","Credentials":{{Key.Replace("ID", "oidc", StringComparison.Ordinal)}}}""", _sts)),
            _time);
    }

    private void SetUp(string trouble)
    {
        string missing = Path.Combine(_surroundings.Home, "missing");
        switch (trouble)
        {
            case "half a key":
                _surroundings.Set(("ACCESS_KEY_SECRET", "s"));
                break;
            case "a line break behind the secret":
                _surroundings.Set(("ACCESS_KEY_ID", "id"), ("ACCESS_KEY_SECRET", "s\n"));
                break;
            case "half an OIDC role":
                _surroundings.Set(("ROLE_ARN", "arn"));
                break;
            case "an OIDC role without its token file":
                _surroundings.Set(("ROLE_ARN", "arn"), ("OIDC_PROVIDER_ARN", "prov"), ("OIDC_TOKEN_FILE", missing));
                break;
            case "an OIDC role that STS refuses":
                _surroundings.Set(("ROLE_ARN", "arn"), ("OIDC_PROVIDER_ARN", "prov"), ("OIDC_TOKEN_FILE", _surroundings.Write("token", "jwt")));
                _sts = HttpStatusCode.Forbidden;
                break;
            case "a mistyped profile":
                _surroundings.Set(("PROFILE", "typo"));
                break;
            case "a missing credentials file":
                _surroundings.Set(("CREDENTIALS_FILE", missing));
                break;
            case "a folder as profile file":
                Directory.CreateDirectory(Path.Combine(_surroundings.Home, ".aliyun", "config.json"));
                break;
            case "a broken credentials file":
                _surroundings.Write(".alibabacloud/credentials", "[default");
                break;
            case "a credentials file behind a broken profile file":
                _surroundings.Write(".aliyun/config.json", "");
                _surroundings.Write(".alibabacloud/credentials", "[default]\naccess_key_id=ini\naccess_key_secret=s");
                break;
            case "an invalid ECS role":
                _surroundings.Set(("ECS_METADATA_DISABLED", null), ("ECS_METADATA", "a/b"));
                break;
            default:
                _surroundings.Write(".aliyun/config.json", trouble switch
                {
                    "an empty profile file" => "",
                    "a broken profile file" => "{ broken",
                    "a profile of an unknown mode" => """{"profiles":[{"name":"default","mode":"Magic"}]}""",
                    _ => """{"current":"gone","profiles":[{"name":"default","access_key_id":"id","access_key_secret":"s"}]}""",
                });
                break;
        }
    }
}
