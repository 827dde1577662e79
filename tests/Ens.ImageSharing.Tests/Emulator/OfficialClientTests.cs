using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.Emulator;

/// <summary>The captured requests of the official clients, sent to the emulator as they were.</summary>
public class OfficialClientTests
{
    private const string Image = "m-5s7qotzavwbrnzaqh4unm0001";
    private const string AwkwardImage = "m-测试 +*~%/&=";
    private const string Account = "171710408091";
    private const string DescribeImageSharePermission = "wire-captures.json";
    private const string Operations = "operation-captures.json";

    private static readonly DateTimeOffset CapturedAt = DateTimeOffset.Parse("2026-11-24T04:56:28Z", CultureInfo.InvariantCulture);

    private static readonly DateTimeOffset OperationsCapturedAt = DateTimeOffset.Parse("2026-11-25T17:54:09Z", CultureInfo.InvariantCulture);

    public static TheoryData<string> Captures => Clients(DescribeImageSharePermission);

    public static TheoryData<string> OperationCaptures => Clients(Operations);

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task A_request_of_an_official_client_is_accepted(string client)
    {
        EnsEmulator emulator = new(new FakeTimeProvider(CapturedAt));
        emulator.AddAccessKey("FAKEAK", "fakesk", client.EndsWith("sts", StringComparison.Ordinal) ? "FAKETOKEN" : null);
        emulator.Share(Image, Account);
        using HttpMessageInvoker http = new(emulator);
        using HttpRequestMessage request = Request(client);

        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        string body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == 200, body);
        Assert.Contains(Account, body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task The_same_request_with_another_secret_is_refused(string client)
    {
        EnsEmulator emulator = new(new FakeTimeProvider(CapturedAt));
        emulator.AddAccessKey("FAKEAK", "another", client.EndsWith("sts", StringComparison.Ordinal) ? "FAKETOKEN" : null);
        using HttpMessageInvoker http = new(emulator);
        using HttpRequestMessage request = Request(client);

        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(EnsErrorCodes.SignatureDoesNotMatch, Assert.Single(emulator.Requests).ErrorCode);
    }

    [Theory]
    [MemberData(nameof(OperationCaptures))]
    public async Task A_request_for_any_operation_with_an_awkward_image_id_is_accepted(string client)
    {
        EnsEmulator emulator = new(new FakeTimeProvider(OperationsCapturedAt));
        emulator.AddAccessKey("FAKEAK", "fakesk", client.EndsWith("sts", StringComparison.Ordinal) ? "FAKETOKEN" : null);
        emulator.Share(AwkwardImage, "1515285520000007", "8");
        using HttpMessageInvoker http = new(emulator);
        using HttpRequestMessage request = Request(client, Operations);

        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        string body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == 200, body);
        EnsEmulatorRequest received = Assert.Single(emulator.Requests);
        Assert.Equal(AwkwardImage, received.Parameter("ImageId"));
        if (received.Action == "ModifyImageSharePermission")
        {
            Assert.Equal(["8", "1515285520000101", "1515285520000102", "171710408091"], emulator.AccountsOf(AwkwardImage));
        }
        else
        {
            Assert.Contains(received.Action == "DescribeSelfImages" ? AwkwardImage : "1515285520000007", body, StringComparison.Ordinal);
        }
    }

    private static TheoryData<string> Clients(string file) => [.. Root(file).Select(capture => capture.GetProperty("client").GetString()!)];

    private static JsonElement.ArrayEnumerator Root(string file) => JsonDocument.Parse(Resources.Read(file)).RootElement.EnumerateArray();

    private static HttpRequestMessage Request(string client, string file = DescribeImageSharePermission)
    {
        JsonElement captured = Root(file).Single(capture => capture.GetProperty("client").GetString() == client).GetProperty("requests")[0];
        string[] line = captured.GetProperty("line").GetString()!.Split(' ');
        string[] texts = [.. captured.GetProperty("headers").EnumerateArray().Select(text => text.GetString()!)];
        KeyValuePair<string, string>[] headers = [.. texts.Chunk(2).Select(pair => new KeyValuePair<string, string>(pair[0], pair[1]))];
        string host = headers.Single(header => header.Key.Equals("host", StringComparison.OrdinalIgnoreCase)).Value;
        HttpRequestMessage request = new(new HttpMethod(line[0]), $"http://{host}{line[1]}")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(captured.GetProperty("body").GetString()!)),
        };
        foreach (KeyValuePair<string, string> header in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value))
            {
                request.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        return request;
    }
}
