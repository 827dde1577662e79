using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>A profile file that is there and cannot be understood is an error, and never as good as no file.</summary>
[Collection("alone")]
public sealed class DamagedFileTests : IDisposable
{
    private const string Cli = ".aliyun/config.json", Ini = ".alibabacloud/credentials";
    private const string Profile = """{"name":"default","mode":"AK","access_key_id":"hunter1","access_key_secret":"hunter2"}""";
    private const string Section = "[default]\naccess_key_id=hunter1\naccess_key_secret=hunter2\n";

    private static readonly EnsCredentials Other = EnsCredentials.FromAccessKey("other", "s");

    private readonly Surroundings _surroundings = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Damages => new()
    {
        { Cli, $"[{Profile}]", "is JSON, but not an object." },
        { Cli, $"[\n  {Profile}\n]", "is JSON, but not an object." },
        { Cli, "[]", "has a section header that is not '[name]', at line 1." },
        { Cli, $"\"current\":\"default\",\"profiles\":[{Profile}]}}", "is not valid JSON, at line 1." },
        { Cli, $"// hunter\n{{\"profiles\":[{Profile}", "is not valid JSON, at line 2." },
        { Cli, new string('\0', 300), "has text outside of a section, at line 1." },
        { Cli, "null", "has text outside of a section, at line 1." },
        { Cli, $"{{\"profiles\":[{Profile.Replace("default", "prod", StringComparison.Ordinal)}]}}", "has profiles, but no current one and none with the name 'default'." },
        { Ini, "# a comment\n\naccess_key_id=hunter1\naccess_key_secret=hunter2\n", "has text outside of a section, at line 3." },
        { Ini, $"access_key_id=hunter1\n{Section}", "has text outside of a section, at line 1." },
        { Ini, "<html>\n<p>hunter</p>", "has text outside of a section, at line 1." },
        { Ini, $"{Section}hunter\n", "has a line that is not 'key = value', at line 4." },
        { Ini, "[other]\naccess_key_id: hunter1\n", "has a line that is not 'key = value', at line 2." },
        { Ini, $"{Section}= hunter\n", "has a line that is not 'key = value', at line 4." },
        { Ini, Section + new string('\0', 300), "has a line that is not 'key = value', at line 4." },
        { Ini, "[default\0]\naccess_key_id=hunter1\n", "has a section header that is not '[name]', at line 1." },
        { Ini, "[ ]\naccess_key_id=hunter1\n", "has a section header that is not '[name]', at line 1." },
        { Ini, "[default][other]\naccess_key_id=hunter1\n", "has a section header that is not '[name]', at line 1." },
    };

    public void Dispose() => _surroundings.Dispose();

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_file_that_cannot_be_understood_is_an_error_without_its_content(string file, string content, string message)
    {
        string path = _surroundings.Write(file, content);

        EnsAuthenticationException exception = await FailureAsync(EnsCredentials.FirstOf(EnsCredentials.FromProfile(), Other));

        Assert.Equal(($"The file {path} {message}", false), (exception.Message, exception.IsUnconfigured));
        Assert.DoesNotContain("hunter", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Cli, "{}")]
    [InlineData(Cli, """{"profiles":null}""")]
    [InlineData(Cli, """{"profiles":[]}""")]
    [InlineData(Ini, "; nothing yet")]
    [InlineData(Ini, "[other]\naccess_key_id=id\nrole_arn =\n")]
    public async Task A_file_that_is_understood_and_has_no_such_profile_is_passed_over(string file, string content)
    {
        _surroundings.Write(file, content);

        Assert.Equal("other", (await EnsCredentials.FirstOf(EnsCredentials.FromProfile(), Other).GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task A_comment_may_stand_before_the_profiles()
    {
        _surroundings.Write(Cli, $"// hunter\n/* hunter */ {{\"profiles\":[{Profile}]}}");

        Assert.Equal("hunter1", (await EnsCredentials.FromProfile().GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task A_file_that_is_damaged_while_the_program_runs_stays_an_error()
    {
        FakeTimeProvider time = new();
        string path = _surroundings.Write(Ini, Section);
        EnsCredentials chain = EnsCredentials.FirstOf(EnsCredentials.FromProfile(timeProvider: time), Other);
        await chain.GetAccessKeyAsync(Token);

        await File.WriteAllTextAsync(path, new string('\0', 300), Token);
        await FailureAsync(chain);
        time.Advance(TimeSpan.FromHours(1));
        await FailureAsync(chain);

        await File.WriteAllTextAsync(path, Section, Token);
        Assert.Equal("hunter1", (await chain.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    private static async Task<EnsAuthenticationException> FailureAsync(EnsCredentials credentials) =>
        await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await credentials.GetAccessKeyAsync(Token));
}
