namespace Ens.ImageSharing.Tests.Client;

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
        ImageSharePage page = new() { PageNumber = number, PageSize = size, TotalCount = total, Accounts = [.. Enumerable.Range(1, accounts).Select(id => new SharedAccount($"{id}"))] };

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
        Assert.Equal(new SharedAccount("17").GetHashCode(), account.GetHashCode());
        Assert.Equal("17", account.ToString());
        Assert.ThrowsAny<ArgumentException>(() => new SharedAccount(" "));
    }

    [Theory]
    [InlineData("Throttling", "Throttling", true)]
    [InlineData("Throttling.User", "Throttling", true)]
    [InlineData("ThrottlingUser", "Throttling", false)]
    [InlineData("Throttling", "Throttling.User", false)]
    [InlineData("throttling", "Throttling", false)]
    [InlineData(null, "Throttling", false)]
    [InlineData("InvalidParameter.PageSize", EnsErrorCodes.InvalidParameter, true)]
    [InlineData("InvalidParameter.PageSize", EnsErrorCodes.InvalidParameterField, true)]
    [InlineData("InvalidParameter", EnsErrorCodes.InvalidParameterField, false)]
    public void An_error_is_its_code_or_a_dotted_child(string? code, string asked, bool expected) =>
        Assert.Equal(expected, new EnsException { ErrorCode = code }.Is(asked));

    [Theory]
    [InlineData("MissingParameter")]
    [InlineData("NoPermission")]
    [InlineData("InvalidParameter")]
    [InlineData("InvalidParameter.%s")]
    [InlineData("ens.interface.error")]
    [InlineData("CallInterface")]
    public void Every_documented_code_has_a_constant(string code) =>
        Assert.Contains(code, typeof(EnsErrorCodes).GetFields().Select(field => field.GetRawConstantValue()));
}
