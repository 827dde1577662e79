using System.Globalization;
using Ens.ImageSharing.Tests.Doubles;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>Calls to STS are calls like all others: with a corrected clock, with budgets, and without a word about options that do not set them.</summary>
public sealed class StsCallTests : IDisposable
{
    private const string Role = "acs:ram::1515285520000000:role/auditor";
    private const string Answer = """
        {"Credentials":{"AccessKeyId":"STS.id","AccessKeySecret":"s","SecurityToken":"t","Expiration":"2030-01-01T00:00:00Z"}}
        """;

    private readonly string _tokenFile = Path.GetTempFileName();
    private readonly SkippingTime _time = new(new EnsClientOptions { Timeout = TimeSpan.FromSeconds(30) }, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5));

    public StsCallTests() => File.WriteAllText(_tokenFile, "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_tokenFile);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_clock_that_is_forty_minutes_off_is_corrected_with_and_without_a_signature(bool withKey)
    {
        DateTimeOffset theirs = SkippingTime.Epoch.AddMinutes(40);
        StubHandler sts = new(request =>
        {
            string date = request.Header("x-acs-date") ?? Uri.UnescapeDataString(request.Address.Query.Split("Timestamp=")[1].Split('&')[0]);
            return (DateTimeOffset.Parse(date, CultureInfo.InvariantCulture) - theirs).Duration() < TimeSpan.FromMinutes(15)
                ? StubHandler.Response(Answer)
                : StubHandler.Response("""{"Code":"InvalidTimeStamp.Expired"}""", 400, ("Date", theirs.ToString("r", CultureInfo.InvariantCulture)));
        });

        EnsAccessKey key = await Credentials(withKey, sts).GetAccessKeyAsync(Token);

        Assert.Equal(("STS.id", 2), (key.AccessKeyId, sts.Sent.Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_STS_that_never_responds_is_told_without_naming_options(bool withKey)
    {
        StubHandler sts = new((_, _) => new TaskCompletionSource<HttpResponseMessage>().Task);

        Task<EnsAccessKey> key = Credentials(withKey, sts).GetAccessKeyAsync(Token).AsTask();
        for (int attempt = 1; attempt <= 3 && !key.IsCompleted; attempt++)
        {
            await Patience.UntilAsync(() => sts.Sent.Count == attempt || key.IsCompleted);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => key);

        Assert.StartsWith($"The role {Role} could not be assumed: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("did not complete within", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("EnsClientOptions", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_of_STS_that_is_too_long_is_told_without_naming_options()
    {
        StubHandler sts = StubHandler.Answering(new string(' ', 65 * 1024));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(
            async () => await Credentials(withKey: true, sts).GetAccessKeyAsync(Token));

        Assert.Contains("It is longer than 65536 bytes.", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("EnsClientOptions", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"Code":"AuthenticationFail.OIDCToken.Expired","Message":"This JWT token TOKEN is expired."}""")]
    [InlineData(400, """{"Code":"AuthenticationFail.OIDCToken.Invalid","Message":"bad","Recommend":"https://r/?OIDCToken=TOKEN"}""")]
    [InlineData(502, "<html>TOKEN</html>")]
    [InlineData(200, "TOKEN")]
    public async Task An_OIDC_token_that_STS_echoes_does_not_show(int status, string body)
    {
        string token = await File.ReadAllTextAsync(_tokenFile, Token);
        StubHandler sts = StubHandler.Answering(body.Replace("TOKEN", token, StringComparison.Ordinal), status);

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(
            async () => await Credentials(withKey: false, sts).GetAccessKeyAsync(Token));

        EnsException inner = Assert.IsAssignableFrom<EnsException>(exception.InnerException);
        Assert.Null(inner.ResponseBody);
        Assert.DoesNotContain(token, exception + inner.Recommend, StringComparison.Ordinal);
    }

    private EnsCredentials Credentials(bool withKey, StubHandler sts) => withKey
        ? EnsCredentials.FromAssumedRole(EnsCredentials.FromAccessKey("id", "secret"), Role, transport: sts, timeProvider: _time)
        : EnsCredentials.FromOidcRole(Role, "acs:ram::1515285520000000:oidc-provider/cluster", _tokenFile, transport: sts, timeProvider: _time);
}
