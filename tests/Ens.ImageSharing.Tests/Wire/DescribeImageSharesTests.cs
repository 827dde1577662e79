using System.Text;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Tests.Wire;

/// <summary>A page in every shape that has been seen or documented.</summary>
public class DescribeImageSharesTests
{
    private const string Documented = """
        {
          "TotalCount": 2,
          "PageSize": 100,
          "RequestId": "A44EE357-6174-5E37-A801-48F5790F9ACE",
          "PageNumber": 1,
          "ImageId": "m-5qkf6jv9a0tzd5ipwx5fi****",
          "Accounts": {
            "Account": [
              {
                "AliyunUid": "151528552xxxxx"
              }
            ]
          }
        }
        """;

    [Fact]
    public void The_documented_sample_is_read()
    {
        ImageSharePage page = Pages.Read(Documented)!;

        Assert.Equal((2, 100, 1), (page.TotalCount, page.PageSize, page.PageNumber));
        Assert.Equal("A44EE357-6174-5E37-A801-48F5790F9ACE", page.RequestId);
        Assert.Equal("m-5qkf6jv9a0tzd5ipwx5fi****", page.ImageId);
        Assert.Equal("151528552xxxxx", Assert.Single(page.Accounts).AliyunUid);
    }

    [Theory]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":"1"},{"AliyunUid":"2"}]}}""", "1 2")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunId":1},{"AliyunId":"2"}]}}""", "1 2")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunId": 197265348438},]}}""", "197265348438")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":null,"AliyunId":"2"}]}}""", "2")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunId":"2","AliyunUid":"1"}]}}""", "1")]
    [InlineData("""{"Accounts":{"Account":["1",2]}}""", "1 2")]
    [InlineData("""{"Accounts":{"Account":{"AliyunUid":"1"}}}""", "1")]
    [InlineData("""{"Accounts":{"Account":"1"}}""", "1")]
    [InlineData("""{"Accounts":{"Account":1}}""", "1")]
    [InlineData("""{"Accounts":["1",{"AliyunUid":2}]}""", "1 2")]
    [InlineData("""{"accounts":{"ACCOUNT":[{"aliyunuid":"1"},{"ALIYUNID":2}]}}""", "1 2")]
    [InlineData("""{"\u0041ccounts":{"Account":[{"Aliyun\u0055id":"\u0031"}]}}""", "1")]
    [InlineData("""{"Accounts":{"More":[{}],"Account":[{"Name":{"a":[1]},"AliyunUid":"1","Time":2}]},"Future":{"b":null}}""", "1")]
    [InlineData("""{"Accounts":{"Account":["1"]},"Accounts":{"Account":["2"]}}""", "1 2")]
    [InlineData("""{"Accounts":{"Account":[]}}""", "")]
    [InlineData("""{"Accounts":{"Account":null}}""", "")]
    [InlineData("""{"Accounts":{"Account":""}}""", "")]
    [InlineData("""{"Accounts":{}}""", "")]
    [InlineData("""{"Accounts":[]}""", "")]
    [InlineData("""{"Accounts":null}""", "")]
    [InlineData("""{"TotalCount":0}""", "")]
    public void Accounts_are_read_in_every_shape(string body, string expected) =>
        Assert.Equal(expected, string.Join(" ", Pages.Read(body)!.Accounts));

    [Theory]
    [InlineData("""["1"]""")]
    [InlineData("null")]
    [InlineData("""{"Account":["1"]}""")]
    [InlineData("""{"Account":{"AliyunUid":"1"}}""")]
    [InlineData("""{"Account":null}""")]
    public void What_follows_the_accounts_is_read_whatever_their_shape(string accounts) =>
        Assert.Equal(5, Pages.Read($$"""{"Accounts":{{accounts}},"TotalCount":5}""")!.TotalCount);

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("9223372036854775808")]
    [InlineData("123456789012345678901234567890")]
    public void A_number_is_kept_digit_for_digit(string id) =>
        Assert.Equal(id, Assert.Single(Pages.Read($$"""{"Accounts":{"Account":[{"AliyunUid": {{id}} }]} }""")!.Accounts).AliyunUid);

    [Fact]
    public void A_byte_order_mark_is_skipped() =>
        Assert.Equal(2, Pages.Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Documented)])!.TotalCount);

    [Theory]
    [InlineData("7", 7)]
    [InlineData("\"7\"", 7)]
    [InlineData("0", 0)]
    [InlineData("250.0", 250)]
    [InlineData("2.5e2", 250)]
    [InlineData("\"250.0\"", 250)]
    [InlineData("\" 250 \"", 250)]
    [InlineData("\"\\u0032\\u0035\\u0030\"", 250)]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    public void A_total_is_a_number_however_it_is_written_or_absent(string total, int? expected) =>
        Assert.Equal(expected, Pages.Read($$"""{"TotalCount":{{total}},"Accounts":null}""")!.TotalCount);

    [Fact]
    public void Figures_may_be_quoted()
    {
        ImageSharePage page = Pages.Read("""{"PageNumber":"4","PageSize":"20","Accounts":null}""")!;

        Assert.Equal((4, 20), (page.PageNumber, page.PageSize));
    }

    [Theory]
    [InlineData("""{"TotalCount":null,"PageSize":{},"PageNumber":true,"RequestId":7,"ImageId":false,"Accounts":{"Account":""}}""", "7")]
    [InlineData("""{"TotalCount":"","RequestId":"","Accounts":{"account":null,"Other":[1]},"Extra":{"a":[1,2]}}""", "FROM-HEADER")]
    [InlineData("""{"RequestId":{"TotalCount":9},"ImageId":["m-2"],"Accounts":null}""", "FROM-HEADER")]
    [InlineData("""{"Accounts":null}""", "FROM-HEADER")]
    public void Figures_that_cannot_be_read_are_those_of_the_request(string body, string requestId)
    {
        ImageSharePage page = Pages.Read(body, "FROM-HEADER")!;

        Assert.Equal((null, 50, 3, "m-asked", 0), (page.TotalCount, page.PageSize, page.PageNumber, page.ImageId, page.Accounts.Count));
        Assert.Equal(requestId, page.RequestId);
    }

    [Fact]
    public void Figures_that_were_not_requested_either_are_the_defaults_of_the_service()
    {
        ImageSharePage page = new DescribeImageShares("m").Read("""{"Accounts":null,"PageSize":0}"""u8, null)!;

        Assert.Equal((1, 10), (page.PageNumber, page.PageSize));
    }

    [Fact]
    public void The_request_ID_of_the_body_takes_precedence_over_that_of_the_headers() =>
        Assert.Equal("body", Pages.Read("""{"\u0054otalCount":0,"REQUESTID":"body"}""", "header")!.RequestId);

    [Theory]
    [InlineData("0")]
    [InlineData("\"0\"")]
    [InlineData("200")]
    [InlineData("\"200\"")]
    [InlineData("\"OK\"")]
    [InlineData("\"ok\"")]
    [InlineData("\"Success\"")]
    [InlineData("null")]
    public void A_code_of_success_is_not_an_error(string code) => Assert.NotNull(Pages.Read($$"""{"Code":{{code}},"TotalCount":0}"""));

    [Theory]
    [InlineData("1")]
    [InlineData("\"InternalError\"")]
    [InlineData("false")]
    [InlineData("500")]
    public void Any_other_code_is_an_error(string code) => Assert.Null(Pages.Read($$"""{"TotalCount":0,"Code":{{code}}}"""));
}
