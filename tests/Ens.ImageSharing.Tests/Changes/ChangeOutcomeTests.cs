using System.Net;

namespace Ens.ImageSharing.Tests.Changes;

/// <summary>What the raw call says about a change that failed, and whether it is sent again.</summary>
public class ChangeOutcomeTests
{
    private readonly ChangeScene _scene = new();

    [Theory]
    [InlineData(400, "ens.interface.error")]
    [InlineData(400, "CallInterface")]
    [InlineData(400, "InternalError")]
    [InlineData(400, "InternalError.Dispatch")]
    [InlineData(400, "UnknownError")]
    [InlineData(400, "ServiceUnavailable")]
    [InlineData(408, "RequestTimeout")]
    [InlineData(429, "InternalError")]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(500, "NoPermission")]
    [InlineData(502, "InvalidParameter.AddAccounts")]
    [InlineData(504, "Whatever")]
    public async Task After_trouble_of_the_service_the_outcome_is_unknown(int status, string code)
    {
        _scene.Emulator.Faults.Error(status, code);

        EnsOutcomeUnknownException exception = await Assert.ThrowsAsync<EnsOutcomeUnknownException>(() => _scene.AddAsync("7"));

        Assert.Equal((code, status, 1, false), (exception.ErrorCode, (int)exception.StatusCode!.Value, exception.Attempts, exception.IsTransient));
        Assert.Equal(code, Assert.IsType<EnsException>(exception.InnerException, exactMatch: false).ErrorCode);
        Assert.StartsWith($"It is unknown whether the change of image '{ChangeScene.Image}' was made: ", exception.Message, StringComparison.Ordinal);
        Assert.Single(_scene.Sent);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "{}")]
    [InlineData(200, "not json")]
    [InlineData(200, "<html>It works!</html>")]
    [InlineData(200, "{\"RequestId\":\"R-1\"")]
    [InlineData(200, "{\"RequestId\":\"R-1\",\"Message\":\"The system is busy.\"}")]
    [InlineData(200, "{\"RequestId\":\"R-1\",\"Success\":false}")]
    [InlineData(200, "{\"RequestId\":\"R-1\",\"Code\":200,\"Success\":\"False\"}")]
    [InlineData(200, "{\"RequestId\":\"R-1\",\"Code\":500}")]
    [InlineData(200, "{\"RequestId\":\"R-1\",\"Code\":\"503\",\"Message\":\"busy\"}")]
    [InlineData(429, "<html>Too Many Requests</html>")]
    [InlineData(403, "<html><code>WAF-1</code></html>")]
    [InlineData(400, "<html>Bad Request</html>")]
    [InlineData(403, "")]
    [InlineData(404, "{}")]
    [InlineData(500, "")]
    [InlineData(502, "<html>Bad Gateway</html>")]
    public async Task After_an_answer_without_a_word_of_the_service_the_outcome_is_unknown(int status, string body)
    {
        _scene.Emulator.Faults.Status(status, body);

        EnsOutcomeUnknownException exception = await Assert.ThrowsAsync<EnsOutcomeUnknownException>(() => _scene.AddAsync("7"));

        Assert.IsType<EnsException>(exception.InnerException, exactMatch: false);
        Assert.Single(_scene.Sent);
    }

    [Fact]
    public async Task After_a_lost_answer_the_outcome_is_unknown_and_the_change_was_made()
    {
        _scene.Emulator.Faults.LoseAnswer();

        Assert.IsType<HttpRequestException>((await Assert.ThrowsAsync<EnsOutcomeUnknownException>(() => _scene.AddAsync("7"))).InnerException);
        Assert.Single(_scene.Sent);
        Assert.Equal(["7"], _scene.Accounts);
    }

    [Fact]
    public async Task After_a_reset_connection_the_outcome_is_unknown_though_the_change_was_not_made()
    {
        _scene.Emulator.Faults.Drop();

        Assert.IsType<HttpRequestException>((await Assert.ThrowsAsync<EnsOutcomeUnknownException>(() => _scene.AddAsync("7"))).InnerException);
        Assert.Single(_scene.Sent);
        Assert.Empty(_scene.Accounts);
    }

    [Fact]
    public async Task After_an_answer_that_broke_off_the_outcome_is_unknown()
    {
        _scene.Emulator.Faults.Truncate();

        Assert.IsType<HttpRequestException>((await Assert.ThrowsAsync<EnsOutcomeUnknownException>(() => _scene.AddAsync("7"))).InnerException);
        Assert.Single(_scene.Sent);
    }

    [Theory]
    [InlineData("{\"RequestId\":\"R-1\",\"Error\":{\"Code\":\"NoPermission\"}}")]
    [InlineData("<Error><Code>NoPermission</Code></Error>")]
    public async Task An_error_with_a_good_status_is_no_change(string body)
    {
        _scene.Emulator.Faults.Status(200, body);

        await Assert.ThrowsAsync<EnsNoPermissionException>(() => _scene.AddAsync("7"));
    }

    [Theory]
    [InlineData("{\"RequestId\":\"R-1\",\"Message\":\"success\"}")]
    [InlineData("{\"RequestId\":\"R-1\",\"Code\":\"200\",\"Message\":\"The change was made.\",\"Success\":true}")]
    public async Task A_word_of_success_beside_the_request_id_is_a_change(string body)
    {
        _scene.Emulator.Faults.Status(200, body);

        await _scene.AddAsync("7");

        Assert.Single(_scene.Sent);
    }

    [Theory]
    [InlineData(400, "Throttling.User")]
    [InlineData(429, "Throttling")]
    [InlineData(400, "Rejected.Throttling")]
    [InlineData(400, "SignatureNonceUsed")]
    public async Task A_refusal_that_passes_is_sent_again(int status, string code)
    {
        _scene.Emulator.Faults.Error(status, code);

        await _scene.AddAsync("7");

        Assert.Equal(["7"], _scene.Accounts);
        Assert.Equal(2, _scene.Sent.Length);
        Assert.NotEqual(_scene.Sent[0].Nonce, _scene.Sent[1].Nonce);
    }

    [Fact]
    public async Task A_wrong_clock_is_corrected_and_the_change_sent_again()
    {
        _scene.Emulator.Faults.SkewClock(TimeSpan.FromHours(1));

        await _scene.AddAsync("7");

        Assert.Equal((400, 200), (_scene.Sent[0].StatusCode, _scene.Sent[1].StatusCode));
        Assert.Equal(["7"], _scene.Accounts);
    }

    [Theory]
    [InlineData(400, "InvalidSecurityToken.Expired")]
    [InlineData(404, "InvalidAccessKeyId.NotFound")]
    public async Task A_temporary_key_that_the_service_refuses_is_fetched_again_and_the_change_sent_again(int status, string code)
    {
        int fetched = 0;
        _scene.Emulator.AddAccessKey("temporary-1", "secret", EnsEmulatorPermissions.All, "token-1");
        _scene.Emulator.AddAccessKey("temporary-2", "secret", EnsEmulatorPermissions.All, "token-2");
        _scene.Emulator.Faults.Error(status, code);
        CallbackCredentials credentials = new(_ => Task.FromResult(new EnsAccessKey($"temporary-{++fetched}", "secret", $"token-{fetched}")));

        await _scene.Client(credentials).ModifyImageSharePermissionAsync(new(ChangeScene.Image) { AddAccounts = ["7"] }, ChangeScene.Token);

        Assert.Equal(["temporary-1", "temporary-2"], _scene.Sent.Select(request => request.AccessKeyId));
        Assert.Equal(["7"], _scene.Accounts);
    }

    [Theory]
    [InlineData(400, "NoPermission", typeof(EnsNoPermissionException))]
    [InlineData(403, "Forbidden.RAM", typeof(EnsNoPermissionException))]
    [InlineData(400, "MissingParameter", typeof(EnsMissingParameterException))]
    [InlineData(400, "InvalidParameter", typeof(EnsInvalidParameterException))]
    [InlineData(400, "InvalidParameter.AddAccounts", typeof(EnsInvalidParameterException))]
    [InlineData(400, "InvalidImageType.NotSupported", typeof(EnsException))]
    [InlineData(404, "InvalidAccessKeyId.NotFound", typeof(EnsAuthenticationException))]
    [InlineData(400, "SignatureDoesNotMatch", typeof(EnsAuthenticationException))]
    [InlineData(409, "IncorrectStatus.Image", typeof(EnsException))]
    public async Task A_refusal_for_good_is_known_and_not_sent_again(int status, string code, Type type)
    {
        _scene.Emulator.Faults.Error(status, code);

        EnsException exception = await Assert.ThrowsAnyAsync<EnsException>(() => _scene.AddAsync("7"));

        Assert.Equal((type, code, 1), (exception.GetType(), exception.ErrorCode, exception.Attempts));
        Assert.Single(_scene.Sent);
    }

    [Fact]
    public async Task Throttling_that_does_not_end_is_known_to_be_a_refusal()
    {
        _scene.Emulator.Faults.Throttle().Throttle().Throttle().Throttle();

        EnsThrottlingException exception = await Assert.ThrowsAsync<EnsThrottlingException>(() => _scene.AddAsync("7"));

        Assert.Equal((4, 4), (exception.Attempts, _scene.Sent.Length));
    }

    [Fact]
    public async Task Trouble_after_a_refusal_is_unknown_and_ends_the_sending()
    {
        _scene.Emulator.Faults.Throttle().Error(500, EnsErrorCodes.InternalError);

        EnsOutcomeUnknownException exception = await Assert.ThrowsAsync<EnsOutcomeUnknownException>(() => _scene.AddAsync("7"));

        Assert.Equal((2, 2), (exception.Attempts, _scene.Sent.Length));
    }

    [Fact]
    public async Task A_read_is_sent_again_where_a_change_is_not()
    {
        _scene.Emulator.Faults.Error(500, EnsErrorCodes.InternalError).Drop().Status(502);

        await _scene.Client().DescribeImageSharePermissionAsync(ChangeScene.Image, ChangeScene.Token);

        Assert.Equal(4, _scene.Emulator.Requests.Count);
    }

    [Fact]
    public void The_cause_of_an_unknown_outcome_is_taken_over()
    {
        EnsException cause = new("cause") { StatusCode = HttpStatusCode.BadGateway, ErrorCode = "InternalError", RequestId = "R-1" };

        EnsOutcomeUnknownException exception = new("unknown", cause);

        Assert.Equal((HttpStatusCode.BadGateway, "InternalError", "R-1"), (exception.StatusCode, exception.ErrorCode, exception.RequestId));
        Assert.True(exception.Is(EnsErrorCodes.InternalError));
    }
}
