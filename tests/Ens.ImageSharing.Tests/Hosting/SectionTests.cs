using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Ens.ImageSharing.Tests.Hosting;

/// <summary>A host's configuration section: options, an access key or a profile, and no mistake that goes unnoticed.</summary>
public class SectionTests
{
    private readonly EnsEmulator _emulator = Emulated.With(accounts: 250);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_section_sets_options_and_key()
    {
        _emulator.AddAccessKey("section", "secret", "token");
        IConfiguration section = Section(new()
        {
            ["Endpoint"] = "https://ens.emulator.invalid",
            ["signatureversion"] = "RoaHmacSha1",
            ["PagesInFlight"] = "4",
            ["Timeout"] = "00:01:30",
            ["MaxResponseBytes"] = "2048",
            ["Credentials:AccessKeyId"] = "section",
            ["Credentials:AccessKeySecret"] = "secret",
            ["Credentials:SecurityToken"] = "token",
        });
        ServiceCollection services = new();
        services.AddEnsClient(section).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<EnsClient>().DescribeImageSharePermissionAsync(new(Emulated.Image));

        Assert.StartsWith("acs section:", Assert.Single(_emulator.Requests).Header("Authorization"), StringComparison.Ordinal);
        EnsClientOptions options = provider.GetRequiredService<IOptions<EnsClientOptions>>().Value;
        Assert.Equal((4, TimeSpan.FromSeconds(90), 2048), (options.PagesInFlight, options.Timeout, options.MaxResponseBytes));
    }

    [Fact]
    public async Task Registered_credentials_come_before_those_of_the_section()
    {
        ServiceCollection services = new();
        services.AddSingleton(_emulator.Credentials);
        services.AddKeyedEnsClient("k", Section(new()
        {
            ["Endpoint"] = "https://ens.emulator.invalid",
            ["Credentials:AccessKeyId"] = "a",
            ["Credentials:AccessKeySecret"] = "b",
        })).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<EnsClient>("k").DescribeImageSharePermissionAsync(new(Emulated.Image));

        Assert.Equal("EmulatorAccessKeyId", _emulator.Requests[0].AccessKeyId);
    }

    [Theory]
    [InlineData("MaxRetrys", "3", "Ens:MaxRetrys is not a known key")]
    [InlineData("MaxRetries", "101", "MaxRetries must be between 0 and 100, but was 101")]
    [InlineData("Endpoint", "http://example.invalid", "must use https")]
    [InlineData("RegionId", "mars-1", "RegionId must be a known region")]
    [InlineData("Credentials", "auditor", "Ens:Credentials must be a section with AccessKeyId, AccessKeySecret, SecurityToken, Profile, but is a single value")]
    [InlineData("Credentials:Secret", "hunter2", "Ens:Credentials:Secret is not a known key")]
    [InlineData("Credentials:AccessKeyId", "hunter2", "Ens:Credentials requires both AccessKeyId and AccessKeySecret, but AccessKeySecret is not set")]
    [InlineData("Credentials:AccessKeySecret", "hunter2", "Ens:Credentials requires both AccessKeyId and AccessKeySecret, but AccessKeyId is not set")]
    [InlineData("Credentials:SecurityToken", "hunter2", "Ens:Credentials requires both AccessKeyId and AccessKeySecret, but AccessKeyId is not set")]
    [InlineData("Credentials:Profile:Name", "auditor", "Ens:Credentials:Profile must be a single value, but is a section.")]
    [InlineData("Credentials:Profile:0", "auditor", "Ens:Credentials:Profile must be a single value, but is a section.")]
    [InlineData("Credentials:AccessKeySecret:Value", "hunter2", "Ens:Credentials:AccessKeySecret must be a single value, but is a section.")]
    [InlineData("Endpoint:x", "https://ens.example", "Ens:Endpoint must be a single value, but is a section.")]
    [InlineData("MaxRetries:0", "3", "Ens:MaxRetries must be a single value, but is a section.")]
    [InlineData("Timeout:Seconds", "3", "Ens:Timeout must be a single value, but is a section.")]
    [InlineData("Credentials:Profile", " ", "Ens:Credentials:Profile must be the name of a profile, but is blank")]
    public Task A_mistake_in_the_section_keeps_the_host_from_starting(string key, string value, string message) =>
        AssertRefusedAsync(new() { [key] = value }, message);

