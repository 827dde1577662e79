using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ens.ImageSharing.Tests.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.Emulator;

/// <summary>What the emulator refuses, as a client that is not ours would meet it: requests are signed here by the naive signer.</summary>
public sealed class EmulatorSignatureTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 27, 0, 0, 0, TimeSpan.Zero));
    private readonly EnsEmulator _emulator;
    private readonly HttpMessageInvoker _http;

    public EmulatorSignatureTests()
    {
        _emulator = new EnsEmulator(_time);
        _emulator.AddAccessKey("AK", "hunter2");
        _emulator.AddAccessKey("STS", "hunter3", "hunter-token");
        _emulator.AddAccessKey("FORBIDDEN", "hunter4", allowed: false);
        _emulator.Share("m-1", "7");
        _http = new HttpMessageInvoker(_emulator);
    }

    private string Date => _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _http.Dispose();
        _emulator.Dispose();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Acs3_over_either_method_is_accepted(string method) =>
        Assert.Null(await SendAsync(Acs3("AK", "hunter2", method: method)));

    [Theory]
    [InlineData("GET", false)]
    [InlineData("POST", false)]
    [InlineData("POST", true)]
    public async Task Rpc_in_the_query_or_in_a_form_is_accepted(string method, bool form) =>
        Assert.Null(await SendAsync(Rpc("AK", "hunter2", method: method, form: form)));

    [Fact]
    public async Task Acs3_with_a_form_is_accepted()
    {
        HttpRequestMessage request = Acs3("AK", "hunter2", body: "ImageId=m-1&PageSize=5", query: "");

        Assert.Null(await SendAsync(request));
        Assert.Equal("5", _emulator.Requests[0].Parameter("PageSize"));
    }

    [Fact]
    public async Task A_session_token_is_accepted_with_its_key()
    {
        Assert.Null(await SendAsync(Acs3("STS", "hunter3", "hunter-token")));
        Assert.Null(await SendAsync(Rpc("STS", "hunter3", "hunter-token")));
    }

    [Fact]
    public async Task A_wrong_secret_is_answered_with_the_string_to_sign()
    {
        JsonElement error = await RefusedAsync(Acs3("AK", "wrong"), "SignatureDoesNotMatch");

        Assert.Contains("server string to sign is:ACS3-HMAC-SHA256\n", error.GetProperty("Message").GetString(), StringComparison.Ordinal);
        await RefusedAsync(Rpc("AK", "wrong"), "SignatureDoesNotMatch");
    }

    [Theory]
    [InlineData("x-acs-date")]
    [InlineData("x-acs-signature-nonce")]
    [InlineData("x-acs-content-sha256")]
    public async Task A_header_that_is_missing_makes_the_signature_incomplete(string header)
    {
        HttpRequestMessage request = Acs3("AK", "hunter2");
        request.Headers.Remove(header);

        await RefusedAsync(request, "IncompleteSignature");
    }

    [Fact]
    public async Task An_acs_header_that_is_not_signed_makes_the_signature_incomplete()
    {
        HttpRequestMessage request = Acs3("AK", "hunter2");
        request.Headers.TryAddWithoutValidation("x-acs-more", "1");

        await RefusedAsync(request, "IncompleteSignature");
    }

    [Fact]
    public async Task No_signature_at_all_is_an_incomplete_one() =>
        await RefusedAsync(new HttpRequestMessage(HttpMethod.Post, "https://ens.emulator.invalid/?ImageId=m-1"), "IncompleteSignature");

    [Theory]
    [InlineData(15, null)]
    [InlineData(-15, null)]
    [InlineData(16, "InvalidTimeStamp.Expired")]
    [InlineData(-16, "InvalidTimeStamp.Expired")]
    public async Task A_date_may_be_a_quarter_of_an_hour_off(int minutes, string? code)
    {
        HttpRequestMessage request = Acs3("AK", "hunter2");
        _time.AdjustTime(_time.GetUtcNow().AddMinutes(minutes));

        Assert.Equal(code, await SendAsync(request));
    }

    [Fact]
    public async Task A_date_in_another_form_is_refused() =>
        await RefusedAsync(Rpc("AK", "hunter2", date: "27.03.2026"), "InvalidTimeStamp.Format");

    [Fact]
    public async Task A_nonce_is_good_once()
    {
        Assert.Null(await SendAsync(Acs3("AK", "hunter2", nonce: "N")));
        await RefusedAsync(Acs3("AK", "hunter2", nonce: "N"), "SignatureNonceUsed");
    }

    [Fact]
    public async Task Keys_and_tokens_are_checked()
    {
        await RefusedAsync(Acs3("NOBODY", "x"), "InvalidAccessKeyId.NotFound");
        await RefusedAsync(Acs3("STS", "hunter3"), "MissingSecurityToken");
        await RefusedAsync(Acs3("STS", "hunter3", "other"), "InvalidSecurityToken.MismatchWithAccessKey");
        await RefusedAsync(Acs3("FORBIDDEN", "hunter4"), "NoPermission");
        _emulator.ExpireSecurityToken("STS");
        await RefusedAsync(Acs3("STS", "hunter3", "hunter-token"), "InvalidSecurityToken.Expired");
    }

    [Fact]
    public async Task The_token_of_a_key_that_was_replaced_is_expired()
    {
        _emulator.AddAccessKey("STS", "hunter5", "new-token");

        await RefusedAsync(Acs3("STS", "hunter3", "hunter-token"), "InvalidSecurityToken.Expired");
        Assert.Null(await SendAsync(Acs3("STS", "hunter5", "new-token")));
    }

    [Fact]
    public async Task No_secret_is_recorded()
    {
        HttpRequestMessage acs3 = Acs3("STS", "hunter3", "hunter-token"), rpc = Rpc("STS", "hunter3", "hunter-token");
        string signature = acs3.Headers.GetValues("Authorization").Single().Split("Signature=")[1];

        await SendAsync(acs3);
        await SendAsync(rpc);

        string recorded = string.Join("\n", _emulator.Requests.SelectMany(request => request.Headers.Concat(request.Parameters)));
        Assert.DoesNotContain("hunter", recorded, StringComparison.Ordinal);
        Assert.DoesNotContain(signature, recorded, StringComparison.Ordinal);
        Assert.Equal("***", _emulator.Requests[1].Parameter("Signature"));
        Assert.Equal("STS", _emulator.Requests[1].AccessKeyId);
    }

    private async Task<JsonElement> RefusedAsync(HttpRequestMessage request, string code)
    {
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        JsonElement error = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(code, error.GetProperty("Code").GetString());
        Assert.Equal(code, _emulator.Requests[^1].ErrorCode);
        return error;
    }

    private async Task<string?> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        JsonElement answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        return answer.TryGetProperty("Code", out JsonElement code) ? code.GetString() : null;
    }

    private HttpRequestMessage Acs3(string id, string secret, string? token = null, string method = "POST", string? nonce = null, string? body = null, string query = "ImageId=m-1")
    {
        byte[] payload = Encoding.UTF8.GetBytes(body ?? "");
        Dictionary<string, string> headers = new()
        {
            ["host"] = "ens.emulator.invalid",
            ["x-acs-action"] = "DescribeImageSharePermission",
            ["x-acs-version"] = "2017-11-10",
            ["x-acs-date"] = Date,
            ["x-acs-signature-nonce"] = nonce ?? Guid.NewGuid().ToString(),
            ["x-acs-content-sha256"] = Convert.ToHexStringLower(SHA256.HashData(payload)),
        };
        if (token is not null)
        {
            headers["x-acs-security-token"] = token;
        }

        HttpRequestMessage request = new(new HttpMethod(method), "https://ens.emulator.invalid/?" + query);
        if (body is not null)
        {
            headers["content-type"] = "application/x-www-form-urlencoded";
            request.Content = new StringContent(body);
            request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        }

        Dictionary<string, string> parameters = query.Length == 0 ? [] : query.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        string signature = NaiveSigner.Acs3Signature(NaiveSigner.Acs3CanonicalRequest(method, "/", parameters, headers, payload), secret);
        foreach (KeyValuePair<string, string> header in headers.Where(header => header.Key is not ("host" or "content-type")))
        {
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        request.Headers.TryAddWithoutValidation("Authorization", $"ACS3-HMAC-SHA256 Credential={id},SignedHeaders={string.Join(";", headers.Keys.Order(StringComparer.Ordinal))},Signature={signature}");
        return request;
    }

    private HttpRequestMessage Rpc(string id, string secret, string? token = null, string method = "POST", bool form = false, string? date = null)
    {
        Dictionary<string, string> parameters = new()
        {
            ["Action"] = "DescribeImageSharePermission",
            ["Version"] = "2017-11-10",
            ["Format"] = "JSON",
            ["AccessKeyId"] = id,
            ["SignatureMethod"] = "HMAC-SHA1",
            ["SignatureVersion"] = "1.0",
            ["SignatureNonce"] = Guid.NewGuid().ToString(),
            ["Timestamp"] = date ?? Date,
            ["ImageId"] = "m-1",
        };
        if (token is not null)
        {
            parameters["SecurityToken"] = token;
        }

        parameters["Signature"] = NaiveSigner.RpcSignature(method, parameters, secret);
        return form
            ? new HttpRequestMessage(new HttpMethod(method), "https://ens.emulator.invalid/") { Content = new FormUrlEncodedContent(parameters) }
            : new HttpRequestMessage(new HttpMethod(method), "https://ens.emulator.invalid/?" + NaiveSigner.Query(parameters));
    }
}
