using System.Text;
using System.Text.Json;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Tests.Wire;

/// <summary>What is not a page is not taken for one, and an account that cannot be read is never left out.</summary>
public class UnreadablePageTests
{
    [Theory]
    [InlineData("""[]""", "It is not a JSON object.")]
    [InlineData("null", "It is not a JSON object.")]
    [InlineData("42", "It is not a JSON object.")]
    [InlineData("{}", "It has neither a list of accounts nor a total of 0.")]
    [InlineData("""{"Hello":"captive portal"}""", "It has neither a list of accounts nor a total of 0.")]
    [InlineData("""{"RequestId":"R-1","Message":"The system is busy."}""", "It has neither a list of accounts nor a total of 0.")]
    [InlineData("""{"TotalCount":5,"RequestId":"R"}""", "It has neither a list of accounts nor a total of 0.")]
    [InlineData("""{"Accounts":{"AliyunUid":"7"}}""", "It has an item where a list is expected.")]
    [InlineData("""{"Accounts":{"AliyunId":7}}""", "It has an item where a list is expected.")]
    [InlineData("""{"RequestId":"R","Accounts":{"Message":"busy"}}""", "It has something else where a list is expected.")]
    [InlineData("""{"Accounts":{"AccountList":[{"AliyunUid":"1"}]}}""", "It has something else where a list is expected.")]
    [InlineData("""{"TotalCount":"many","Accounts":[]}""", "The total is not a whole number.")]
    [InlineData("""{"TotalCount":-1,"Accounts":[]}""", "The total is not a whole number.")]
    [InlineData("""{"TotalCount":2.5,"Accounts":[]}""", "The total is not a whole number.")]
    [InlineData("""{"TotalCount":99999999999,"Accounts":[]}""", "The total is not a whole number.")]
    [InlineData("""{"TotalCount":1e30,"Accounts":[]}""", "The total is not a whole number.")]
    [InlineData("""{"TotalCount":[7],"Accounts":[]}""", "The total is not a whole number.")]
    [InlineData("""{"TotalCount":{"a":1},"Accounts":[]}""", "The total is not a whole number.")]
    [InlineData("""{"TotalCount":"\ud800","Accounts":[]}""", "A text in it is not valid UTF-8.")]
    [InlineData("""{"Accounts":[null]}""", "An account is null.")]
    [InlineData("""{"Accounts":{"Account":[null]}}""", "An account is null.")]
    [InlineData("""{"Accounts":[{"Name":"x"}]}""", "An account has no ID.")]
    [InlineData("""{"Accounts":{"Account":[{}]}}""", "An account has no ID.")]
    [InlineData("""{"Accounts":{"Account":[{"Uid":"1"}]}}""", "An account has no ID.")]
    [InlineData("""{"Accounts":[true]}""", "An ID is neither text nor a whole number.")]
    [InlineData("""{"Accounts":true}""", "An ID is neither text nor a whole number.")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":1e2}]}}""", "An ID is neither text nor a whole number.")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":1.5}]}}""", "An ID is neither text nor a whole number.")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":-1}]}}""", "An ID is neither text nor a whole number.")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":true}]}}""", "An ID is neither text nor a whole number.")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":""}]}}""", "An ID is neither text nor a whole number.")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":" "}]}}""", "An ID is neither text nor a whole number.")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":{"Value":"1"}}]}}""", "An ID is neither text nor a whole number.")]
    [InlineData("""{"Accounts":{"Account":[["1"]]}}""", "An ID is neither text nor a whole number.")]
    [InlineData("{\"RequestId\":\"\xFF\"}", "A text in it is not valid UTF-8.")]
    [InlineData("{\"Accounts\":[\"\xC3\x28\"]}", "A text in it is not valid UTF-8.")]
    [InlineData("{\"\\u00\xFF\":1}", null)]
    public void What_is_wrong_with_a_page_is_told(string body, string? reason)
    {
        Exception? exception = Record.Exception(() => Pages.Read(Encoding.Latin1.GetBytes(body)));

        Assert.True(reason is null ? exception is JsonException : exception is ResponseFormatException, exception?.ToString());
        Assert.Equal(reason ?? exception!.Message, exception!.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("""{"TotalCount":2""")]
    [InlineData("""{"TotalCount":0}{"TotalCount":0}""")]
    [InlineData("""{"TotalCount":0} x""")]
    [InlineData("""{"Accounts":{"Account":["1",""")]
    [InlineData("""{"Extra":[1""")]
    public void What_is_not_JSON_is_not_a_page(string body) => Assert.ThrowsAny<JsonException>(() => Pages.Read(body));

    [Fact]
    public void Five_thousand_levels_do_not_overflow_the_stack() =>
        Assert.ThrowsAny<JsonException>(() => Pages.Read("""{"Deep":""" + new string('[', 5000) + new string(']', 5000) + "}"));

    [Fact]
    public void A_place_in_broken_JSON_is_told_without_the_text_there()
    {
        JsonException broken = Assert.ThrowsAny<JsonException>(() => Pages.Read("{\"TotalCount\":0,\n \"RequestId\":hunter2}"));

        Assert.Equal("It is not valid JSON at line 2, byte 14.", ResponseFormatException.Describe(broken));
    }
}
