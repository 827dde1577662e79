using System.Net;
using System.Text;
using System.Text.Json;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Tests.Wire;

/// <summary>What a person reads, word for word.</summary>
public class MessageTests
{
    [Theory]
    [InlineData(300, "The service answered with a redirect, which is never followed. (HTTP 300)")]
    [InlineData(399, "The service answered with a redirect, which is never followed. (HTTP 399)")]
    [InlineData(400, "The service answered with an error. (HTTP 400)")]
    [InlineData(299, "The service answered with an error. (HTTP 299)")]
    public void A_body_that_says_nothing_leaves_the_status_to_tell(int status, string message) =>
        Assert.Equal(message + (status is 300 or 399 ? " Set the endpoint to the address that really serves the API." : ""), Read("", status).Message);

    [Theory]
    [InlineData("InvalidAccessKeyId.NotFound", "said (InvalidAccessKeyId.NotFound, HTTP 400, request id R) The key does not exist, or it was a temporary one that has expired.")]
    [InlineData("MissingSecurityToken", "said (MissingSecurityToken, HTTP 400, request id R) A temporary key needs its session token.")]
    [InlineData("InvalidTimeStamp.Expired", "said (InvalidTimeStamp.Expired, HTTP 400, request id R) The request was dated an unknown time, the service answered at an unknown time; more than 15 minutes apart are refused. Check this machine's clock.")]
    [InlineData("SignatureDoesNotMatch", "said (SignatureDoesNotMatch, HTTP 400, request id R) Either the access key secret is wrong, or something between here and the service changes requests.")]
    [InlineData("Whatever", "said (Whatever, HTTP 400, request id R)")]
    public void A_code_brings_its_advice(string code, string message) => Assert.Equal(message, Read($$"""{"Code":"{{code}}","Message":" said ","RequestId":"R"}""").Message);

    [Theory]
    [InlineData("""[]""", "The answer is not an object.")]
    [InlineData("""{"a":1}""", "The answer has none of the members of a page.")]
    [InlineData("""{"TotalCount":1}{}""", null)]
    [InlineData("""{"Accounts":{"AliyunUid":"7"}}""", "An account stands where the list of accounts is expected.")]
    [InlineData("""{"Accounts":[null]}""", "An account is null.")]
    [InlineData("""{"Accounts":[{"Name":"x"}]}""", "An account has no id.")]
    [InlineData("""{"Accounts":[true]}""", "The id of an account is neither a text nor a whole number.")]
    [InlineData("{\"RequestId\":\"\xFF\"}", "A text in the answer is not valid UTF-8.")]
    public void What_is_wrong_with_a_page_is_told(string body, string? message)
    {
        JsonException exception = Assert.ThrowsAny<JsonException>(() => PageReader.Read(Encoding.Latin1.GetBytes(body), new PageQuery("m", 1, 100, null), null));

        Assert.Equal(message ?? exception.Message, exception.Message);
    }

    [Fact]
    public void The_body_is_kept_up_to_64_KB()
    {
        byte[] body = [.. Enumerable.Repeat((byte)'x', (64 * 1024) + 1)];

        Assert.Equal((64 * 1024, 64 * 1024), (ErrorAnswer.Decode(body).Length, ErrorAnswer.Decode(body.AsSpan(0, 64 * 1024)).Length));
    }

    [Fact]
    public void A_pause_that_a_refusal_asks_for_makes_it_throttling_from_status_400_on()
    {
        Assert.IsType<EnsThrottlingException>(new ErrorAnswer(new ErrorDetails(HttpStatusCode.BadRequest) { RetryAfter = TimeSpan.FromSeconds(1) }, "{}").ToException());
        Assert.IsType<EnsException>(new ErrorAnswer(new ErrorDetails((HttpStatusCode)399) { RetryAfter = TimeSpan.FromSeconds(1) }, "{}").ToException());
    }

    [Fact]
    public void Of_two_request_ids_that_in_the_body_counts()
    {
        ImageSharePage page = PageReader.Read("""{"\u0054otalCount":1,"REQUESTID":"body"}"""u8, new PageQuery("m", 1, 100, null), "header")!;

        Assert.Equal((1, "body", 0), (page.TotalCount, page.RequestId, page.Accounts.Count));
        Assert.NotNull(page.Accounts);
    }

