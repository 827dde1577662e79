using System.Text;
using System.Text.Json;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Tests.Wire;

public class PageReaderTests
{
    private static readonly PageQuery Query = new("m-asked", pageNumber: 3, pageSize: 50, aliyunId: null);

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
        ImageSharePage page = Read(Documented)!;

        Assert.Equal(2, page.TotalCount);
        Assert.Equal(100, page.PageSize);
        Assert.Equal(1, page.PageNumber);
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
        Assert.Equal(expected, string.Join(" ", Read(body)!.Accounts));

    [Theory]
    [InlineData("""["1"]""")]
    [InlineData("null")]
    [InlineData("""{"Account":["1"]}""")]
    [InlineData("""{"Account":{"AliyunUid":"1"}}""")]
    [InlineData("""{"Account":null}""")]
    public void What_follows_the_accounts_is_read_whatever_their_shape(string accounts) =>
        Assert.Equal(5, Read($$"""{"Accounts":{{accounts}},"TotalCount":5}""")!.TotalCount);

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("9223372036854775808")]
    [InlineData("123456789012345678901234567890")]
    public void A_number_is_kept_digit_for_digit(string id) =>
        Assert.Equal(id, Assert.Single(Read($$"""{"Accounts":{"Account":[{"AliyunUid": {{id}} }]} }""")!.Accounts).AliyunUid);

    [Theory]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":1e2}]}}""")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":1.5}]}}""")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":-1}]}}""")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":true}]}}""")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":""}]}}""")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":" "}]}}""")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":{"Value":"1"}}]}}""")]
    [InlineData("""{"Accounts":{"Account":[{}]}}""")]
    [InlineData("""{"Accounts":{"Account":[{"Uid":"1"}]}}""")]
    [InlineData("""{"Accounts":{"Account":[null]}}""")]
    [InlineData("""{"Accounts":{"Account":[["1"]]}}""")]
    [InlineData("""{"Accounts":{"AliyunUid":"1"}}""")]
    [InlineData("""{"Accounts":true}""")]
    public void An_account_that_cannot_be_read_is_never_left_out(string body) =>
        Assert.ThrowsAny<JsonException>(() => Read(body));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("42")]
    [InlineData("{}")]
    [InlineData("""{"Hello":"captive portal"}""")]
    [InlineData("<html></html>")]
    [InlineData("""{"TotalCount":2""")]
    [InlineData("""{"TotalCount":2}{"TotalCount":3}""")]
    [InlineData("""{"TotalCount":2} x""")]
    [InlineData("""{"Accounts":{"Account":["1",""")]
    public void What_is_no_page_is_not_taken_for_one(string body) =>
        Assert.ThrowsAny<JsonException>(() => Read(body));

    [Fact]
    public void Broken_utf8_in_an_id_is_an_error() =>
        Assert.ThrowsAny<JsonException>(() => PageReader.Read([.. """{"Accounts":["""u8, (byte)'"', 0xC3, 0x28, (byte)'"', .. "]}"u8], Query, null));

    [Fact]
    public void Five_thousand_levels_are_an_error_and_no_stack_overflow() =>
        Assert.ThrowsAny<JsonException>(() => Read("""{"Deep":""" + new string('[', 5000) + new string(']', 5000) + "}"));

    [Fact]
    public void A_byte_order_mark_does_not_matter() =>
        Assert.Equal(2, PageReader.Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Documented)], Query, null)!.TotalCount);

    [Theory]
    [InlineData("7", 7)]
    [InlineData("\"7\"", 7)]
    [InlineData("0", 0)]
    [InlineData("-1", null)]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"many\"", null)]
    [InlineData("2.5", null)]
    [InlineData("99999999999", null)]
    [InlineData("{\"a\":1}", null)]
    [InlineData("[7]", null)]
    public void A_total_is_a_number_or_unknown(string total, int? expected) =>
        Assert.Equal(expected, Read($$"""{"TotalCount":{{total}},"Accounts":null}""")!.TotalCount);

    [Fact]
    public void Page_figures_may_be_quoted()
    {
        ImageSharePage page = Read("""{"PageNumber":"4","PageSize":"20"}""")!;

        Assert.Equal((4, 20), (page.PageNumber, page.PageSize));
    }

    [Fact]
    public void What_is_not_echoed_is_what_was_asked()
    {
        ImageSharePage page = PageReader.Read("""{"TotalCount":1}"""u8, Query, "FROM-HEADER")!;

        Assert.Equal(("m-asked", 3, 50, "FROM-HEADER"), (page.ImageId, page.PageNumber, page.PageSize, page.RequestId));
    }

    [Fact]
    public void What_was_not_even_asked_is_the_service_default()
    {
        ImageSharePage page = PageReader.Read("""{"TotalCount":1,"PageSize":0}"""u8, new PageQuery("m", null, null, null), null)!;

        Assert.Equal((1, 10), (page.PageNumber, page.PageSize));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("\"0\"")]
    [InlineData("200")]
    [InlineData("\"200\"")]
    [InlineData("\"OK\"")]
    [InlineData("\"ok\"")]
    [InlineData("\"Success\"")]
    [InlineData("null")]
    public void A_code_of_success_is_no_error(string code) =>
        Assert.NotNull(Read($$"""{"Code":{{code}},"TotalCount":0}"""));

    [Theory]
    [InlineData("1")]
    [InlineData("\"InternalError\"")]
    [InlineData("false")]
    [InlineData("500")]
    public void Any_other_code_is_an_error(string code) =>
        Assert.Null(Read($$"""{"TotalCount":0,"Code":{{code}}}"""));

    private static ImageSharePage? Read(string body) => PageReader.Read(Encoding.UTF8.GetBytes(body), Query, null);
}
