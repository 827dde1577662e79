namespace Ens.ImageSharing.Tests.Client;

/// <summary>One account of an image: the service filters, or the list is read.</summary>
public class IsSharedWithTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1515285520000000", true)]
    [InlineData("1515285520000249", true)]
    [InlineData("1515285520000250", false)]
    public async Task One_filtered_call_answers(string account, bool shared)
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);

        Assert.Equal(shared, await emulator.Client().IsSharedWithAsync(Emulated.Image, account, Token));
        Assert.Equal(account, Assert.Single(emulator.Requests).Parameter("AliyunId"));
    }

    [Theory]
    [InlineData("1515285520000000", true, 1)]
    [InlineData("1515285520000249", true, 3)]
    [InlineData("1515285520000250", false, 3)]
    public async Task A_server_that_ignores_the_filter_is_read_to_the_end(string account, bool shared, int requests)
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.Shape = EnsEmulatorShape.IgnoredFilter;

        Assert.Equal(shared, await emulator.Client().IsSharedWithAsync(Emulated.Image, account, Token));
        Assert.Equal(requests, emulator.Requests.Count);
    }

    [Theory]
    [InlineData("1515285520000249", true)]
    [InlineData("1515285520000250", false)]
    public async Task A_total_that_is_not_filtered_costs_no_second_call(string account, bool shared)
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.Unknowns = EnsEmulatorUnknowns.None;

        Assert.Equal(shared, await emulator.Client().IsSharedWithAsync(Emulated.Image, account, Token));
        Assert.Single(emulator.Requests);
    }

    [Fact]
    public async Task An_id_of_any_length_is_sent_digit_for_digit()
    {
        EnsEmulator emulator = Emulated.With(accounts: 150);
        emulator.Share(Emulated.Image, "00123456789012345678901234567890");

        Assert.True(await emulator.Client().IsSharedWithAsync(Emulated.Image, "00123456789012345678901234567890", Token));
        Assert.False(await emulator.Client().IsSharedWithAsync(Emulated.Image, "123456789012345678901234567890", Token));
        Assert.Equal(
            ["00123456789012345678901234567890", "123456789012345678901234567890"],
            emulator.Requests.Select(request => request.Parameter("AliyunId")));
    }
}
