namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>The key in the environment variables.</summary>
[Collection("alone")]
public sealed class EnvironmentTests : IDisposable
{
    private readonly Surroundings _surroundings = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _surroundings.Dispose();

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("", "  ", true)]
    public async Task Without_a_key_the_error_names_the_variables(string? id, string? secret, bool isUnconfigured)
    {
        _surroundings.Set(("ACCESS_KEY_ID", id), ("ACCESS_KEY_SECRET", secret));

        EnsAuthenticationException exception = await FailureAsync();

        Assert.Equal("Environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET are not set.", exception.Message);
        Assert.Equal(isUnconfigured, exception.IsUnconfigured);
    }

    [Theory]
    [InlineData(null, "hunter2", null, "Environment variable ALIBABA_CLOUD_ACCESS_KEY_SECRET is set, but ALIBABA_CLOUD_ACCESS_KEY_ID is not set.")]
    [InlineData("hunter1", null, null, "Environment variable ALIBABA_CLOUD_ACCESS_KEY_ID is set, but ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set.")]
    [InlineData(null, null, "hunter3", "Environment variable ALIBABA_CLOUD_SECURITY_TOKEN is set, but ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET are not set.")]
    [InlineData("hunter1\n", "hunter2", null, "Environment variable ALIBABA_CLOUD_ACCESS_KEY_ID cannot be used.")]
    [InlineData("hunter1", "hunter2\n", null, "Environment variable ALIBABA_CLOUD_ACCESS_KEY_SECRET cannot be used.")]
    [InlineData("hunter1", " hunter2", null, "Environment variable ALIBABA_CLOUD_ACCESS_KEY_SECRET cannot be used.")]
    [InlineData("hunter1", "hunter2", "hunter3\r\n", "Environment variable ALIBABA_CLOUD_SECURITY_TOKEN cannot be used.")]
    public async Task A_key_that_is_set_in_part_or_damaged_is_an_error_that_names_the_variable(string? id, string? secret, string? token, string message)
    {
        _surroundings.Set(("ACCESS_KEY_ID", id), ("ACCESS_KEY_SECRET", secret), ("SECURITY_TOKEN", token));

        EnsAuthenticationException exception = await FailureAsync();

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", exception.ToString(), StringComparison.Ordinal);
        Assert.False(exception.IsUnconfigured);
    }

    [Theory]
    [InlineData("ALIBABACLOUD_")]
    [InlineData("ALICLOUD_")]
    public async Task The_older_prefixes_are_accepted(string prefix)
    {
        _surroundings.Set(prefix + "ACCESS_KEY_ID", "old");
        _surroundings.Set(prefix + "ACCESS_KEY_SECRET", "s");
        _surroundings.Set(prefix + "SECURITY_TOKEN", "t");

        EnsAccessKey key = await EnsCredentials.FromEnvironment().GetAccessKeyAsync(Token);

        Assert.Equal(("old", "t"), (key.AccessKeyId, key.SecurityToken));
    }

    [Fact]
    public async Task A_token_of_another_prefix_is_not_added_to_the_key()
    {
        _surroundings.Set(("ACCESS_KEY_ID", "new"), ("ACCESS_KEY_SECRET", "s"));
        _surroundings.Set("ALICLOUD_SECURITY_TOKEN", "other");

        EnsAccessKey key = await EnsCredentials.FromEnvironment().GetAccessKeyAsync(Token);

        Assert.Equal(("new", null), (key.AccessKeyId, key.SecurityToken));
    }

    [Fact]
    public async Task A_secret_of_another_prefix_is_not_added_to_the_id()
    {
        _surroundings.Set(("ACCESS_KEY_ID", "new"));
        _surroundings.Set("ALICLOUD_ACCESS_KEY_ID", "old");
        _surroundings.Set("ALICLOUD_ACCESS_KEY_SECRET", "s");

        Assert.Contains("ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set", (await FailureAsync()).Message, StringComparison.Ordinal);
    }

    private static async Task<EnsAuthenticationException> FailureAsync() =>
        await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials.FromEnvironment().GetAccessKeyAsync(Token));
}
