using RichardSzalay.MockHttp;

namespace Ens.ImageSharing.Tests.Client;

/// <summary>The ways in which an application can stand in for the service.</summary>
public class TestDoubleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subclass_that_gives_pages_gives_lists_too()
    {
        EnsClient client = new Double();

        Assert.Equal(["1", "2", "3"], (await Emulated.ToListAsync(client.ListSharedAccountsAsync("m"), Token)).Select(account => account.AliyunUid));
        Assert.True(await client.IsSharedWithAsync("m", "3", Token));
        Assert.Equal(new Uri("https://ens.aliyuncs.com"), client.Endpoint);
    }

    [Fact]
    public async Task A_subclass_that_overrides_nothing_says_so() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => new Empty().DescribeImageSharePermissionAsync(new("m"), Token));

    [Fact]
    public async Task A_mocked_transport_sees_a_signed_request()
    {
        using MockHttpMessageHandler transport = new();
        transport.Expect(HttpMethod.Post, "https://ens.aliyuncs.com/")
            .WithQueryString("ImageId", "m-1")
            .WithHeaders("x-acs-action", "DescribeImageSharePermission")
            .With(request => request.Headers.GetValues("Authorization").Single().StartsWith("ACS3-HMAC-SHA256 Credential=id,", StringComparison.Ordinal))
            .Respond("application/json", """{"TotalCount":1,"Accounts":{"Account":[{"AliyunUid":"7"}]}}""");
        EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret"), new EnsClientOptions(), transport);

        ImageSharePage page = await client.DescribeImageSharePermissionAsync(new("m-1"), Token);

        Assert.Equal("7", Assert.Single(page.Accounts).AliyunUid);
        transport.VerifyNoOutstandingExpectation();
    }

    [Fact]
    public async Task The_transport_is_never_disposed_of()
    {
        using MockHttpMessageHandler transport = new();
        transport.When("*").Respond("application/json", """{"TotalCount":0}""");
        for (int i = 0; i < 2; i++)
        {
            EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret"), new EnsClientOptions(), transport);
            Assert.Equal(0, (await client.DescribeImageSharePermissionAsync(new("m-1"), Token)).TotalCount);
        }
    }

    private sealed class Empty : EnsClient;

    private sealed class Double : EnsClient
    {
        public override Task<ImageSharePage> DescribeImageSharePermissionAsync(
            DescribeImageSharePermissionRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ImageSharePage
            {
                ImageId = request.ImageId,
                PageNumber = request.PageNumber ?? 1,
                PageSize = 2,
                TotalCount = 3,
                Accounts = request.PageNumber == 1 ? [new("1"), new("2")] : [new("3")],
            });
    }
}
