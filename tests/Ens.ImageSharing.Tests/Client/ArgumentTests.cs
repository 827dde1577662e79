namespace Ens.ImageSharing.Tests.Client;

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
        Assert.ThrowsAny<ArgumentException>(() => { _ = client.ListSharedAccountsAsync(new DescribeImageSharePermissionRequest(imageId!)); });
        Assert.ThrowsAny<ArgumentException>(() => { _ = client.ListSharedAccountPagesAsync(new(imageId!)); });
        Assert.ThrowsAny<ArgumentException>(() => { _ = client.IsSharedWithAsync(imageId!, "1"); });
        Assert.Empty(_emulator.Requests);
    }

    public static TheoryData<DescribeImageSharePermissionRequest, string> BadRequests => new()
    {
        { new("m") { PageSize = 0 }, "PageSize must be from 1 to 100; 0 was given." },
        { new("m") { PageSize = -1 }, "PageSize must be from 1 to 100; -1 was given." },
        { new("m") { PageSize = 101 }, "PageSize must be from 1 to 100; 101 was given." },
        { new("m") { PageSize = int.MaxValue }, "PageSize must be from 1 to 100; 2147483647 was given." },
        { new("m") { PageNumber = 0 }, "PageNumber must be at least 1; 0 was given." },
        { new("m") { PageNumber = -5 }, "PageNumber must be at least 1; -5 was given." },
        { new("m") { AliyunId = 0 }, "AliyunId must be at least 1; 0 was given." },
    };

    [Theory]
    [MemberData(nameof(BadRequests), DisableDiscoveryEnumeration = true)]
    public void A_value_out_of_range_is_refused_at_the_call_with_what_was_given_and_what_is_allowed(DescribeImageSharePermissionRequest request, string message)
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
    public void An_account_that_is_no_number_is_refused_at_the_call(string aliyunUid)
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
        Assert.Throws<ArgumentNullException>(() => { _ = client.DescribeImageSharePermissionAsync(null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = client.ListSharedAccountsAsync((DescribeImageSharePermissionRequest)null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = client.ListSharedAccountPagesAsync(null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = client.IsSharedWithAsync("m", null!); });
    }
}
