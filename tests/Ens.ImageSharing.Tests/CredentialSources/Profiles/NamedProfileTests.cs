namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>A profile that is named and missing is an error, unless profiles are switched off altogether.</summary>
[Collection("alone")]
public sealed class NamedProfileTests : IDisposable
{
    private readonly Surroundings _surroundings = new();
    private readonly Answering _server = KeyServer.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public NamedProfileTests() => _surroundings.Set(("PROFILE", "mistyped"), ("CREDENTIALS_URI", "http://127.0.0.1/uri"));

    public void Dispose()
    {
        _surroundings.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData("CLI_PROFILE_DISABLED", ".alibabacloud/credentials")]
    [InlineData("IGNORE_PROFILE", ".alibabacloud/credentials.ini")]
    public async Task A_missing_profile_is_an_error_where_a_credentials_file_is_searched(string off, string file)
    {
        _surroundings.Set((off, "true"));
        _surroundings.Write(file, "[default]\naccess_key_id=ini\naccess_key_secret=s");

        EnsAuthenticationException exception =
            await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await Surroundings.Default(_server).GetAccessKeyAsync(Token));

        Assert.StartsWith("The profile 'mistyped' is missing.", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"Switched off by ALIBABA_CLOUD_{off}.", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsUnconfigured);
    }

    [Fact]
    public async Task The_name_does_not_matter_where_profiles_are_switched_off_and_there_is_no_credentials_file()
    {
        _surroundings.Set(("CLI_PROFILE_DISABLED", "true"));
        _surroundings.Write(".aliyun/config.json", """{"profiles":[{"name":"mistyped","access_key_id":"cli","access_key_secret":"s"}]}""");

        Assert.Equal("FETCHED", (await Surroundings.Default(_server).GetAccessKeyAsync(Token)).AccessKeyId);
    }
}
