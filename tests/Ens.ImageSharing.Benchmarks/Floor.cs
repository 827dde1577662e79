using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ens.ImageSharing.Benchmarks;

/// <summary>What somebody writes by hand for one page and nothing else: a shared client, the signature in a few lines, a source-generated read into records.</summary>
internal sealed class Floor(Uri endpoint) : IDisposable
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("fakesecret");

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly Uri _address = new(endpoint, $"/?ImageId={PageServer.Image}&PageNumber=1&PageSize=100");

    public async Task<int> ReadPageAsync()
    {
        string date = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string nonce = Guid.NewGuid().ToString("N");
        using HttpRequestMessage request = new(HttpMethod.Post, _address);
        request.Headers.TryAddWithoutValidation("x-acs-action", "DescribeImageSharePermission");
        request.Headers.TryAddWithoutValidation("x-acs-version", "2017-11-10");
        request.Headers.TryAddWithoutValidation("x-acs-date", date);
        request.Headers.TryAddWithoutValidation("x-acs-signature-nonce", nonce);
        request.Headers.TryAddWithoutValidation("x-acs-content-sha256", EmptyHash);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("Authorization", Authorize(_address.Authority, date, nonce));
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using Stream stream = await response.Content.ReadAsStreamAsync();
        Page? page = await JsonSerializer.DeserializeAsync(stream, FloorJson.Default.Page);
        return page!.Accounts.Account.Count;
    }

    public void Dispose() => _http.Dispose();

    private static string Authorize(string host, string date, string nonce)
    {
        string canonical = $"POST\n/\nImageId={PageServer.Image}&PageNumber=1&PageSize=100\nhost:{host}\nx-acs-action:DescribeImageSharePermission\nx-acs-content-sha256:{EmptyHash}\nx-acs-date:{date}\nx-acs-signature-nonce:{nonce}\nx-acs-version:2017-11-10\n\nhost;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version\n{EmptyHash}";
        string toSign = "ACS3-HMAC-SHA256\n" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(toSign)));
        return $"ACS3-HMAC-SHA256 Credential=FAKEAK,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature={signature}";
    }
}

/// <summary>The page as records.</summary>
internal sealed record Page(int TotalCount, int PageSize, string RequestId, int PageNumber, string ImageId, PageAccounts Accounts);

/// <summary>The wrapper of the list.</summary>
internal sealed record PageAccounts(List<PageAccount> Account);

/// <summary>One account.</summary>
internal sealed record PageAccount(string AliyunUid);

/// <summary>The generated reader.</summary>
[JsonSerializable(typeof(Page))]
internal sealed partial class FloorJson : JsonSerializerContext;
