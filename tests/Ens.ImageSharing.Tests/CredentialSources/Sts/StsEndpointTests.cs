namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Which STS is called.</summary>
[Collection("alone")]
public sealed class StsEndpointTests : IDisposable
{
    private const string Role = "acs:ram::1515285520000000:role/auditor";
    private const string Answer = """{"Credentials":{"SecurityToken":"t","AccessKeyId":"STS.id","AccessKeySecret":"s","Expiration":"2030-01-01T00:00:00Z"}}""";

    private readonly Surroundings _surroundings = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _surroundings.Dispose();

    [Theory]
    [InlineData(null, null, null, "https://sts.aliyuncs.com/")]
    [InlineData("ALIBABA_CLOUD_STS_REGION", "cn-beijing", null, "https://sts.cn-beijing.aliyuncs.com/")]
    [InlineData("ALIBABA_CLOUD_STS_ENDPOINT", "sts.example.com", null, "https://sts.example.com/")]
    [InlineData("ALIBABA_CLOUD_STS_ENDPOINT", "http://127.0.0.1:99", null, "http://127.0.0.1:99/")]
    [InlineData("ALIBABA_CLOUD_STS_REGION", "cn-beijing", "true", "https://sts-vpc.cn-beijing.aliyuncs.com/")]
    [InlineData(null, null, "true", "https://sts.aliyuncs.com/")]
    public async Task The_environment_may_name_the_endpoint(string? variable, string? value, string? vpc, string expected)
    {
        _surroundings.Set(variable ?? "ALIBABA_CLOUD_UNUSED", value);
        _surroundings.Set("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED", vpc);
        Answering sts = new(_ => Answering.Json(Answer));

        await EnsCredentials.FromAssumedRole(EnsCredentials.FromAccessKey("id", "secret"), Role, transport: sts).GetAccessKeyAsync(Token);

        Assert.Equal(expected, sts.Requests[0].RequestUri!.GetLeftPart(UriPartial.Path));
    }

    [Theory]
    [InlineData("ALIBABA_CLOUD_STS_REGION", "evil.example/")]
    [InlineData("ALIBABA_CLOUD_STS_ENDPOINT", "http://evil.example")]
    [InlineData("ALIBABA_CLOUD_STS_ENDPOINT", "https://u:p@evil.example")]
    [InlineData("ALIBABA_CLOUD_STS_ENDPOINT", "::")]
    public async Task An_invalid_endpoint_is_an_error_that_names_the_variable(string variable, string value)
    {
        _surroundings.Set(variable, value);

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () =>
            await EnsCredentials.FromAssumedRole(EnsCredentials.FromAccessKey("id", "secret"), Role).GetAccessKeyAsync(Token));

        Assert.Contains(variable, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_take_precedence_over_the_environment()
    {
        _surroundings.Set("ALIBABA_CLOUD_STS_ENDPOINT", "sts.example.com");
        _surroundings.Set("ALIBABA_CLOUD_EXTERNAL_ID", "env");
        Answering sts = new(_ => Answering.Json(Answer));
        EnsCredentials source = EnsCredentials.FromAccessKey("id", "secret");

        await EnsCredentials.FromAssumedRole(source, Role, options: new() { RegionId = "cn-hangzhou", UseVpcEndpoint = true, ExternalId = "own" }, transport: sts).GetAccessKeyAsync(Token);
        await EnsCredentials.FromAssumedRole(source, Role, transport: sts).GetAccessKeyAsync(Token);

        Assert.Equal(["sts-vpc.cn-hangzhou.aliyuncs.com", "sts.example.com"], sts.Requests.Select(request => request.RequestUri!.Host));
        Assert.EndsWith("&ExternalId=own", sts.Requests[0].RequestUri!.Query, StringComparison.Ordinal);
        Assert.EndsWith("&ExternalId=env", sts.Requests[1].RequestUri!.Query, StringComparison.Ordinal);
    }
}
