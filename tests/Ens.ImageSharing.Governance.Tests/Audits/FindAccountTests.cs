using Ens.ImageSharing.Governance.Tests.Doubles;
using static Ens.ImageSharing.Governance.Tests.Doubles.Given;

namespace Ens.ImageSharing.Governance.Tests.Audits;

public sealed class FindAccountTests
{
    private readonly EnsEmulator _emulator = new();

    public FindAccountTests()
    {
        _emulator.Share("m-1", "1", "2");
        _emulator.Share("m-2", "2");
        _emulator.AddImage(new EnsImage("m-received") { OwnerAlias = "others" });
    }

    [Fact]
    public async Task Each_own_image_has_the_account_or_not()
    {
        List<AccountHolding> holdings = await FindAsync("1");
        Assert.Equal([("m-1", true), ("m-2", false)], holdings.Select(holding => (holding.ImageId, holding.IsShared!.Value)).OrderBy(holding => holding.ImageId, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Images_can_be_given_and_keep_their_order() =>
        Assert.Equal(["m-2", "m-1"], (await FindAsync("1", "m-2", "m-1")).Select(holding => holding.ImageId));

    [Fact]
    public async Task An_image_that_is_given_twice_is_asked_for_once() =>
        Assert.Equal(["m-2", "m-1"], (await FindAsync("1", "m-2", "m-1", "m-2")).Select(holding => holding.ImageId));

    [Fact]
    public async Task It_takes_one_filtered_call_an_image()
    {
        await FindAsync("1", "m-1", "m-2");
        Assert.Equal(["1", "1"], _emulator.Requests.Select(request => request.Parameter("AliyunId")));
    }

    [Fact]
    public async Task The_request_id_is_that_of_the_response_that_decided()
    {
        AccountHolding[] holdings = [.. await FindAsync("1", "m-1", "m-2")];
        Assert.All(holdings, holding => Assert.NotEmpty(holding.RequestId!));
        Assert.NotEqual(holdings[0].RequestId, holdings[1].RequestId);
    }

    [Fact]
    public async Task An_image_that_cannot_be_read_is_neither_shared_nor_not_shared()
    {
        AccountHolding[] holdings = [.. await FindAsync("1", "m-none", "m-1")];
        Assert.Null(holdings[0].IsShared);
        Assert.IsAssignableFrom<EnsException>(holdings[0].Failure);
        Assert.Equal(((EnsException)holdings[0].Failure!).RequestId, holdings[0].RequestId);
        Assert.Equal((true, null), (holdings[1].IsShared, holdings[1].Failure));
    }

    [Fact]
    public async Task Absence_is_proven_even_if_the_service_does_not_filter()
    {
        _emulator.Shape |= EnsEmulatorShape.IgnoredFilter;
        _emulator.Share("m-1", [.. Enumerable.Range(100, 150).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        Assert.Equal([true, false], (await FindAsync("249", "m-1", "m-2")).Select(holding => holding.IsShared!.Value));
        Assert.False((await FindAsync("999", "m-1"))[0].IsShared);
    }

    [Fact]
    public async Task A_list_that_contradicts_itself_is_not_absence()
    {
        _emulator.Faults.WrongPage();
        Assert.Null((await FindAsync("9", "m-1"))[0].IsShared);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12a")]
    [InlineData(null)]
    public void An_account_that_does_not_consist_of_digits_is_refused_by_the_call(string? account) =>
        Assert.ThrowsAny<ArgumentException>(() => { new ShareAuditor(_emulator.Client()).FindAccountAsync(account!); });

    [Fact]
    public async Task A_cancellation_carries_the_callers_token()
    {
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();
        OperationCanceledException canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await new ShareAuditor(_emulator.Client()).FindAccountAsync("1").ToListAsync(stop.Token));
        Assert.Equal(stop.Token, canceled.CancellationToken);
    }

    private async Task<List<AccountHolding>> FindAsync(string account, params string[] images)
    {
        _emulator.Options.MaxRetries = 0;
        return await new ShareAuditor(_emulator.Client(), new ShareAuditOptions { Parallelism = 1 })
            .FindAccountAsync(account, images.Length == 0 ? null : Ids(images)).ToListAsync();
    }
}
