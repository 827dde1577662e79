namespace Ens.ImageSharing.Tests.Client;

/// <summary>Arguments are checked at the call, before anything is sent.</summary>
public class ArgumentTests
{
    private readonly EnsEmulator _emulator = Emulated.With(accounts: 3);

    public static TheoryData<string?> BadImageIds => ["", " ", "\t", (string?)null, "m-1\r", "m-\n1", "m\0", "\uD800", "m-\uDC00x", "\uDC00\uD800"];

    [Theory]
    [MemberData(nameof(BadImageIds))]
    public void A_bad_image_id_is_refused_at_the_call(string? imageId)
    {
        EnsClient client = _emulator.Client();

        Assert.ThrowsAny<ArgumentException>(() => { _ = client.DescribeImageSharePermissionAsync(new(imageId!)); });
        Assert.ThrowsAny<ArgumentException>(() => { _ = client.ListSharedAccountsAsync(imageId!); });
        Assert.ThrowsAny<ArgumentException>(() => { _ = client.ListSharedAccountPagesAsync(new(imageId!)); });
        Assert.ThrowsAny<ArgumentException>(() => { _ = client.IsSharedWithAsync(imageId!, "1"); });
        Assert.Empty(_emulator.Requests);
    }

    public static TheoryData<DescribeImageSharePermissionRequest, string> BadRequests => new()
    {
        { new("m") { PageSize = 0 }, "PageSize must be between 1 and 100, but was 0." },
        { new("m") { PageSize = -1 }, "PageSize must be between 1 and 100, but was -1." },
        { new("m") { PageSize = 101 }, "PageSize must be between 1 and 100, but was 101." },
        { new("m") { PageSize = int.MaxValue }, "PageSize must be between 1 and 100, but was 2147483647." },
        { new("m") { PageNumber = 0 }, "PageNumber must be at least 1, but was 0." },
        { new("m") { PageNumber = -5 }, "PageNumber must be at least 1, but was -5." },
        { new("m") { AliyunUid = "12a" }, "AliyunUid must be an account ID, which consists of digits, but was '12a'." },
        { new("m") { AliyunUid = "" }, "The value cannot be " },
    };

    [Theory]
    [MemberData(nameof(BadRequests), DisableDiscoveryEnumeration = true)]
    public void A_value_out_of_range_is_refused_at_the_call_with_what_was_given_and_what_is_allowed(
        DescribeImageSharePermissionRequest request, string message)
    {
        EnsClient client = _emulator.Client();

        ArgumentException[] exceptions =
        [
            Assert.ThrowsAny<ArgumentException>(() => { _ = client.DescribeImageSharePermissionAsync(request); }),
            Assert.ThrowsAny<ArgumentException>(() => { _ = client.ListSharedAccountsAsync(request); }),
            Assert.ThrowsAny<ArgumentException>(() => { _ = client.ListSharedAccountPagesAsync(request); }),
        ];

        Assert.All(exceptions, exception => Assert.StartsWith(message, exception.Message, StringComparison.Ordinal));
        Assert.Empty(_emulator.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("12a")]
    [InlineData("-1")]
    [InlineData("1515****")]
    [InlineData("١٢٣")]
    public void An_account_that_does_not_consist_of_digits_is_refused_at_the_call(string aliyunUid)
    {
        EnsClient client = _emulator.Client();

        Assert.ThrowsAny<ArgumentException>(() => { _ = client.IsSharedWithAsync("m", aliyunUid); });
        Assert.Empty(_emulator.Requests);
    }

    [Fact]
    public void Nothing_can_be_null()
    {
        EnsClient client = _emulator.Client();

        Assert.Throws<ArgumentNullException>(() => new EnsClient(null!));
        Assert.Throws<ArgumentNullException>(() => new EnsClient(_emulator.Credentials, null!));
        Assert.Throws<ArgumentNullException>(() => { _ = client.DescribeImageSharePermissionAsync((DescribeImageSharePermissionRequest)null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = client.ListSharedAccountsAsync((DescribeImageSharePermissionRequest)null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = client.ListSharedAccountPagesAsync((DescribeImageSharePermissionRequest)null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = client.IsSharedWithAsync("m", null!); });
    }
}
