using Ens.ImageSharing.Tests.Doubles;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>A temporary key that the service rejects is requested again, once. A permanent key has no successor.</summary>
public sealed class AnotherKeyTests : IDisposable
{
    private static readonly EnsAccessKey Old = new("STS", "one", "old"), New = new("STS", "two", "new");

    private readonly SkippingTime _time = new(new EnsClientOptions());
    private readonly EnsEmulator _emulator;

    public AnotherKeyTests()
    {
        _emulator = new EnsEmulator(_time);
        _emulator.Share(Emulated.Image, "7");
    }

    public static TheoryData<string> Rejections =>
    [
        EnsErrorCodes.InvalidSecurityTokenExpired,
        EnsErrorCodes.InvalidSecurityTokenMalformed,
        EnsErrorCodes.InvalidSecurityTokenMismatchWithAccessKey,
        EnsErrorCodes.InvalidAccessKeyIdNotFound,
    ];

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [MemberData(nameof(Rejections))]
    public async Task A_temporary_key_that_is_rejected_is_reported_and_requested_again(string code)
    {
        _emulator.AddAccessKey("STS", "two", "new");
        _emulator.Faults.Error(400, code);
        ScriptedCredentials credentials = ScriptedCredentials.Of(Old, New);

        await CallAsync(credentials);

        Assert.Equal((2, 2), (credentials.Asked, _emulator.Requests.Count));
        Assert.Same(Old, Assert.Single(credentials.Invalidated));
    }

    [Theory]
    [MemberData(nameof(Rejections))]
    public async Task A_permanent_key_that_is_rejected_is_not_requested_again(string code)
    {
        _emulator.Faults.Error(400, code);
        ScriptedCredentials credentials = ScriptedCredentials.Of(new EnsAccessKey("id", "secret"), New);

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => CallAsync(credentials));

        Assert.Equal((code, 1, 1), (exception.ErrorCode, credentials.Asked, _emulator.Requests.Count));
        Assert.Empty(credentials.Invalidated);
    }

    [Theory]
    [InlineData("SignatureDoesNotMatch")]
    [InlineData("InvalidAccessKeyId.Inactive")]
    [InlineData("MissingSecurityToken")]
    [InlineData("NoPermission")]
    public async Task A_temporary_key_is_kept_if_another_one_would_not_help(string code)
    {
        _emulator.Faults.Error(400, code);
        ScriptedCredentials credentials = ScriptedCredentials.Of(Old, New);

        await Assert.ThrowsAnyAsync<EnsException>(() => CallAsync(credentials));

        Assert.Equal((1, 0), (credentials.Asked, credentials.Invalidated.Count));
    }

    [Fact]
    public async Task The_same_key_is_not_sent_again()
    {
        _emulator.AddAccessKey("STS", "one", "old");
        _emulator.ExpireSecurityToken("STS");

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => CallAsync(ScriptedCredentials.Of(Old)));

        Assert.Equal((EnsErrorCodes.InvalidSecurityTokenExpired, 1), (exception.ErrorCode, exception.Attempts));
        Assert.Single(_emulator.Requests);
    }

    [Fact]
    public async Task A_second_rejection_is_final()
    {
        _emulator.Faults.Error(400, EnsErrorCodes.InvalidSecurityTokenExpired).Error(400, EnsErrorCodes.InvalidSecurityTokenExpired);
        ScriptedCredentials credentials = ScriptedCredentials.Of(Old, New, new EnsAccessKey("STS", "three", "newest"));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => CallAsync(credentials));

        Assert.Equal((2, 2), (_emulator.Requests.Count, exception.Attempts));
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(EnsAuthenticationException))]
    public async Task The_rejection_is_told_if_there_is_no_other_key(Type failure)
    {
        _emulator.AddAccessKey("STS", "one", "old");
        _emulator.ExpireSecurityToken("STS");
        ScriptedCredentials credentials = new(
            ScriptedCredentials.Gives(Old), ScriptedCredentials.Fails((Exception)Activator.CreateInstance(failure)!));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => CallAsync(credentials));

        Assert.Equal((EnsErrorCodes.InvalidSecurityTokenExpired, 1), (exception.ErrorCode, exception.Attempts));
    }

    [Fact]
    public async Task The_rejection_is_told_if_the_credentials_cannot_forget_the_key()
    {
        _emulator.Faults.Error(400, EnsErrorCodes.InvalidSecurityTokenExpired);

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => CallAsync(new Unforgetting()));

        Assert.Equal((EnsErrorCodes.InvalidSecurityTokenExpired, 1), (exception.ErrorCode, exception.Attempts));
        Assert.Single(_emulator.Requests);
    }

    private Task<ImageSharePage> CallAsync(EnsCredentials credentials) =>
        new EnsClient(credentials, _emulator.Options, _emulator, timeProvider: _time).DescribeImageSharePermissionAsync(Emulated.Image);

    private sealed class Unforgetting : EnsCredentials
    {
        public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) => new(Old);

        public override void Invalidate(EnsAccessKey refused) => throw new InvalidOperationException();
    }
}