    [Theory]
    [InlineData("AccessKeyId", "AccessKeySecret", "Profile", "Ens:Credentials:Profile cannot be combined with AccessKeyId, AccessKeySecret or SecurityToken")]
    [InlineData("SecurityToken", "Profile", null, "Ens:Credentials requires both AccessKeyId and AccessKeySecret")]
    [InlineData("AccessKeyId", "SecurityToken", null, "Ens:Credentials requires both AccessKeyId and AccessKeySecret, but AccessKeySecret is not set")]
    public Task Credentials_that_are_more_or_less_than_one_key_or_profile_are_refused_with_their_path(string first, string second, string? third, string message) =>
        AssertRefusedAsync(
            new[] { first, second, third }.OfType<string>().ToDictionary(key => "Credentials:" + key, string? (_) => "hunter2", StringComparer.Ordinal), message);

    [Fact]
    public Task A_secret_that_cannot_be_one_is_refused_without_being_shown() =>
        AssertRefusedAsync(
            new() { ["Credentials:AccessKeyId"] = "id", ["Credentials:AccessKeySecret"] = "hunter2\n" }, "Ens:Credentials: The value contains a space");

    [Fact]
    public Task A_single_value_in_place_of_the_section_is_refused() => AssertHostFailsAsync(
        new ConfigurationBuilder().AddInMemoryCollection([new("Ens", "hunter2")]).Build().GetSection("Ens"),
        "Ens must be a section with Endpoint, RegionId, ");

    [Fact]
    public async Task Empty_values_count_as_not_set()
    {
        ServiceCollection services = new();
        services.AddSingleton(_emulator.Credentials);
        services.AddEnsClient(Section(new()
        {
            ["Endpoint"] = "https://ens.emulator.invalid",
            ["RegionId"] = "",
            ["ApplicationId"] = "",
            ["UseVpcEndpoint"] = "",
            ["MaxRetries"] = "",
            ["Credentials"] = "",
            ["Credentials:AccessKeyId"] = "",
            ["Credentials:AccessKeySecret"] = "",
            ["Credentials:SecurityToken"] = "",
            ["Credentials:Profile"] = "",
        })).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        await using ServiceProvider provider = services.BuildServiceProvider();

        ImageSharePage page = await provider.GetRequiredService<EnsClient>().DescribeImageSharePermissionAsync(Emulated.Image, Token);

        Assert.Equal(250, page.TotalCount);
    }

    [Fact]
    public async Task A_key_with_an_empty_token_is_a_permanent_key()
    {
        _emulator.AddAccessKey("id", "secret");
        ServiceCollection services = new();
        services.AddEnsClient(Section(new()
        {
            ["Endpoint"] = "https://ens.emulator.invalid",
            ["Credentials:AccessKeyId"] = "id",
            ["Credentials:AccessKeySecret"] = "secret",
            ["Credentials:SecurityToken"] = "",
        })).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<EnsClient>().DescribeImageSharePermissionAsync(Emulated.Image, Token);

        Assert.Null(Assert.Single(_emulator.Requests).Header("x-acs-security-token"));
    }

    [Fact]
    public async Task A_profile_that_does_not_exist_is_an_error_and_no_other_source_answers()
    {
        ServiceCollection services = new();
        services.AddEnsClient(Section(new() { ["Credentials:Profile"] = "no-such-profile" })).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        await using ServiceProvider provider = services.BuildServiceProvider();
        EnsClient client = provider.GetRequiredService<EnsClient>();

        EnsAuthenticationException exception =
            await Assert.ThrowsAsync<EnsAuthenticationException>(() => client.DescribeImageSharePermissionAsync("m", Token));

        Assert.Contains("profile", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_emulator.Requests);
    }

    private static Task AssertRefusedAsync(Dictionary<string, string?> values, string message) => AssertHostFailsAsync(Section(values), message);

    private static async Task AssertHostFailsAsync(IConfiguration section, string message)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddEnsClient(section);
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
        Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<EnsClient>());
    }

    private static IConfiguration Section(Dictionary<string, string?> values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create("Ens:" + value.Key, value.Value))).Build().GetSection("Ens");
}
