using System.Text;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Tests.Wire;

/// <summary>Good statuses with members that are no figures, or that break off.</summary>
public class DamagedPageTests
{
    [Theory]
    [InlineData("""{"TotalCount":null,"PageSize":{},"PageNumber":true,"RequestId":{},"ImageId":false,"Accounts":{"Account":""}}""")]
    [InlineData("""{"TotalCount":"","RequestId":"","Accounts":{"account":null,"Other":[1]},"Extra":{"a":[1,2]}}""")]
    public void Figures_that_are_none_are_as_if_they_were_missing(string body)
    {
        ImageSharePage page = Read(body, new("m") { PageNumber = 3, PageSize = 50 });

        Assert.Equal((null, 50, 3, "m", 0, "H"), (page.TotalCount, page.PageSize, page.PageNumber, page.ImageId, page.Accounts.Count, page.RequestId));
    }

    [Theory]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":1.5}]}}""")]
    [InlineData("""{"Accounts":{"AliyunId":7}}""")]
    [InlineData("""{"Extra":[1""")]
    [InlineData("""{"Extra":1}""")]
    public void An_account_that_cannot_be_read_is_an_error_and_never_left_out(string body)
    {
        Exception? failure = Record.Exception(() => Read(body, "m"));

        Assert.True(failure is System.Text.Json.JsonException or ResponseFormatException, failure?.GetType().FullName ?? "no failure");
    }

    private static ImageSharePage Read(string body, DescribeImageSharePermissionRequest request) =>
        new DescribeImageShares(request).Read(Encoding.UTF8.GetBytes(body), "H")!;
}