    [Theory]
    [InlineData("<Error><Code>A</Code><Message>m</Message><HostId>h</HostId><Recommend>r</Recommend><RequestId>q</RequestId></Error>", "A|m|h|r|q")]
    [InlineData("<code>A</code><MESSAGE><![CDATA[m]]></MESSAGE><hostid></hostid>", "A|m|||")]
    [InlineData("<Code>A<Message>m</Message>", "|m|||")]
    [InlineData("<Code>A</Code><Message><![CDATA[m</Message>", "A|<![CDATA[m|||")]
    [InlineData("[{\"Code\":\"A\",\"Message\":\"m\"}]", "A|m|||")]
    [InlineData("[{\"Skipped\":{\"Code\":\"B\"},\"Code\":\"A\",},]", "A||||")]
    [InlineData("{\"Error\":{\"Code\":\"A\"}}", "A||||")]
    public void An_envelope_of_any_kind_is_read(string body, string expected)
    {
        ErrorEnvelope envelope = ErrorEnvelope.Read(body, key: null);

        Assert.Equal(expected, string.Join("|", envelope.Code, envelope.Message, envelope.HostId, envelope.Recommend, envelope.RequestId));
    }

    [Fact]
    public void Of_members_that_come_twice_the_first_is_kept()
    {
        ErrorEnvelope envelope = ErrorEnvelope.Read("""{"Code":"A","Code":"B","Message":"c","Message":"d","RequestId":"e","RequestId":"f","HostId":"g","HostId":"h","Recommend":"i","Recommend":"j"}""", key: null);

        Assert.Equal("A|c|e|g|i", string.Join("|", envelope.Code, envelope.Message, envelope.RequestId, envelope.HostId, envelope.Recommend));
    }

    [Fact]
    public void An_empty_element_is_as_if_it_were_missing() => Assert.Null(ErrorEnvelope.Read("<Code></Code><HostId> </HostId>", key: null).Code);

    [Fact]
    public void What_stands_inside_of_other_members_is_not_taken_for_the_envelopes_own()
    {
        ErrorEnvelope envelope = ErrorEnvelope.Read("""{"A":[1,],"Code":{"Message":"inner"},"Message":"outer","AccessDeniedDetail":{"X":{"AuthAction":"no"},"AuthAction":"yes"},"HostId":"h"}""", key: null);
        ImageSharePage page = PageReader.Read("""{"RequestId":{"TotalCount":9},"ImageId":["m-2"],"PageSize":7}"""u8, new PageQuery("m", 1, 100, null), null)!;

        Assert.Equal((null, "outer", "yes", "h"), (envelope.Code, envelope.Message, envelope.AccessDeniedDetail?.AuthAction, envelope.HostId));
        Assert.Equal((null, null, "m", 7), (page.TotalCount, page.RequestId, page.ImageId, page.PageSize));
    }

    [Theory]
    [InlineData("abcd", "***")]
    [InlineData("abc", "abc")]
    public void A_secret_of_four_characters_is_masked_and_a_shorter_one_cannot_be_one(string secret, string shown)
    {
        EnsException exception = new ErrorAnswer(new ErrorDetails(HttpStatusCode.BadRequest) { Key = new EnsAccessKey("id", secret, secret) }, $$"""{"Code":"NoPermission","Message":"x {{secret}} y"}""").ToException();

        Assert.StartsWith($"x {shown} y (NoPermission, HTTP 400)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_to_sign_at_the_very_start_of_a_message_is_compared_too()
    {
        ErrorAnswer answer = new(new ErrorDetails(HttpStatusCode.BadRequest), """{"Code":"SignatureDoesNotMatch","Message":"string to sign is:POST\n/"}""") { SignedTexts = ["POST\n/"] };

        Assert.EndsWith("The service signed the same text as this client, so the access key secret is wrong.", answer.ToException().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_signature_without_a_word_leaves_both_causes_open()
    {
        ErrorAnswer answer = new(new ErrorDetails(HttpStatusCode.BadRequest), """{"Code":"SignatureDoesNotMatch"}""") { SignedTexts = ["POST\n/"] };

        Assert.EndsWith("Either the access key secret is wrong, or something between here and the service changes requests.", answer.ToException().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_says_what_it_is_about()
    {
        PageQuery third = new("m", 3, null, null), first = new("m", null, null, null);

        Assert.Equal(("page 3", "page 1", "ens:DescribeImageSharePermission on resource *"), (third.Subject, first.Subject, third.Permission));
        Assert.Equal((3, 1), (((IOperation<ImageSharePage>)third).PageNumber, ((IOperation<ImageSharePage>)first).PageNumber));
    }

    private static EnsException Read(string body, int status = 400) => new ErrorAnswer(new ErrorDetails((HttpStatusCode)status), body).ToException();
}
