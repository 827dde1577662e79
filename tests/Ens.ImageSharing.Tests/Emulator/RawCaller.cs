using System.Globalization;
using System.Text.Json;
using Ens.ImageSharing.Tests.Signing;

namespace Ens.ImageSharing.Tests.Emulator;

/// <summary>Sends an operation's parameters as they are, signed by the naive signer.</summary>
internal sealed class RawCaller(EnsEmulator emulator, TimeProvider? timeProvider = null, string accessKeyId = RawCaller.AccessKeyId)
{
    public const string AccessKeyId = "raw";
    public const string Secret = "raw-secret";

    /// <summary>A caller with all permissions.</summary>
    public static RawCaller Of(EnsEmulator emulator, TimeProvider? timeProvider = null)
    {
        emulator.AddAccessKey(AccessKeyId, Secret);
        return new RawCaller(emulator, timeProvider);
    }

    public Task<RawAnswer> ListAccountsAsync(string imageId, params (string Name, string Value)[] more) =>
        CallAsync("DescribeImageSharePermission", [("ImageId", imageId), .. more]);

    public Task<RawAnswer> ListImagesAsync(params (string Name, string Value)[] parameters) => CallAsync("DescribeSelfImages", parameters);

    public Task<RawAnswer> ChangeAsync(string imageId, string? add = null, string? remove = null)
    {
        List<(string, string)> parameters = [("ImageId", imageId)];
        if (add is not null)
        {
            parameters.Add(("AddAccounts", add));
        }

        if (remove is not null)
        {
            parameters.Add(("RemoveAccounts", remove));
        }

        return CallAsync("ModifyImageSharePermission", [.. parameters]);
    }

    public async Task<RawAnswer> CallAsync(string action, params (string Name, string Value)[] parameters)
    {
        Dictionary<string, string> all = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        all["Action"] = action;
        all["Version"] = "2017-11-10";
        all["Format"] = "JSON";
        all["AccessKeyId"] = accessKeyId;
        all["SignatureMethod"] = "HMAC-SHA1";
        all["SignatureVersion"] = "1.0";
        all["SignatureNonce"] = Guid.NewGuid().ToString();
        all["Timestamp"] = (timeProvider ?? TimeProvider.System).GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        all["Signature"] = NaiveSigner.RpcSignature("POST", all, Secret);
        using HttpMessageInvoker http = new(emulator, disposeHandler: false);
        using HttpRequestMessage request = new(HttpMethod.Post, "https://ens.emulator.invalid/?" + NaiveSigner.Query(all));
        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        string? retryAfter = response.Headers.TryGetValues("x-acs-retry-after", out IEnumerable<string>? values) ? values.Single() : null;
        return new RawAnswer((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement, retryAfter);
    }
}

/// <summary>An answer as it came.</summary>
internal sealed record RawAnswer(int Status, JsonElement Body, string? RetryAfter)
{
    /// <summary>The error code; <see langword="null"/> if the answer is a good one.</summary>
    public string? ErrorCode => Status == 200 ? null : Body.GetProperty("Code").GetString();

    public string[] AliyunUids =>
        [.. Body.GetProperty("Accounts").GetProperty("Account").EnumerateArray().Select(account => account.GetProperty("AliyunUid").GetString()!)];

    public JsonElement[] ImageObjects => [.. Body.GetProperty("Images").GetProperty("Image").EnumerateArray()];

    public string[] ImageIds => [.. ImageObjects.Select(image => image.GetProperty("ImageId").GetString()!)];

    public string Text(string name) => Body.GetProperty(name).GetRawText();
}
