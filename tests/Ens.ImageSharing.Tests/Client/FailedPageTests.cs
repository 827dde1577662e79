namespace Ens.ImageSharing.Tests.Client;

/// <summary>Where a list failed, and how much was sent, whatever the exception.</summary>
public class FailedPageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_contradiction_names_the_page()
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.Faults.Succeed().WrongPage();

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => ListAsync(emulator.Client()));

        Assert.Equal((2, (object?)2), (exception.PageNumber, exception.Data["PageNumber"]));
    }

    [Fact]
    public async Task An_error_of_the_service_names_the_page()
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.Faults.Succeed().Error(400, "NoPermission");

        EnsException exception = await Assert.ThrowsAsync<EnsNoPermissionException>(() => ListAsync(emulator.Client()));

        Assert.Equal((2, (object?)2), (exception.PageNumber, exception.Data["PageNumber"]));
    }

    [Fact]
    public async Task A_failure_of_the_network_names_the_page()
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.Options.MaxRetries = 0;
        emulator.Faults.Succeed().Drop();

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => ListAsync(emulator.Client()));

        Assert.Equal(2, exception.Data["PageNumber"]);
    }

    [Fact]
    public async Task A_canceled_list_names_the_page()
    {
        using CancellationTokenSource stop = new();
        EnsEmulator emulator = Emulated.With(accounts: 250);

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ImageSharePage page in emulator.Client().ListSharedAccountPagesAsync(Emulated.Image, stop.Token))
            {
                Assert.Equal(1, page.PageNumber);
                await stop.CancelAsync();
            }
        });

        Assert.Equal(2, exception.Data["PageNumber"]);
    }

    [Fact]
    public async Task A_list_of_a_test_double_names_the_page()
    {
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => ListAsync(new FailingOnSecondPage()));

        Assert.Equal(2, exception.Data["PageNumber"]);
    }

    [Fact]
    public async Task A_single_page_names_itself()
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.Options.MaxRetries = 0;
        emulator.Faults.Drop();

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(
            () => emulator.Client().DescribeImageSharePermissionAsync(new(Emulated.Image) { PageNumber = 7 }, Token));

        Assert.Equal(7, exception.Data["PageNumber"]);
    }

    [Fact]
    public async Task Without_a_key_nothing_was_sent()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        EnsClient client = new(new FailingCredentials(), emulator.Options, emulator);

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(
            () => client.DescribeImageSharePermissionAsync(Emulated.Image, Token));

        Assert.Equal((0, 0), (exception.Attempts, emulator.Requests.Count));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    public async Task Attempts_are_the_requests_that_were_sent(int maxRetries, int attempts)
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        emulator.Options.MaxRetries = maxRetries;
        emulator.Options.RetryDelay = emulator.Options.MaxRetryDelay = TimeSpan.Zero;
        emulator.Faults.Status(503).Status(503).Status(503);

        EnsServerException exception = await Assert.ThrowsAsync<EnsServerException>(
            () => emulator.Client().DescribeImageSharePermissionAsync(Emulated.Image, Token));

        Assert.Equal((attempts, attempts), (exception.Attempts, emulator.Requests.Count));
    }

    private static Task<List<SharedAccount>> ListAsync(EnsClient client) => Emulated.ToListAsync(client.ListSharedAccountsAsync(Emulated.Image), Token);

    private sealed class FailingOnSecondPage : EnsClient
    {
        public override Task<ImageSharePage> DescribeImageSharePermissionAsync(
            DescribeImageSharePermissionRequest request, CancellationToken cancellationToken = default) =>
            request.PageNumber == 1
                ? Task.FromResult(new ImageSharePage { ImageId = request.ImageId, PageSize = 1, TotalCount = 2, Accounts = [new("1")] })
                : throw new InvalidOperationException("no page 2");
    }

    private sealed class FailingCredentials : EnsCredentials
    {
        public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) =>
            throw new InvalidOperationException("no key");
    }
}
