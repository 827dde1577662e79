using System.Text.Json;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Tests.Wire;

/// <summary>What a person reads, word for word.</summary>
public class ErrorTextTests
{
    private const string Evidence = "page 1 of image 'm-1'";

    [Theory]
    [InlineData(299, "The service responded with an error. (HTTP 299, page 1 of image 'm-1')")]
    [InlineData(400, "The service responded with an error. (HTTP 400, page 1 of image 'm-1')")]
    [InlineData(300, "The service responded with a redirect, which is never followed. (HTTP 300, page 1 of image 'm-1') "
        + "Set the endpoint to the address that serves the API.")]
    [InlineData(399, "The service responded with a redirect, which is never followed. (HTTP 399, page 1 of image 'm-1') "
        + "Set the endpoint to the address that serves the API.")]
    public void Without_a_body_the_status_is_told(int status, string message) => Assert.Equal(message, Failed.Read("", status).Message);

    [Theory]
    [InlineData("NoPermission", "The call requires the RAM permission ens:DescribeImageSharePermission on resource *.")]
    [InlineData("Forbidden.RAM", "The call requires the RAM permission ens:DescribeImageSharePermission on resource *.")]
    [InlineData("InvalidAccessKeyId.NotFound", "The access key does not exist, or it was a temporary key that has expired.")]
    [InlineData("MissingSecurityToken", "A temporary access key requires its session token.")]
    [InlineData("SignatureDoesNotMatch", "Either the access key secret is wrong, or a proxy changed the request.")]
    [InlineData("InvalidTimeStamp.Expired", "The request was dated an unknown time, and the service responded at an unknown time; "
        + "requests more than 15 minutes off are rejected. Check this machine's clock.")]
    [InlineData("InvalidParameter.ImageId", "The image may not exist, may belong to another account, or may belong to the other site "
        + "(Chinese mainland or international): check the endpoint.")]
    [InlineData("InvalidImageId.NotFound", "The image may not exist, may belong to another account, or may belong to the other site "
        + "(Chinese mainland or international): check the endpoint.")]
    public void A_code_brings_its_advice(string code, string advice) => Assert.Equal(
        $"said ({code}, HTTP 400, {Evidence}, request ID R) {advice}",
        Failed.Read($$"""{"Code":"{{code}}","Message":" said ","RequestId":"R"}""").Message);

    [Theory]
    [InlineData("Whatever")]
    [InlineData("Forbidden.AccessKeyDisabled")]
    [InlineData("InvalidParameter.PageSize")]
    public void A_code_without_advice_brings_the_evidence_only(string code) => Assert.Equal(
        $"said ({code}, HTTP 400, {Evidence}, request ID R)", Failed.Read($$"""{"Code":"{{code}}","Message":"said","RequestId":"R"}""").Message);

    [Fact]
    public void A_body_without_a_code_shows_its_first_100_characters_in_one_line()
    {
        string page = "<html>\r\n <head><title>502 Bad Gateway</title></head>\r\n\t<body>" + new string('x', 1000) + "</body></html>";

        Assert.Equal(
            "The service responded with an error. The body begins with: <html> <head><title>502 Bad Gateway</title></head> <body>"
            + new string('x', 100 - 57) + $" (HTTP 502, {Evidence})",
            Failed.Read(page, 502).Message);
    }

    [Fact]
    public void A_shown_body_is_not_cut_between_the_halves_of_a_character()
    {
        string message = Failed.Read(new string('x', 99) + "😀😀", 502).Message;

        Assert.Contains("begins with: " + new string('x', 99) + " (HTTP", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shown_body_hides_the_secrets_before_it_is_cut()
    {
        string message = Failed.Read("<html>" + new string('x', 88) + "SECRET-TOKEN-1234567890", 502, "SECRET-TOKEN-1234567890").Message;

        Assert.Contains(new string('x', 88) + "*** (HTTP", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server string to sign is:ACS3-HMAC-SHA256\nabc", "so the access key secret is wrong.")]
    [InlineData("server string to sign is:ACS3-HMAC-SHA256 abc", "so the access key secret is wrong.")]
    [InlineData("server string to sign is:ACS3-HMAC-SHA256\\nabc", "so the access key secret is wrong.")]
    [InlineData("string to sign is:ACS3-HMAC-SHA256\nabc", "so the access key secret is wrong.")]
    [InlineData("server string to sign is:ACS3-HMAC-SHA256\nxyz", "over different text than this client")]
    [InlineData("no such luck", "Either the access key secret is wrong, or a proxy changed the request.")]
    [InlineData("", "Either the access key secret is wrong, or a proxy changed the request.")]
    public void A_rejected_signature_says_what_is_wrong(string said, string expected)
    {
        FailedAttempt attempt = Failed.Attempt($$"""{"Code":"SignatureDoesNotMatch","Message":"{{JsonEncodedText.Encode(said)}}"}""") with
        {
            SignedTexts = () => ["ACS3-HMAC-SHA256\nabc"],
        };

        Assert.Contains(expected, ErrorReader.Read(attempt).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signed_text_is_compared_as_it_was_sent_although_it_is_shown_masked()
    {
        FailedAttempt attempt = Failed.Attempt(
            """{"Code":"SignatureDoesNotMatch","Message":"string to sign is:x-acs-security-token:TOKEN-12345"}""", 400, "TOKEN-12345") with
        {
            SignedTexts = () => ["x-acs-security-token:TOKEN-12345"],
        };

        EnsException exception = ErrorReader.Read(attempt);

        Assert.EndsWith("so the access key secret is wrong.", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("TOKEN-12345", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_clock_shows_both_times_in_UTC()
    {
        FailedAttempt attempt = Failed.Attempt("""{"Code":"InvalidTimeStamp.Expired","Message":"Expired."}""") with
        {
            RequestTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            ServerTime = new DateTimeOffset(2026, 1, 2, 11, 4, 5, TimeSpan.FromHours(2)),
        };

        Assert.Contains(
            "dated 2026-01-02T03:04:05Z, and the service responded at 2026-01-02T09:04:05Z;",
            ErrorReader.Read(attempt).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreadable_response_tells_the_reason_what_the_response_says_and_the_evidence() => Assert.Equal(
        $"The response cannot be read: It has no list. The response says: Busy, try again. (HTTP 200, {Evidence}, request ID R)",
        ErrorReader.Unreadable(Failed.Attempt("""{"RequestId":"R","Message":"Busy, try again. "}""", 200), "It has no list.").Message);

    [Theory]
    [InlineData(3, "page 3 of image 'm'")]
    [InlineData(null, "page 1 of image 'm'")]
    public void A_call_names_the_page_and_the_image_that_it_requests(int? page, string subject) =>
        Assert.Equal(subject, new DescribeImageShares(new("m") { PageNumber = page }).Subject);
}
