using Ens.ImageSharing.Tests.Doubles;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>How a request gets its access key.</summary>
public class AccessKeyTests
{
    [Fact]
    public async Task The_key_is_requested_for_every_request()
    {
        using EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.AddAccessKey("first", "1");
        emulator.AddAccessKey("second", "2");
        EnsClient client = new(ScriptedCredentials.Of(new("first", "1"), new("second", "2")), emulator.Options, emulator);

        await Emulated.ToListAsync(client.ListSharedAccountsAsync(Emulated.Image), TestContext.Current.CancellationToken);

        Assert.Equal(["first", "second", "second"], emulator.Requests.Select(request => request.AccessKeyId));
    }

    [Fact]
    public async Task Credentials_that_fail_are_an_authentication_error_with_the_cause()
    {
        EnsAuthenticationException exception = await FailAsync(ScriptedCredentials.Fails(new InvalidOperationException("The vault is closed.")));

        Assert.Equal("No access key could be obtained: The vault is closed.", exception.Message);
        Assert.IsType<InvalidOperationException>(exception.InnerException);
        Assert.Null(exception.StatusCode);
    }

    [Fact]
    public async Task Credentials_that_return_null_are_an_authentication_error_that_names_them()
    {
        EnsAuthenticationException exception = await FailAsync(_ => Task.FromResult<EnsAccessKey>(null!));

        Assert.Equal("No access key could be obtained: scripted credentials returned null.", exception.Message);
    }

    [Fact]
    public async Task What_credentials_say_is_not_wrapped_again()
    {
        EnsAuthenticationException said = new("No access key is configured.") { IsUnconfigured = true };

        EnsAuthenticationException exception = await FailAsync(ScriptedCredentials.Fails(said));

        Assert.Same(said, exception);
    }

    private static async Task<EnsAuthenticationException> FailAsync(Func<CancellationToken, Task<EnsAccessKey>> entry)
    {
        using EnsEmulator emulator = Emulated.With(accounts: 1);
        EnsClient client = new(new ScriptedCredentials(entry), emulator.Options, emulator);

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(
            () => client.DescribeImageSharePermissionAsync(Emulated.Image));

        Assert.Empty(emulator.Requests);
        return exception;
    }
}
