using Ens.ImageSharing.Tests.Servers;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Chains that a user composes: which sources are passed over, and which end the search.</summary>
[Collection("alone")]
public sealed class FirstOfTests : IDisposable
{
    private static readonly EnsCredentials Own = EnsCredentials.FromAccessKey("own", "s");

    private readonly Surroundings _surroundings = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _surroundings.Dispose();

    [Fact]
    public async Task The_first_source_that_is_set_up_is_used()
    {
        EnsCredentials first = EnsCredentials.FirstOf(EnsCredentials.FromEnvironment(), Own);

        Assert.Equal("own", (await first.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public void At_least_one_source_is_required_and_none_may_be_null()
    {
        Assert.Throws<ArgumentException>("credentials", () => EnsCredentials.FirstOf());
        Assert.Throws<ArgumentException>("credentials", () => EnsCredentials.FirstOf(null!, EnsCredentials.Default));
    }

    [Fact]
    public async Task A_source_of_the_users_that_says_it_is_not_set_up_is_passed_over()
    {
        Scripted source = new() { Answer = _ => throw new EnsAuthenticationException("no vault here") { IsUnconfigured = true } };

        Assert.Equal("own", (await EnsCredentials.FirstOf(source, Own).GetAccessKeyAsync(Token)).AccessKeyId);
    }

    public static TheoryData<string> Failures => ["null", "exception", "authentication", "cancelled"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_source_of_the_users_that_fails_is_an_error(string failure)
    {
        Scripted source = new()
        {
            Answer = _ => failure switch
            {
                "null" => Task.FromResult<EnsAccessKey>(null!),
                "exception" => throw new InvalidOperationException("broken vault"),
                "authentication" => Task.FromException<EnsAccessKey>(new EnsAuthenticationException("broken vault")),
                _ => throw new OperationCanceledException("broken vault"),
            },
        };

        EnsAuthenticationException exception =
            await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials.FirstOf(source, Own).GetAccessKeyAsync(Token));

        Assert.Contains(failure == "null" ? "vault credentials returned no access key" : "broken vault", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsUnconfigured);
    }

    [Fact]
    public async Task A_source_that_comes_first_is_used_as_soon_as_it_is_set_up()
    {
        EnsCredentials first = EnsCredentials.FirstOf(EnsCredentials.FromEnvironment(), Own);
        await first.GetAccessKeyAsync(Token);

        _surroundings.Set(("ACCESS_KEY_ID", "env"), ("ACCESS_KEY_SECRET", "s"));

        Assert.Equal("env", (await first.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task A_rejected_key_is_discarded_by_the_source_that_gave_it()
    {
        Scripted source = new() { Answer = _ => Task.FromResult(new EnsAccessKey("id", "s")) };
        EnsCredentials first = EnsCredentials.FirstOf(EnsCredentials.FromEnvironment(), source);
        EnsAccessKey key = await first.GetAccessKeyAsync(Token);

        first.Invalidate(key);

        Assert.Equal("id", Assert.Single(source.Refused).AccessKeyId);
    }

    [Fact]
    public async Task The_key_says_which_source_gave_it()
    {
        Scripted source = new() { Answer = _ => Task.FromResult(new EnsAccessKey("id", "s")) };
        EnsCredentials first = EnsCredentials.FirstOf(EnsCredentials.FromEnvironment(), source);

        Assert.Equal("vault credentials", (await first.GetAccessKeyAsync(Token)).Source);
        _surroundings.Set(("ACCESS_KEY_ID", "env"), ("ACCESS_KEY_SECRET", "s"));
        Assert.Equal("environment variables", (await first.GetAccessKeyAsync(Token)).Source);
    }

    [Fact]
    public async Task A_search_that_is_cancelled_says_so_and_ends()
    {
        using CancellationTokenSource stop = new();
        await using LoopbackServer server = new((_, _, token) => Task.Delay(Timeout.Infinite, token));
        Task<EnsAccessKey> waiting = EnsCredentials.FirstOf(EnsCredentials.FromUri(server.Address), Own).GetAccessKeyAsync(stop.Token).AsTask();
        await server.FirstRequest.Task.WaitAsync(Token);

        await stop.CancelAsync();

        Assert.Equal(stop.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting)).CancellationToken);
    }

    [Fact]
    public async Task A_search_that_is_cancelled_ends_even_if_a_source_ignores_it()
    {
        using CancellationTokenSource stop = new();
        Scripted source = new() { Answer = _ => new TaskCompletionSource<EnsAccessKey>().Task };
        Task<EnsAccessKey> waiting = EnsCredentials.FirstOf(source, Own).GetAccessKeyAsync(stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Token));
    }

    private sealed class Scripted : EnsCredentials
    {
        public Func<CancellationToken, Task<EnsAccessKey>> Answer { get; init; } = null!;

        public List<EnsAccessKey> Refused { get; } = [];

        public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) => new(Answer(cancellationToken));

        public override void Invalidate(EnsAccessKey refused) => Refused.Add(refused);

        public override string ToString() => "vault credentials";
    }
}
