using Ens.ImageSharing.Tests.Calls;
using Ens.ImageSharing.Tests.Changes;
using Ens.ImageSharing.Tests.Doubles;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>Message handlers that a host puts above the signature: they may repeat a message or send copies of it, and they see nothing secret.</summary>
public sealed class HandlersAboveTests : IDisposable
{
    private const string SecurityToken = "CAIS-token+of/a=temporary-key";

    private readonly SkippingTime _time = new(new EnsClientOptions());
    private readonly EnsEmulator _emulator;

    public HandlersAboveTests()
    {
        _emulator = new EnsEmulator(_time);
        _emulator.Share(Emulated.Image, "7");
        _emulator.AddAccessKey("STS.id", "the-secret", SecurityToken);
    }

    public static TheoryData<EnsSignatureVersion> Versions => [.. Signed.Versions];

    private static EnsCredentials Temporary => EnsCredentials.FromAccessKey("STS.id", "the-secret", SecurityToken);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wrong_clock_is_corrected_through_a_handler_that_sends_copies(bool options)
    {
        _emulator.Faults.SkewClock(TimeSpan.FromHours(8));

        await Client(Temporary, Copying(options)).DescribeImageSharePermissionAsync(Emulated.Image, Token);

        Assert.Equal(["InvalidTimeStamp.Expired", null], _emulator.Requests.Select(request => request.ErrorCode));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_expired_token_is_exchanged_through_a_handler_that_sends_copies(bool options)
    {
        _emulator.AddAccessKey("STS.id", "the-secret", "CAIS-the-next-token");
        ScriptedCredentials credentials = ScriptedCredentials.Of(
            new EnsAccessKey("STS.id", "the-secret", SecurityToken), new EnsAccessKey("STS.id", "the-secret", "CAIS-the-next-token"));

        await Client(credentials, Copying(options)).DescribeImageSharePermissionAsync(Emulated.Image, Token);

        Assert.Equal(["InvalidSecurityToken.Expired", null], _emulator.Requests.Select(request => request.ErrorCode));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_echoed_token_is_hidden_through_a_handler_that_sends_copies(bool options)
    {
        _emulator.Faults.Error(400, EnsErrorCodes.NoPermission, $"The token {SecurityToken} is not allowed.");

        EnsException exception = await Assert.ThrowsAsync<EnsNoPermissionException>(() => CallAsync(Copying(options)));

        Assert.StartsWith("The token *** is not allowed.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_echoed_token_is_hidden_if_nothing_tells_which_request_a_response_answers()
    {
        _emulator.Faults.Error(400, EnsErrorCodes.NoPermission, $"The token {SecurityToken} is not allowed.");

        EnsException exception = await Assert.ThrowsAsync<EnsNoPermissionException>(() => CallAsync(new Forgetful(), Copying(options: false)));

        Assert.StartsWith("The token *** is not allowed.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_response_of_a_hedged_request_is_judged_by_the_key_of_that_request()
    {
        ScriptedCredentials credentials = ScriptedCredentials.Of(
            new EnsAccessKey("STS.id", "the-secret", SecurityToken), new EnsAccessKey("other", "another-secret"));
        _emulator.AddAccessKey("other", "another-secret");
        _emulator.Faults.Error(400, EnsErrorCodes.NoPermission, $"The token {SecurityToken} is not allowed.");

        EnsException exception = await Assert.ThrowsAsync<EnsNoPermissionException>(
            () => Client(credentials, new FirstOfTwo()).DescribeImageSharePermissionAsync(Emulated.Image, Token));

        Assert.Equal(2, _emulator.Requests.Count);
        Assert.StartsWith("The token *** is not allowed.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task No_handler_above_ever_sees_a_signature_or_the_token(EnsSignatureVersion version)
    {
        _emulator.Options.SignatureVersion = version;
        using RecordingHandler outer = new(), inner = new();

        await Client(Temporary, outer, new RepeatingHandler(3), inner).DescribeImageSharePermissionAsync(Emulated.Image, Token);

        Assert.Equal((1, 3, 3), (outer.Before.Count, inner.Before.Count, _emulator.Requests.Count(request => request.StatusCode == 200)));
        Assert.All(
            (SentRequest[])[.. outer.Before, .. outer.After, .. outer.Answered, .. inner.Before, .. inner.After, .. inner.Answered],
            seen =>
            {
                Assert.Null(seen.Header("Authorization") ?? seen.Header("x-acs-security-token"));
                Assert.DoesNotContain("Signature=", seen.ToString(), StringComparison.Ordinal);
                Assert.DoesNotContain("CAIS", seen.ToString(), StringComparison.Ordinal);
            });
    }

    [Fact]
    public async Task A_change_that_was_sent_as_a_copy_without_options_is_not_told_as_unsent()
    {
        _emulator.Faults.Delay(Timeout.InfiniteTimeSpan);
        Task<ModifyImageSharePermissionResult> change = AddAsync(Copying(options: false));
        await Patience.UntilAsync(() => _emulator.Requests.Count == 1);
        _time.Advance(TimeSpan.FromSeconds(10));

        EnsOutcomeUnknownException exception = await Assert.ThrowsAsync<EnsOutcomeUnknownException>(() => change);

        Assert.EndsWith("it was waiting for the response.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_of_a_copy_without_options_is_exchanged_also_if_the_handler_answers_with_the_original()
    {
        _emulator.AddAccessKey("STS.id", "the-secret", "CAIS-the-next-token");
        ScriptedCredentials credentials = ScriptedCredentials.Of(
            new EnsAccessKey("STS.id", "the-secret", SecurityToken), new EnsAccessKey("STS.id", "the-secret", "CAIS-the-next-token"));

        await Client(credentials, new Returning(), Copying(options: false)).DescribeImageSharePermissionAsync(Emulated.Image, Token);

        Assert.Equal(["InvalidSecurityToken.Expired", null], _emulator.Requests.Select(request => request.ErrorCode));
    }

    [Theory]
    [InlineData(400, "NoPermission")]
    [InlineData(400, "Throttling.User")]
    [InlineData(400, "InvalidParameter.AddAccounts")]
    public async Task A_change_that_a_handler_repeats_after_a_lost_answer_is_not_told_as_refused(int status, string code)
    {
        _emulator.Faults.LoseAnswer().Error(status, code);

        EnsOutcomeUnknownException exception = await Assert.ThrowsAsync<EnsOutcomeUnknownException>(() => AddAsync(new AgainAfterFailure()));

        Assert.Equal(code, exception.ErrorCode);
        Assert.Equal((2, true), (_emulator.Requests.Count, _emulator.AccountsOf(Emulated.Image).Contains("8")));
    }

    [Fact]
    public async Task A_change_that_a_handler_repeats_without_a_key_is_not_told_as_unsent()
    {
        _emulator.Faults.LoseAnswer();
        int asked = 0;
        CallbackCredentials credentials = new(_ => asked++ == 0
            ? Task.FromResult(new EnsAccessKey("STS.id", "the-secret", SecurityToken))
            : throw new EnsAuthenticationException("No access key could be obtained."));

        await Assert.ThrowsAsync<EnsOutcomeUnknownException>(() => AddAsync(credentials, new AgainAfterFailure()));
    }

    [Fact]
    public async Task A_change_that_a_handler_repeats_after_a_refusal_is_told_as_refused()
    {
        _emulator.Faults.Error(400, "NoPermission").Error(400, "NoPermission");

        await Assert.ThrowsAsync<EnsNoPermissionException>(() => AddAsync(new RepeatingHandler(2)));
    }

    private Task<ModifyImageSharePermissionResult> AddAsync(params DelegatingHandler[] above) => AddAsync(_emulator.Credentials, above);

    private Task<ModifyImageSharePermissionResult> AddAsync(EnsCredentials credentials, params DelegatingHandler[] above) =>
        Client(credentials, above).ModifyImageSharePermissionAsync(new(Emulated.Image) { AddAccounts = ["8"] }, Token);

    private static RepeatingHandler Copying(bool options) => new(1, message => RepeatingHandler.Copy(message, options));

    private Task<ImageSharePage> CallAsync(params DelegatingHandler[] above) =>
        Client(Temporary, above).DescribeImageSharePermissionAsync(Emulated.Image, Token);

    private EnsClient Client(EnsCredentials credentials, params DelegatingHandler[] above) =>
        HandledClient.Create(credentials, _emulator.Options, _emulator, _time, above);

    /// <summary>Returns responses that refer to no request.</summary>
    private sealed class Forgetful : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            response.RequestMessage = null;
            return response;
        }
    }

    /// <summary>Returns responses that refer to the message that it got, as handlers do that hide their copies.</summary>
    private sealed class Returning : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            response.RequestMessage = request;
            return response;
        }
    }

    /// <summary>Sends a message again after a failure, as resilience handlers do.</summary>
    private sealed class AgainAfterFailure : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException)
            {
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }

    /// <summary>Sends a message twice and returns the first response.</summary>
    private sealed class FirstOfTwo : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage first = await base.SendAsync(request, cancellationToken);
            (await base.SendAsync(request, cancellationToken)).Dispose();
            return first;
        }
    }
}
