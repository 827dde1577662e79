namespace Ens.ImageSharing.Tests.Client;

/// <summary>What is returned, as values that a test can build.</summary>
public class ModelTests
{
    [Theory]
    [InlineData(1, 10, 10, 10, false)]
    [InlineData(1, 10, 11, 10, true)]
    [InlineData(2, 10, 20, 0, false)]
    [InlineData(1, 10, 11, 0, true)]
    [InlineData(1, 10, null, 10, true)]
    [InlineData(1, 10, null, 9, false)]
    [InlineData(1, 10, null, 0, false)]
    [InlineData(int.MaxValue, 100, 5, 0, false)]
    public void A_next_page_is_announced_by_the_figures(int number, int size, int? total, int accounts, bool expected)
    {
        ImageSharePage page = new()
        {
            PageNumber = number,
            PageSize = size,
            TotalCount = total,
            Accounts = [.. Enumerable.Range(1, accounts).Select(id => new SharedAccount($"{id}"))],
        };

        Assert.Equal(expected, page.HasNextPage);
    }

    [Fact]
    public void Accounts_are_never_null() => Assert.Empty(new ImageSharePage { Accounts = null! }.Accounts);

    [Fact]
    public void Accounts_are_equal_by_their_ids()
    {
        SharedAccount account = new("17");

        Assert.Equal(new SharedAccount("17"), account);
        Assert.True(account == new SharedAccount("17"));
        Assert.True(account != new SharedAccount("017"));
        Assert.False(account == null);
        Assert.False(account.Equals((object)"17"));
        Assert.True((SharedAccount?)null != account);
        Assert.Equal(new SharedAccount("17").GetHashCode(), account.GetHashCode());
        Assert.Equal("17", account.ToString());
        Assert.ThrowsAny<ArgumentException>(() => new SharedAccount(" "));
    }

    [Fact]
    public void Pages_and_requests_are_values()
    {
        DescribeImageSharePermissionRequest request = "m-1";

        Assert.Equal(new DescribeImageSharePermissionRequest("m-1") { PageNumber = 2 }, request with { PageNumber = 2 });
        Assert.Equal(new ImageSharePage { ImageId = "m-1", TotalCount = 3 }, new ImageSharePage { ImageId = "m-1" } with { TotalCount = 3 });
    }
}
