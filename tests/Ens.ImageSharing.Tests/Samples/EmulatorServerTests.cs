using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Ens.ImageSharing.Tests.Signing;

namespace Ens.ImageSharing.Tests.Samples;

/// <summary>The emulator behind a socket, for any client in any language.</summary>
public class EmulatorServerTests
{
    private const string AwkwardImage = "m-镜像 +*~%/&=😀";

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
        using RunningServer server = await SampleProcess.StartEmulatorAsync("--image", AwkwardImage + "=1515285520000007,8");

        Assert.Contains("\"TotalCount\":2", await SendAsync(server, method, form, "DescribeImageSharePermission", []), StringComparison.Ordinal);
        Assert.Contains("\"TotalCount\":\"1\"", await SendAsync(server, method, form, "DescribeSelfImages", []), StringComparison.Ordinal);
        Assert.StartsWith("{\"RequestId\":", await SendAsync(server, method, form, "ModifyImageSharePermission", new() { ["AddAccounts"] = "5,6" }), StringComparison.Ordinal);
        Assert.Contains("\"TotalCount\":4", await SendAsync(server, method, form, "DescribeImageSharePermission", []), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.0\r\n\r\n", 400, "IncompleteSignature")]
    [InlineData("GET http://{host}/?ImageId=m HTTP/1.1\r\nHost: {host}\r\n\r\n", 400, "IncompleteSignature")]
    [InlineData("GET http://{host}?ImageId=m HTTP/1.1\r\nHost: {host}\r\n\r\n", 400, "IncompleteSignature")]
    [InlineData("GET http://{host} HTTP/1.1\r\nHost: {host}\r\n\r\n", 400, "IncompleteSignature")]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: {host}\r\n\r\n", 400, "")]
    [InlineData("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n", 400, "")]
    [InlineData("GET //x/../%zz?%=%&&=&a HTTP/1.1\r\nHost: {host}\r\n\r\n", 400, "IncompleteSignature")]
    [InlineData("GET / HTTP/1.1\r\nHost: {host}\r\nAuthorization: ACS3-HMAC-SHA256\r\n\r\n", 404, "InvalidAccessKeyId.NotFound")]
    [InlineData("GET / HTTP/1.1\r\nHost: {host}\r\nAuthorization: ACS3-HMAC-SHA256 Credential=demo,SignedHeaders=;;host;host,Signature=%\r\n\r\n", 400, "IncompleteSignature")]
    [InlineData("GET / HTTP/1.1\r\nHost: {host}\r\nAuthorization: acs \r\n\r\n", 400, "IncompleteSignature")]
    [InlineData("GET / HTTP/1.1\r\nHost: {host}\r\nAuthorization: acs demo:a:b\r\n\r\n", 400, "IncompleteSignature")]
    [InlineData("GET /?Signature&Timestamp=%FF&AccessKeyId=demo HTTP/1.1\r\nHost: {host}\r\n\r\n", 400, "InvalidTimeStamp.Format")]
    [InlineData("BREW / HTTP/1.1\r\nHost: {host}\r\n\r\n", 400, "IncompleteSignature")]
    [InlineData("POST / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n", 400, "")]
    [InlineData("POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: ;;;\r\nContent-Length: 1\r\n\r\n\u0001", 400, "IncompleteSignature")]
    [InlineData("GET / HTTP/1.1\r\nHost: {host}\r\nDate: yesterday\r\nExpires: never\r\n\r\n", 400, "IncompleteSignature")]
    [InlineData("nonsense\r\n\r\n", 400, "")]
    public async Task A_malformed_request_is_a_bad_one(string request, int status, string code)
    {
        using RunningServer server = await SampleProcess.StartEmulatorAsync();
        using TcpClient client = new();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, Token);
        await using NetworkStream stream = client.GetStream();
        string once = request.Insert(request.IndexOf("\r\n\r\n", StringComparison.Ordinal), "\r\nConnection: close");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(once.Replace("{host}", server.Address.Authority, StringComparison.Ordinal)), Token);
        using StreamReader reader = new(stream);

        string answer = await reader.ReadToEndAsync(Token);

        Assert.Matches($"^HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} ", answer);
        Assert.Contains(code, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_calls_a_second_than_allowed_are_refused()
    {
        using RunningServer server = await SampleProcess.StartEmulatorAsync("--max-calls-per-second", "0.001");
        EnsClient client = new(EnsCredentials.FromAccessKey("demo", "demo-secret"), new() { Endpoint = server.Address, MaxRetries = 0 });

        await client.DescribeImageSharePermissionAsync(new("m-demo"), Token);

        await Assert.ThrowsAsync<EnsThrottlingException>(() => client.DescribeImageSharePermissionAsync(new("m-demo"), Token));
    }

    [Fact]
    public async Task Up_to_six_digits_are_a_number_of_accounts_and_more_are_an_account()
    {
        using RunningServer server = await SampleProcess.StartEmulatorAsync("--image", "m-1=12", "--image", "m-2=1234567");
        EnsClient client = new(EnsCredentials.FromAccessKey("demo", "demo-secret"), new() { Endpoint = server.Address });

        Assert.Equal(12, (await client.DescribeImageSharePermissionAsync(new("m-1"), Token)).TotalCount);
        Assert.Equal("1234567", Assert.Single((await client.DescribeImageSharePermissionAsync(new("m-2"), Token)).Accounts).AliyunUid);
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
    [InlineData("--unknowns", "Everything")]
    [InlineData("--max-calls-per-second", "0")]
    [InlineData("--delay")]
    [InlineData("--nonsense", "1")]
    public async Task Wrong_usage_is_told(params string[] arguments)
    {
        (int exitCode, _, string error) = await SampleProcess.RunAsync("EmulatorServer", arguments, []);

        Assert.Equal(2, exitCode);
        Assert.StartsWith("usage:", error, StringComparison.Ordinal);
    }

    private static async Task<string> SendAsync(RunningServer server, string method, bool form, string action, Dictionary<string, string> more)
    {
        Dictionary<string, string> parameters = new(more)
        {
            ["Action"] = action,
            ["Version"] = "2017-11-10",
            ["Format"] = "JSON",
            ["AccessKeyId"] = "demo",
            ["SignatureMethod"] = "HMAC-SHA1",
            ["SignatureVersion"] = "1.0",
            ["SignatureNonce"] = Guid.NewGuid().ToString(),
            ["Timestamp"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["ImageId"] = AwkwardImage,
        };
        parameters["Signature"] = NaiveSigner.RpcSignature(method, parameters, "demo-secret");
        string encoded = NaiveSigner.Query(parameters);
        using HttpClient http = new();
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(server.Address, form ? "/" : "/?" + encoded));
        request.Content = form ? new StringContent(encoded, Encoding.UTF8, "application/x-www-form-urlencoded") : null;
        using HttpResponseMessage response = await http.SendAsync(request, Token);
        return await response.Content.ReadAsStringAsync(Token);
    }
}
