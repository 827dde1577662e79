#if !NETSTANDARD_ASSET
using System.Text;
using Ens.ImageSharing.Options;
using Ens.ImageSharing.Signing;
using Ens.ImageSharing.Telemetry;
using Ens.ImageSharing.Transport;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Tests;

/// <summary>What the hot path puts on the heap, by the byte: what it returns and nothing else.</summary>
public class AllocationTests
{
    [Fact]
    public void Signing_allocates_the_header_value_it_returns()
    {
        HeaderField[] headers = [new("host", "ens.aliyuncs.com"), new("x-acs-action", "DescribeImageSharePermission"), new("x-acs-date", "2026-03-27T00:00:00Z")];
        string Sign() => Acs3Signature.Authorize(new Acs3Request("POST", "/", "ImageId=m-1&PageNumber=1", headers, Acs3Signature.EmptyPayloadHash), "FAKEAK", "fakesecret");

        Assert.Equal(Allocation.OfString(Sign().Length), Allocation.Of(() => Sign()));
    }

    [Fact]
    public void A_page_of_a_hundred_accounts_allocates_the_accounts_their_ids_the_list_and_the_page()
    {
        string accounts = string.Join(",", Emulated.Accounts(100).Select(id => $$"""{"AliyunUid":"{{id}}"}"""));
        byte[] body = Encoding.UTF8.GetBytes($$"""{"TotalCount":250,"PageSize":100,"RequestId":"A44EE357-6174-5E37-A801-48F5790F9ACE","PageNumber":1,"ImageId":"{{Emulated.Image}}","Accounts":{"Account":[{{accounts}}]} }""");
        DescribeImageShares operation = new(new(Emulated.Image) { PageNumber = 1, PageSize = 100 });

        long account = 24 + Allocation.OfString(16), list = 32 + 24 + (100 * 8), texts = Allocation.OfString(36) + Allocation.OfString(Emulated.Image.Length), page = 64;
        Assert.InRange(Allocation.Of(() => operation.Read(body, null)), 100 * account, (100 * account) + list + texts + page);
    }

    [Fact]
    public void A_long_query_allocates_the_text_it_returns()
    {
        DescribeImageShares operation = new(new(new string('m', 5_000)) { PageNumber = 1, PageSize = 100, AliyunUid = "7" });

        Assert.Equal(Allocation.OfString(operation.ToQueryString().Length), Allocation.Of(() => operation.ToQueryString()));
    }

    [Fact]
    public void Telemetry_that_nobody_listens_to_allocates_nothing()
    {
        DescribeImageShares operation = new(Emulated.Image);
        ServiceConnection connection = ServiceConnection.Create(
            credentials: null,
            new UnsignedScheme(),
            new Uri("https://ens.aliyuncs.com"),
            CallLimits.Of(new EnsClientOptions()),
            new ServiceClock(TimeProvider.System),
            transport: null);

        Assert.Equal(0, Allocation.Of(() => CallTelemetry.Start(connection, operation.Facts, Emulated.Image, 1)));
    }
}
#endif
