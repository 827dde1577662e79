namespace Ens.ImageSharing.Tests.Client;

/// <summary>Lists of accounts and pages, as the client gives them.</summary>
public class ListTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(99, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(250, 3)]
    public async Task All_accounts_come_in_order_in_as_few_requests_as_possible(int accounts, int requests)
    {
        EnsEmulator emulator = Emulated.With(accounts);

        List<SharedAccount> listed = await Emulated.ToListAsync(emulator.Client().ListSharedAccountsAsync(Emulated.Image), Token);

        Assert.Equal(Emulated.Accounts(accounts), listed.Select(account => account.AliyunUid));
        Assert.Equal(requests, emulator.Requests.Count);
        Assert.All(emulator.Requests, request => Assert.Equal("100", request.Parameter("PageSize")));
    }

    [Fact]
    public async Task Pages_carry_the_services_own_figures()
    {
        EnsEmulator emulator = Emulated.With(accounts: 25);

        List<ImageSharePage> pages = await Emulated.ToListAsync(
            emulator.Client().ListSharedAccountPagesAsync(new(Emulated.Image) { PageSize = 10 }), Token);

        Assert.Equal([1, 2, 3], pages.Select(page => page.PageNumber));
        Assert.Equal([10, 10, 5], pages.Select(page => page.Accounts.Count));
        Assert.All(pages, page => Assert.Equal((25, 10, Emulated.Image), (page.TotalCount, page.PageSize, page.ImageId)));
        Assert.Equal(3, pages.Select(page => page.RequestId).Distinct().Count());
    }

    [Fact]
    public async Task A_list_may_start_at_any_page()
    {
        EnsEmulator emulator = Emulated.With(accounts: 25);

        List<SharedAccount> listed = await Emulated.ToListAsync(
            emulator.Client().ListSharedAccountsAsync(new(Emulated.Image) { PageNumber = 3, PageSize = 10 }), Token);

        Assert.Equal(Emulated.Accounts(25)[20..], listed.Select(account => account.AliyunUid));
    }

    [Fact]
    public async Task A_filtered_list_has_the_one_account()
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);

        List<SharedAccount> listed = await Emulated.ToListAsync(
            emulator.Client().ListSharedAccountsAsync(new(Emulated.Image) { AliyunUid = "1515285520000200" }), Token);

        Assert.Equal("1515285520000200", Assert.Single(listed).AliyunUid);
        Assert.Single(emulator.Requests);
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_first_item_is_requested()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);

        IAsyncEnumerable<SharedAccount> list = emulator.Client().ListSharedAccountsAsync(Emulated.Image, Token);
        await using IAsyncEnumerator<SharedAccount> walk = list.GetAsyncEnumerator(Token);

        Assert.Empty(emulator.Requests);
    }

    [Fact]
    public async Task Break_sends_nothing_more()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1000);

        await foreach (SharedAccount account in emulator.Client().ListSharedAccountsAsync(Emulated.Image, Token))
        {
            Assert.Equal("1515285520000000", account.AliyunUid);
            break;
        }

        Assert.Single(emulator.Requests);
    }

    [Fact]
    public async Task Every_enumeration_is_a_new_walk()
    {
        EnsEmulator emulator = Emulated.With(accounts: 3);
        IAsyncEnumerable<SharedAccount> list = emulator.Client().ListSharedAccountsAsync(Emulated.Image);

        List<SharedAccount> first = await Emulated.ToListAsync(list, Token);
        emulator.Unshare(Emulated.Image, "1515285520000001");
        List<SharedAccount> second = await Emulated.ToListAsync(list, Token);

        Assert.Equal((3, 2), (first.Count, second.Count));
    }

    [Fact]
    public async Task A_single_page_sends_only_what_was_set()
    {
        EnsEmulator emulator = Emulated.With(accounts: 25);

        ImageSharePage page = await emulator.Client().DescribeImageSharePermissionAsync(new(Emulated.Image), Token);

        Assert.Equal((10, 25, true), (page.Accounts.Count, page.TotalCount, page.HasNextPage));
        Assert.Equal(["ImageId"], Assert.Single(emulator.Requests).Parameters.Select(parameter => parameter.Key));
    }

    [Theory]
    [InlineData(EnsEmulatorShape.Documented)]
    [InlineData(EnsEmulatorShape.AliyunId | EnsEmulatorShape.NumberIds)]
    [InlineData(EnsEmulatorShape.BareIds | EnsEmulatorShape.SingleAccount)]
    [InlineData(EnsEmulatorShape.FlatAccounts | EnsEmulatorShape.CamelCase)]
    [InlineData(EnsEmulatorShape.NoEmptyAccounts | EnsEmulatorShape.QuotedFigures | EnsEmulatorShape.SuccessCode)]
    [InlineData(EnsEmulatorShape.NoTotalCount)]
    public async Task Every_shape_gives_the_same_accounts(EnsEmulatorShape shape)
    {
        EnsEmulator emulator = Emulated.With(accounts: 21);
        emulator.Shape = shape;

        List<SharedAccount> listed = await Emulated.ToListAsync(
            emulator.Client().ListSharedAccountsAsync(new(Emulated.Image) { PageSize = 10 }), Token);

        Assert.Equal(Emulated.Accounts(21), listed.Select(account => account.AliyunUid));
    }
}
