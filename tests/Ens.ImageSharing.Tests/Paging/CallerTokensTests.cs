using Ens.ImageSharing.Paging;

namespace Ens.ImageSharing.Tests.Paging;

/// <summary>The two tokens of an enumeration as one; a source of its own is only made where two different ones can be cancelled.</summary>
public sealed class CallerTokensTests : IDisposable
{
    private readonly CancellationTokenSource _first = new();
    private readonly CancellationTokenSource _second = new();

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public void A_token_alone_is_used_as_it_is()
    {
        using CallerTokens argument = new(_first.Token, default), enumeration = new(default, _first.Token), none = new(default, default);

        Assert.Equal((_first.Token, _first.Token, CancellationToken.None), (argument.Either, enumeration.Either, none.Either));
    }

    [Fact]
    public void The_same_token_twice_is_one()
    {
        using CallerTokens tokens = new(_first.Token, _first.Token);

        Assert.Equal(_first.Token, tokens.Either);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Either_of_two_cancels_and_is_named(bool first)
    {
        using CallerTokens tokens = new(_first.Token, _second.Token);
        CancellationTokenSource cancelled = first ? _first : _second;
        Assert.False(tokens.Either.IsCancellationRequested);

        cancelled.Cancel();

        Assert.True(tokens.Either.IsCancellationRequested);
        Assert.Equal(cancelled.Token, Assert.ThrowsAny<OperationCanceledException>(tokens.ThrowIfCancellationRequested).CancellationToken);
    }
}
