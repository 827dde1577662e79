using System.Globalization;
using Ens.ImageSharing.Tests.Signing;

namespace Ens.ImageSharing.Tests.Samples;

/// <summary>The emulator behind a socket, for any client in any language.</summary>
public class EmulatorServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_serves_all_three_schemes()
    {
        using RunningServer server = await SampleProcess.StartEmulatorAsync("--key", "id:secret:tok+en/=");

        foreach (EnsSignatureVersion version in Enum.GetValues<EnsSignatureVersion>())
        {
            EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret", "tok+en/="), new() { Endpoint = server.Address, SignatureVersion = version });

            Assert.Equal(Emulated.Accounts(250), (await Emulated.ToListAsync(client.ListSharedAccountsAsync("m-demo"), Token)).Select(account => account.AliyunUid));
        }
    }

    [Theory]
    [InlineData("GET", false)]
    [InlineData("POST", false)]
    [InlineData("POST", true)]
    public async Task It_takes_requests_that_another_client_signed(string method, bool form)
    {
        using RunningServer server = await SampleProcess.StartEmulatorAsync("--image", "m-镜像 +*~%/&😀=1515285520000007,8");
        Dictionary<string, string> parameters = new()
        {
            ["Action"] = "DescribeImageSharePermission",
            ["Version"] = "2017-11-10",
            ["Format"] = "JSON",
            ["AccessKeyId"] = "demo",
            ["SignatureMethod"] = "HMAC-SHA1",
            ["SignatureVersion"] = "1.0",
            ["SignatureNonce"] = Guid.NewGuid().ToString(),
            ["Timestamp"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["ImageId"] = "m-镜像 +*~%/&😀",
        };
        parameters["Signature"] = NaiveSigner.RpcSignature(method, parameters, "demo-secret");
        string encoded = NaiveSigner.Query(parameters);
        using HttpClient http = new();
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(server.Address, form ? "/" : "/?" + encoded));
        request.Content = form ? new StringContent(encoded, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") : null;

        using HttpResponseMessage response = await http.SendAsync(request, Token);

        Assert.Contains("\"TotalCount\":2", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_reach_the_client_as_broken_connections_and_refusals()
    {
        using RunningServer server = await SampleProcess.StartEmulatorAsync("--fault-rate", "1", "--seed", "5");
        EnsClient client = new(EnsCredentials.FromAccessKey("demo", "demo-secret"), new() { Endpoint = server.Address, MaxRetries = 0 });
        HashSet<string> kinds = [];
        for (int i = 0; i < 40; i++)
        {
            kinds.Add((await Assert.ThrowsAnyAsync<Exception>(() => client.DescribeImageSharePermissionAsync(new("m-demo"), Token))).GetType().Name);
        }

        Assert.Equal(["EnsServerException", "EnsThrottlingException", "HttpRequestException"], kinds.Order());
    }

    [Theory]
    [InlineData("--port", "70000")]
    [InlineData("--image", "m-1")]
    [InlineData("--key", "id")]
    [InlineData("--fault-rate", "2")]
    [InlineData("--shape", "Round")]
    [InlineData("--delay")]
    [InlineData("--nonsense", "1")]
    public async Task Wrong_usage_is_told(params string[] arguments)
    {
        (int exitCode, _, string error) = await SampleProcess.RunAsync("EmulatorServer", arguments, []);

        Assert.Equal(2, exitCode);
        Assert.StartsWith("usage:", error, StringComparison.Ordinal);
    }
}
