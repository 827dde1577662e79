using Ens.ImageSharing.Tests.Doubles;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary><see cref="EnsException.Attempts"/> counts the requests that were sent for a call.</summary>
public sealed class AttemptCountTests : IDisposable
{
    private static readonly EnsAccessKey Key = new("STS", "one", "old");

    private readonly SkippingTime _time = new(new EnsClientOptions());
    private readonly EnsEmulator _emulator;

    public AttemptCountTests()
    {
        _emulator = new EnsEmulator(_time);
        _emulator.Share(Emulated.Image, "7");
        _emulator.AddAccessKey("STS", "one", "old");
    }

    /// <summary>
    /// What each attempt meets, and how many requests are sent: B busy, D dropped, T truncated, R a rejected token, K no key, N no permission.
    /// </summary>
    public static TheoryData<string, int> Scripts => new()
    {
        { "N", 1 }, { "BN", 2 }, { "DN", 2 }, { "TN", 2 }, { "DTBN", 4 }, { "BBBB", 4 }, { "RN", 2 }, { "K", 0 }, { "BK", 1 }, { "DBK", 2 }, { "RK", 1 }, { "BRK", 2 },
    };

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task It_equals_the_number_of_requests_that_arrived(string script, int sent)
    {
        int asked = 0;
        foreach (char each in script)
        {
            _ = each switch
            {
                'B' => _emulator.Faults.Error(503, EnsErrorCodes.ServiceUnavailable),
                'D' => _emulator.Faults.Drop(),
                'T' => _emulator.Faults.Truncate(),
                'R' => _emulator.Faults.Error(400, EnsErrorCodes.InvalidSecurityTokenExpired),
                'N' => _emulator.Faults.Error(400, EnsErrorCodes.NoPermission),
                _ => _emulator.Faults,
            };
        }

        ScriptedCredentials credentials = new(_ => script[asked++] == 'K'
            ? throw new EnsAuthenticationException("No key.")
            : Task.FromResult(asked > 1 && script[asked - 2] == 'R' ? new EnsAccessKey("STS", "one", "new") : Key));
        EnsClient client = new(credentials, _emulator.Options, _emulator, timeProvider: _time);

        EnsException exception = await Assert.ThrowsAnyAsync<EnsException>(() => client.DescribeImageSharePermissionAsync(Emulated.Image));

        Assert.Equal((sent, sent), (_emulator.Requests.Count, exception.Attempts));
    }
}
