using System.Net;
using System.Text.Json;
using Ens.ImageSharing.Signing;
using Ens.ImageSharing.Tests.Servers;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>What leaves the socket, against what the official clients send for the same parameters.</summary>
public class WireCaptureTests
{
    private const string Page = """{"TotalCount":0,"PageNumber":1,"PageSize":10,"RequestId":"R","ImageId":"m-5s7qotzavwbrnzaqh4unm0001"}""";

    /// <summary>Of the wire, not of the request: the connection, the program's name and telemetry that nobody asks for.</summary>
    private static readonly string[] NotCompared = ["user-agent", "x-acs-credentials-provider", "connection"];

    /// <summary>New with each request.</summary>
    private static readonly string[] Fresh = ["x-acs-date", "x-acs-signature-nonce", "authorization", "host"];

    private static readonly DescribeImageSharePermissionRequest Request = new("m-5s7qotzavwbrnzaqh4unm0001") { PageNumber = 1, PageSize = 10, AliyunUid = "171710408091" };

    [Theory]
    [InlineData("@alicloud/openapi-client 0.4.15 v3", null)]
    [InlineData("@alicloud/openapi-core 1.0.8 v3", null)]
    [InlineData("@alicloud/openapi-client 0.4.15 v3 sts", "FAKETOKEN")]
    [InlineData("@alicloud/openapi-core 1.0.8 v3 sts", "FAKETOKEN")]
    public async Task Acs3_sends_what_the_official_client_sends(string capture, string? securityToken)
    {
        (string line, Dictionary<string, string> expected) = Capture(capture);

        ReceivedText sent = await SendAsync(EnsSignatureVersion.Acs3HmacSha256, securityToken);

        Assert.Equal(line, sent.RequestLine);
        Dictionary<string, string> actual = Comparable(sent.Headers);
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        Assert.All(expected.Where(header => !Fresh.Contains(header.Key)), header => Assert.Equal(header.Value, actual[header.Key]));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", actual["x-acs-date"]);
        Assert.Matches("^[0-9a-f]{32}$", actual["x-acs-signature-nonce"]);
    }

    [Theory]
    [InlineData("@alicloud/openapi-client 0.4.15 v2", null)]
    [InlineData("@alicloud/openapi-core 1.0.8 v2", null)]
    [InlineData("@alicloud/openapi-client 0.4.15 v2 sts", "FAKETOKEN")]
    [InlineData("@alicloud/openapi-core 1.0.8 v2 sts", "FAKETOKEN")]
    public async Task Rpc_sends_the_parameters_of_the_official_client_in_its_order(string capture, string? securityToken)
    {
        (string line, _) = Capture(capture);

        ReceivedText sent = await SendAsync(EnsSignatureVersion.RpcHmacSha1, securityToken);

        Assert.Equal(WithoutFresh(line), WithoutFresh(sent.RequestLine));
        Assert.Null(sent.Header("Authorization"));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task The_host_that_is_signed_is_the_host_that_is_sent(string address)
    {
        ReceivedText sent = await SendAsync(EnsSignatureVersion.Acs3HmacSha256, null, IPAddress.Parse(address));

        string[] names = sent.Header("Authorization")!.Split("SignedHeaders=")[1].Split(',')[0].Split(';');
        HeaderField[] headers = [.. names.Select(name => new HeaderField(name, sent.Header(name)!))];
        Acs3Request received = new("POST", "/", sent.RequestLine.Split(' ')[1].Split('?')[1], headers, Acs3Signature.EmptyPayloadHash);
        Assert.Equal(Acs3Signature.Authorize(received, "FAKEAK", "FAKESECRET"), sent.Header("Authorization"));
    }

    [Fact]
    public async Task The_user_agent_names_the_application_before_the_library()
    {
        ReceivedText sent = await SendAsync(EnsSignatureVersion.Acs3HmacSha256, null);

        Assert.Matches(@"^audit/2\.1 Ens\.ImageSharing/\d+\.\d+\.\d+ \(\.NET [^)]+\)$", sent.Header("User-Agent")!);
    }

    private static async Task<ReceivedText> SendAsync(EnsSignatureVersion version, string? securityToken, IPAddress? address = null)
    {
        await using LoopbackServer server = new(LoopbackServer.Answer(Page), address);
        EnsClientOptions options = new() { Endpoint = server.Address, SignatureVersion = version, ApplicationId = "audit/2.1" };
        EnsClient client = new(EnsCredentials.FromAccessKey("FAKEAK", "FAKESECRET", securityToken), options);

        await client.DescribeImageSharePermissionAsync(Request, TestContext.Current.CancellationToken);

        return Assert.Single(server.Requests);
    }

    private static (string Line, Dictionary<string, string> Headers) Capture(string client)
    {
        JsonElement request = JsonDocument.Parse(Resources.Read("wire-captures.json")).RootElement.EnumerateArray()
            .Single(capture => capture.GetProperty("client").GetString() == client).GetProperty("requests")[0];
        string[] texts = [.. request.GetProperty("headers").EnumerateArray().Select(text => text.GetString()!)];
        return (request.GetProperty("line").GetString()!, Comparable(texts.Chunk(2).Select(pair => new KeyValuePair<string, string>(pair[0], pair[1]))));
    }

    private static Dictionary<string, string> Comparable(IEnumerable<KeyValuePair<string, string>> headers) =>
        headers.Select(header => (Name: header.Key.ToLowerInvariant(), header.Value)).Where(header => !NotCompared.Contains(header.Name)).ToDictionary(header => header.Name, header => header.Value);

    private static string WithoutFresh(string line) =>
        string.Join("&", line.Split('?')[1].Split(' ')[0].Split('&').Select(pair => pair.Split('=')[0] is "Timestamp" or "SignatureNonce" or "Signature" ? pair.Split('=')[0] : pair));
}
