namespace Ens.ImageSharing.Tests.Client;

/// <summary>Options are checked when the client is created.</summary>
public class OptionsTests
{
    private static readonly EnsCredentials Key = EnsCredentials.FromAccessKey("id", "secret");

    [Theory]
    [InlineData("http://ens.aliyuncs.com", "must use https")]
    [InlineData("ftp://ens.aliyuncs.com", "must use https")]
    [InlineData("file:///etc/passwd", "https address with a host")]
    [InlineData("/relative", "absolute address")]
    [InlineData("https://ens.aliyuncs.com/path", "path")]
    [InlineData("https://ens.aliyuncs.com/?a=b", "query")]
    [InlineData("https://ens.aliyuncs.com/#a", "fragment")]
    [InlineData("https://user:hunter2@ens.aliyuncs.com", "user or password")]
    [InlineData("https://镜像.example", "ASCII")]
    public void An_endpoint_that_is_more_or_less_than_https_and_a_host_is_refused(string endpoint, string message)
    {
        EnsClientOptions options = new() { Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute) };

        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => new EnsClient(Key, options));

        Assert.Equal("Endpoint", exception.ParamName);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://ens.ap-southeast-1.aliyuncs.com")]
    [InlineData("https://ens.aliyuncs.com:8443/")]
    [InlineData("http://localhost:5000")]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("http://[::1]:5000")]
    public void An_endpoint_is_https_or_on_this_machine(string endpoint) =>
        Assert.Equal(new Uri(endpoint), new EnsClient(Key, new EnsClientOptions { Endpoint = new Uri(endpoint) }).Endpoint);

    [Theory]
    [InlineData(null, false, "https://ens.aliyuncs.com/")]
    [InlineData("cn-hangzhou", false, "https://ens.aliyuncs.com/")]
    [InlineData("cn-chengdu", false, "https://ens.aliyuncs.com/")]
    [InlineData("cn-shanghai", true, "https://ens.vpc-proxy.aliyuncs.com/")]
    [InlineData("cn-zhangjiakou", true, "https://ens-vpc.cn-zhangjiakou.aliyuncs.com/")]
    [InlineData("ap-southeast-1", false, "https://ens.ap-southeast-1.aliyuncs.com/")]
    [InlineData("ap-southeast-1", true, "https://ens-vpc.ap-southeast-1.aliyuncs.com/")]
    public void A_region_has_its_endpoint(string? region, bool vpc, string endpoint) =>
        Assert.Equal(endpoint, new EnsClient(Key, new EnsClientOptions { RegionId = region, UseVpcEndpoint = vpc }).Endpoint.AbsoluteUri);

    [Theory]
    [InlineData("mars-1", false, "cn-hangzhou, cn-shanghai, cn-beijing, cn-zhangjiakou, cn-wulanchabu, cn-heyuan, cn-chengdu, ap-southeast-1")]
    [InlineData("cn-hangzhou", true, "cn-shanghai, cn-zhangjiakou, ap-southeast-1")]
    [InlineData(null, true, "cn-shanghai, cn-zhangjiakou, ap-southeast-1")]
    public void An_unknown_region_is_answered_with_the_known_ones(string? region, bool vpc, string known)
    {
        EnsClientOptions options = new() { RegionId = region, UseVpcEndpoint = vpc };

        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => new EnsClient(Key, options));

        Assert.Contains($"({known})", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_endpoint_wins_over_the_region() =>
        Assert.Equal("localhost", new EnsClient(Key, new() { Endpoint = new("https://localhost"), RegionId = "mars-1", UseVpcEndpoint = true }).Endpoint.Host);

    public static TheoryData<EnsClientOptions, string> OutOfRange => new()
    {
        { new() { SignatureVersion = (EnsSignatureVersion)3 }, "SignatureVersion" },
        { new() { MaxRetries = -1 }, "MaxRetries" },
        { new() { MaxRetries = 101 }, "MaxRetries" },
        { new() { RetryDelay = TimeSpan.FromTicks(-1) }, "RetryDelay" },
        { new() { RetryDelay = TimeSpan.FromHours(2) }, "RetryDelay" },
        { new() { MaxRetryDelay = TimeSpan.FromTicks(-1) }, "MaxRetryDelay" },
        { new() { AttemptTimeout = TimeSpan.Zero }, "AttemptTimeout" },
        { new() { AttemptTimeout = TimeSpan.FromDays(2) }, "AttemptTimeout" },
        { new() { Timeout = Timeout.InfiniteTimeSpan }, "Timeout" },
        { new() { Timeout = TimeSpan.FromMilliseconds(9) }, "Timeout" },
        { new() { PagesInFlight = 0 }, "PagesInFlight" },
        { new() { PagesInFlight = 17 }, "PagesInFlight" },
        { new() { MaxResponseBytes = 1023 }, "MaxResponseBytes" },
        { new() { MaxResponseBytes = (1L << 30) + 1 }, "MaxResponseBytes" },
        { new() { MaxCallsPerSecond = 0 }, "MaxCallsPerSecond" },
        { new() { MaxCallsPerSecond = double.NaN }, "MaxCallsPerSecond" },
        { new() { ApplicationId = "" }, "ApplicationId" },
        { new() { ApplicationId = "two words" }, "ApplicationId" },
        { new() { ApplicationId = "a\r\nb" }, "ApplicationId" },
        { new() { ApplicationId = new string('a', 65) }, "ApplicationId" },
    };

    [Theory]
    [MemberData(nameof(OutOfRange), DisableDiscoveryEnumeration = true)]
    public void A_value_out_of_range_is_refused_by_name(EnsClientOptions options, string name) =>
        Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(() => new EnsClient(Key, options)).ParamName);

    [Fact]
    public async Task Options_are_copied()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        EnsClientOptions options = emulator.Options;
        EnsClient client = new(emulator.Credentials, options, emulator);
        options.Endpoint = new Uri("https://elsewhere.example");
        options.SignatureVersion = EnsSignatureVersion.RpcHmacSha1;

        await client.DescribeImageSharePermissionAsync(new(Emulated.Image));

        Assert.StartsWith("ACS3", Assert.Single(emulator.Requests).Header("Authorization"), StringComparison.Ordinal);
        Assert.Equal("ens.emulator.invalid", client.Endpoint.Host);
    }
}
