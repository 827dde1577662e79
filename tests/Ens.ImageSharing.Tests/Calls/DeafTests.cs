using System.Net;
using Ens.ImageSharing.Tests.Doubles;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>Credentials, handlers and bodies that ignore their token hold nothing up: every budget, and the caller, can end the wait.</summary>
public sealed class DeafTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(SkippingTime.Epoch);
    private readonly CancellationTokenSource _stop = new();
    private readonly EnsClientOptions _options = new() { Endpoint = new Uri("https://ens.emulator.invalid"), MaxRetries = 3, RetryDelay = TimeSpan.Zero };

    public static TheoryData<string> Kinds =>
        ["first key", "second key", "handler", "body of a page", "body of an error"];

    public void Dispose() => _stop.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_budget_of_the_call_ends_the_wait(string kind)
    {
        _options.AttemptTimeout = TimeSpan.FromHours(1);
        Task<ImageSharePage> call = await BeginAsync(kind);

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Contains("EnsClientOptions.Timeout", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_budget_of_the_attempt_ends_the_wait(string kind)
    {
        _options.MaxRetries = kind == "second key" ? 1 : 0;
        Task<ImageSharePage> call = await BeginAsync(kind);

        _time.Advance(TimeSpan.FromSeconds(10));

        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Contains("EnsClientOptions.AttemptTimeout", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_caller_ends_the_wait(string kind)
    {
        Task<ImageSharePage> call = await BeginAsync(kind);

        await _stop.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(_stop.Token, exception.CancellationToken);
    }

    /// <summary>Begins a call and returns when it waits for something that never comes.</summary>
    private async Task<Task<ImageSharePage>> BeginAsync(string kind)
    {
        EnsAccessKey key = new("STS.id", "secret", "token");
        ScriptedCredentials credentials = kind switch
        {
            "first key" => new(ScriptedCredentials.IsDeaf()),
            "second key" => new(ScriptedCredentials.Gives(key), ScriptedCredentials.IsDeaf()),
            _ => ScriptedCredentials.Of(key),
        };
        StubHandler transport = new((_, _) => kind switch
        {
            "handler" => new TaskCompletionSource<HttpResponseMessage>().Task,
            "body of a page" => Task.FromResult(new HttpResponseMessage { Content = new WaitingContent("""{"TotalCount":""") }),
            "body of an error" => Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new WaitingContent("{") }),
            _ => Task.FromResult(StubHandler.Response("""{"Code":"InvalidSecurityToken.Expired"}""", 400)),
        });
        Task<ImageSharePage> call = new EnsClient(credentials, _options, transport, timeProvider: _time).DescribeImageSharePermissionAsync("m", _stop.Token);
        await Patience.UntilAsync(() => credentials.Asked == (kind == "second key" ? 2 : 1) && (kind == "first key" || !transport.Sent.IsEmpty));
        return call;
    }
}
