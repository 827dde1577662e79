using Ens.ImageSharing.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>Foreign code that blocks its thread holds nothing up: the caller's thread is free, and every budget, and the caller, can end the wait.</summary>
public sealed class BlockingTests : IDisposable
{
    private static readonly EnsAccessKey Key = new("STS.id", "secret", "token");

    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _release = new(), _entered = new();
    private readonly EnsClientOptions _options = new() { Endpoint = new Uri("https://ens.emulator.invalid") };

    public static TheoryData<string> Kinds => ["key", "key in a chain", "invalidation", "handler", "handler of the host", "body"];

    public void Dispose()
    {
        _release.Set();
        _release.Dispose();
        _entered.Dispose();
        _stop.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_budget_of_the_call_ends_the_wait(string kind)
    {
        (_options.AttemptTimeout, _options.Timeout) = (TimeSpan.FromHours(1), TimeSpan.FromSeconds(1));

        Task<ImageSharePage> call = Begin(kind);

        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Contains("EnsClientOptions.Timeout", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_budget_of_the_attempt_ends_the_wait(string kind)
    {
        _options.AttemptTimeout = TimeSpan.FromSeconds(1);

        Task<ImageSharePage> call = Begin(kind);

        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Contains("EnsClientOptions.AttemptTimeout", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_caller_ends_the_wait(string kind)
    {
        Task<ImageSharePage> call = Begin(kind);
        _entered.Wait(TestContext.Current.CancellationToken);

        await _stop.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(_stop.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task A_search_for_a_key_ends_when_its_caller_cancels()
    {
        Task<EnsAccessKey> search = EnsCredentials.FirstOf(new Blocking(this)).GetAccessKeyAsync(_stop.Token).AsTask();
        _entered.Wait(TestContext.Current.CancellationToken);

        await _stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search);
    }

    [Fact]
    public async Task Foreign_code_sees_what_the_caller_has_put_into_its_context()
    {
        _options.MaxRetries = 0;
        AsyncLocal<string> place = new() { Value = "caller" };
        string? seenByHandler = null, seenByCredentials = null;
        ScriptedCredentials credentials = new(_ =>
        {
            seenByCredentials = place.Value;
            return Task.FromResult(Key);
        });
        StubHandler transport = new(_ =>
        {
            seenByHandler = place.Value;
            return StubHandler.Response("""{"TotalCount":0,"Accounts":{"Account":[]} }""");
        });

        await new EnsClient(credentials, _options, transport).DescribeImageSharePermissionAsync("m", _stop.Token);

        Assert.Equal(("caller", "caller"), (seenByCredentials, seenByHandler));
    }

    /// <summary>Begins a call on this thread, with foreign code that blocks another one.</summary>
    private Task<ImageSharePage> Begin(string kind)
    {
        EnsCredentials credentials = kind.StartsWith("key", StringComparison.Ordinal) ? new Blocking(this) : EnsCredentials.FromAccessKey("id", "secret");
        credentials = kind == "invalidation" ? new Unforgetting(Block) : credentials;
        credentials = kind == "key in a chain" ? EnsCredentials.FirstOf(credentials, EnsCredentials.FromAccessKey("other", "secret")) : credentials;
        StubHandler transport = new((_, _) =>
        {
            if (kind == "invalidation")
            {
                return Task.FromResult(StubHandler.Response("""{"Code":"InvalidSecurityToken.Expired"}""", 400));
            }

            if (kind == "body")
            {
                return Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new BlockingStream(this)) });
            }

            Block();
            return Task.FromResult(StubHandler.Response("{}"));
        });
        _options.MaxRetries = kind == "invalidation" ? 1 : 0;
        EnsClient client = kind == "handler of the host" ? Registered(credentials, transport)
            : new EnsClient(credentials, _options, transport);
        return client.DescribeImageSharePermissionAsync("m", _stop.Token);
    }

    private EnsClient Registered(EnsCredentials credentials, HttpMessageHandler transport)
    {
        ServiceCollection services = new();
        services.AddSingleton(credentials);
        services.AddEnsClient(options => (options.Endpoint, options.MaxRetries, options.Timeout, options.AttemptTimeout) =
                (_options.Endpoint, 0, _options.Timeout, _options.AttemptTimeout))
            .ConfigurePrimaryHttpMessageHandler(() => transport);
        return services.BuildServiceProvider().GetRequiredService<EnsClient>();
    }

    /// <summary>Blocks until the test ends; not for good, so that a test fails where the caller's own thread is blocked.</summary>
    private void Block()
    {
        _entered.Set();
        _release.Wait(TimeSpan.FromSeconds(30));
    }

    private sealed class Blocking(BlockingTests test) : EnsCredentials
    {
        public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken)
        {
            test.Block();
            return new(Key);
        }
    }

    private sealed class Unforgetting(Action block) : EnsCredentials
    {
        public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) => new(Key);

        public override void Invalidate(EnsAccessKey refused) => block();
    }

    private sealed class BlockingStream(BlockingTests test) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            test.Block();
            return new(0);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            test.Block();
            return Task.FromResult(0);
        }
    }
}
