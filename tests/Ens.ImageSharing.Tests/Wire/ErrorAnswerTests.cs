using System.Net;
using System.Text;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Tests.Wire;

public class ErrorAnswerTests
{
    private const string Full = """
        {"RequestId":"A44EE357","HostId":"ens.aliyuncs.com","Code":"NoPermission","Message":"Permission denied.","Recommend":"https://api.aliyun.com/troubleshoot",
         "AccessDeniedDetail":{"AuthAction":"ens:DescribeImageSharePermission","AuthPrincipalDisplayName":"2015","AuthPrincipalOwnerId":"17","AuthPrincipalType":"SubUser",
         "NoPermissionType":"ImplicitDeny","PolicyType":"AccountLevelIdentityBasedPolicy","EncodedDiagnosticMessage":"AQEAAA"}}
        """;

    public static TheoryData<string, int, Type> Kinds => new()
    {
        { "MissingParameter", 400, typeof(EnsMissingParameterException) },
        { "MissingParameter.ImageId", 400, typeof(EnsMissingParameterException) },
        { "MissingImageId", 400, typeof(EnsMissingParameterException) },
        { "InvalidParameter", 400, typeof(EnsInvalidParameterException) },
        { "InvalidParameter.PageSize", 400, typeof(EnsInvalidParameterException) },
        { "NoPermission", 400, typeof(EnsNoPermissionException) },
        { "Forbidden.RAM", 403, typeof(EnsNoPermissionException) },
        { "Forbidden.RiskControl", 403, typeof(EnsNoPermissionException) },
        { "Throttling", 400, typeof(EnsThrottlingException) },
        { "Throttling.User", 400, typeof(EnsThrottlingException) },
        { "Throttling.Api", 503, typeof(EnsThrottlingException) },
        { "Rejected.Throttling", 400, typeof(EnsThrottlingException) },
        { "SomethingNew", 429, typeof(EnsThrottlingException) },
        { "InvalidAccessKeyId.NotFound", 404, typeof(EnsAuthenticationException) },
        { "InvalidAccessKeyId.Inactive", 400, typeof(EnsAuthenticationException) },
        { "Forbidden.AccessKeyDisabled", 403, typeof(EnsAuthenticationException) },
        { "SignatureDoesNotMatch", 400, typeof(EnsAuthenticationException) },
        { "IncompleteSignature", 400, typeof(EnsAuthenticationException) },
        { "SignatureNonceUsed", 400, typeof(EnsAuthenticationException) },
        { "InvalidTimeStamp.Expired", 400, typeof(EnsAuthenticationException) },
        { "InvalidTimeStamp.Format", 400, typeof(EnsAuthenticationException) },
        { "IllegalTimestamp", 400, typeof(EnsAuthenticationException) },
        { "InvalidSecurityToken.Expired", 400, typeof(EnsAuthenticationException) },
        { "InvalidSecurityToken.Malformed", 400, typeof(EnsAuthenticationException) },
        { "MissingSecurityToken", 400, typeof(EnsAuthenticationException) },
        { "InternalError", 500, typeof(EnsServerException) },
        { "InternalError", 200, typeof(EnsServerException) },
        { "ServiceUnavailable", 503, typeof(EnsServerException) },
        { "UnknownError", 500, typeof(EnsServerException) },
        { "SomethingNew", 502, typeof(EnsServerException) },
        { "ens.interface.error", 400, typeof(EnsException) },
        { "CallInterface", 400, typeof(EnsException) },
        { "InvalidAction.NotFound", 404, typeof(EnsException) },
        { "Missingness", 404, typeof(EnsException) },
        { "SomethingNew", 418, typeof(EnsException) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_kind_follows_the_code_first_and_the_status_second(string code, int status, Type kind)
    {
        EnsException exception = Read($$"""{"Code":"{{code}}","Message":"m"}""", status);

        Assert.IsType(kind, exception, exactMatch: true);
        Assert.Equal(code, exception.ErrorCode);
        Assert.Equal(status, (int?)exception.StatusCode);
    }

    [Fact]
    public void Everything_that_the_envelope_says_is_kept()
    {
        EnsNoPermissionException exception = Assert.IsType<EnsNoPermissionException>(Read(Full));

        Assert.Equal("A44EE357", exception.RequestId);
        Assert.Equal("ens.aliyuncs.com", exception.HostId);
        Assert.Equal("https://api.aliyun.com/troubleshoot", exception.Recommend);
        Assert.Equal(Full, exception.ResponseBody);
        Assert.Equal(1, exception.Attempts);
        Assert.Equivalent(
            new EnsAccessDeniedDetail
            {
                AuthAction = "ens:DescribeImageSharePermission",
                AuthPrincipalDisplayName = "2015",
                AuthPrincipalOwnerId = "17",
                AuthPrincipalType = "SubUser",
                NoPermissionType = "ImplicitDeny",
                PolicyType = "AccountLevelIdentityBasedPolicy",
                EncodedDiagnosticMessage = "AQEAAA",
            },
            exception.AccessDeniedDetail);
    }

    [Fact]
    public void The_message_has_what_the_service_said_the_evidence_and_the_remedy() =>
        Assert.Equal(
            "Permission denied. (NoPermission, HTTP 400, request id A44EE357) The operation needs the RAM permission ens:DescribeImageSharePermission on resource *.",
            Read(Full).Message);

    [Theory]
    [InlineData("""{"code":"Throttling","message":"m","requestId":"R"}""")]
    [InlineData("""{"CODE":"Throttling","REQUESTID":"R"}""")]
    [InlineData("""{"Error":{"Code":"Throttling","RequestId":"R"}}""")]
    [InlineData("""{"Detail":{"Code":"Other"},"Code":"Throttling","RequestId":"R"}""")]
    [InlineData("""{"Code":"Throttling","RequestId":"R","Message":"cut in the midd""")]
    [InlineData("""{"Code":"Throttling","RequestId":"R",""")]
    [InlineData("<Error><RequestId>R</RequestId><HostId>h</HostId><Code>Throttling</Code><Message>m &amp; n</Message></Error>")]
    [InlineData("""<?xml version='1.0'?><Error><Code><![CDATA[Throttling]]></Code><RequestId> R </RequestId>""")]
    [InlineData("\r\n  <error><code>Throttling</code><requestid>R</requestid></error>")]
    public void Code_and_request_id_are_found_in_any_form(string body)
    {
        EnsException exception = Read(body);

        Assert.Equal(("Throttling", "R"), (exception.ErrorCode, exception.RequestId));
    }

    [Fact]
    public void Code_and_request_id_are_found_before_five_thousand_levels() =>
        Assert.Equal("Throttling", Read("""{"Code":"Throttling","Deep":""" + new string('[', 5000)).ErrorCode);

    [Fact]
    public void A_code_inside_of_something_else_is_not_the_answers_also_if_it_breaks_off() =>
        Assert.Null(Read("""{"Data":{"Code":"Throttling","Rest":""").ErrorCode);

    [Fact]
    public void An_action_inside_of_something_else_is_not_the_denied_one_also_if_it_breaks_off()
    {
        EnsNoPermissionException exception = Assert.IsType<EnsNoPermissionException>(Read("""{"Code":"NoPermission","AccessDeniedDetail":{"PolicyType":"p","Other":{"AuthAction":"a","Rest":"""));

        Assert.Equal(("p", null), (exception.AccessDeniedDetail?.PolicyType, exception.AccessDeniedDetail?.AuthAction));
    }

    [Fact]
    public void A_denied_detail_that_is_no_object_is_passed_over() =>
        Assert.Equal("Throttling", Read("""{"AccessDeniedDetail":[{"Code":"Mine"}],"Code":"Throttling"}""").ErrorCode);

    [Fact]
    public void A_numeric_code_is_text() => Assert.Equal("4001", Read("""{"Code":4001}""").ErrorCode);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Bad Gateway")]
    [InlineData("<html><body><h1>502</h1></body></html>")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"Code":null,"RequestId":{}}""")]
    public void Without_a_code_there_is_still_the_status_and_the_header_request_id(string body)
    {
        EnsException exception = new ErrorAnswer(new ErrorDetails(HttpStatusCode.BadGateway) { RequestId = "FROM-HEADER" }, body).ToException();

        Assert.IsType<EnsServerException>(exception);
        Assert.Equal((HttpStatusCode.BadGateway, "FROM-HEADER", null), (exception.StatusCode, exception.RequestId, exception.ErrorCode));
        Assert.Equal(body, exception.ResponseBody);
    }

    [Fact]
    public void The_request_id_of_the_body_comes_before_that_of_the_header() =>
        Assert.Equal("BODY", new ErrorAnswer(new ErrorDetails(HttpStatusCode.BadRequest) { RequestId = "HEADER" }, """{"RequestId":"BODY"}""").ToException().RequestId);

    [Theory]
    [InlineData("InvalidParameter.PageSize", "PageSize")]
    [InlineData("InvalidParameter", null)]
    [InlineData("InvalidParameter.", null)]
    public void An_invalid_parameter_is_named(string code, string? name) =>
        Assert.Equal(name, Assert.IsType<EnsInvalidParameterException>(Read($$"""{"Code":"{{code}}"}""")).ParameterName);

    [Theory]
    [InlineData("MissingImageId", "ImageId")]
    [InlineData("MissingParameter.ImageId", "ImageId")]
    [InlineData("MissingParameter", null)]
    public void A_missing_parameter_is_named(string code, string? name) =>
        Assert.Equal(name, Assert.IsType<EnsMissingParameterException>(Read($$"""{"Code":"{{code}}"}""")).ParameterName);

    [Theory]
    [InlineData("Throttling", 400, true)]
    [InlineData("InternalError", 500, true)]
    [InlineData("ServiceUnavailable", 503, true)]
    [InlineData("ens.interface.error", 400, true)]
    [InlineData("CallInterface", 400, true)]
    [InlineData("SignatureNonceUsed", 400, true)]
    [InlineData("Whatever", 408, true)]
    [InlineData("NoPermission", 400, false)]
    [InlineData("NoPermission", 500, false)]
    [InlineData("InvalidParameter", 400, false)]
    [InlineData("SignatureDoesNotMatch", 400, false)]
    [InlineData("Whatever", 400, false)]
    public void Transient_is_what_passes_by_itself(string code, int status, bool transient) =>
        Assert.Equal(transient, Read($$"""{"Code":"{{code}}"}""", status).IsTransient);

    [Fact]
    public void A_hint_to_wait_makes_an_unknown_error_throttling()
    {
        EnsException exception = new ErrorAnswer(new ErrorDetails(HttpStatusCode.Forbidden) { RetryAfter = TimeSpan.FromSeconds(2) }, """{"Code":"Busy"}""").ToException();

        Assert.Equal(TimeSpan.FromSeconds(2), Assert.IsType<EnsThrottlingException>(exception).RetryAfter);
        Assert.True(exception.IsTransient);
    }

    [Theory]
    [InlineData("server string to sign is:ACS3-HMAC-SHA256\nabc", "secret is wrong")]
    [InlineData("server string to sign is:ACS3-HMAC-SHA256 abc", "secret is wrong")]
    [InlineData("server string to sign is:ACS3-HMAC-SHA256\\nabc", "secret is wrong")]
    [InlineData("server string to sign is:ACS3-HMAC-SHA256\nxyz", "signed another text")]
    [InlineData("no such luck", "Either the access key secret is wrong")]
    public void A_refused_signature_says_whose_fault_it_is(string message, string expected)
    {
        string json = System.Text.Json.JsonEncodedText.Encode(message).ToString();
        ErrorAnswer answer = new(new ErrorDetails(HttpStatusCode.BadRequest), $$"""{"Code":"SignatureDoesNotMatch","Message":"{{json}}"}""") { SignedTexts = ["ACS3-HMAC-SHA256\nabc"] };

        Assert.Contains(expected, answer.ToException().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_clock_shows_both_times()
    {
        ErrorDetails details = new(HttpStatusCode.BadRequest)
        {
            RequestTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            ServerTime = new DateTimeOffset(2026, 1, 2, 11, 4, 5, TimeSpan.FromHours(2)),
        };

        string message = new ErrorAnswer(details, """{"Code":"InvalidTimeStamp.Expired","Message":"Expired."}""").ToException().Message;

        Assert.Contains("dated 2026-01-02T03:04:05Z", message, StringComparison.Ordinal);
        Assert.Contains("answered at 2026-01-02T09:04:05Z", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain TOKEN+/= here")]
    [InlineData("once TOKEN%2B%2F%3D here")]
    [InlineData("twice TOKEN%252B%252F%253D here")]
    [InlineData("base64 VE9LRU4rLz0= here")]
    [InlineData("the secret SECRET here")]
    [InlineData("""{"Code":"x","Message":"TOKEN+\/="}""")]
    public void The_keys_own_secrets_never_reach_the_exception(string body)
    {
        ErrorAnswer answer = new(new ErrorDetails(HttpStatusCode.BadRequest) { Key = new EnsAccessKey("id", "SECRET", "TOKEN+/=") }, body);

        EnsException exception = answer.ToException();

        Assert.DoesNotContain("TOKEN", exception.ToString() + exception.ResponseBody, StringComparison.Ordinal);
        Assert.DoesNotContain("VE9L", exception.ResponseBody, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", exception.ToString() + exception.ResponseBody, StringComparison.Ordinal);
        Assert.Contains("***", exception.ResponseBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("...&SecurityToken=CAIS%2BabcXYZ&SignatureMethod=HMAC-SHA1", "CAIS")]
    [InlineData("POST&%2F&Action%3DX%26SecurityToken%3DCAIS%252BabcXYZ%26SignatureMethod%3DHMAC-SHA1", "CAIS")]
    [InlineData("x-acs-security-token:CAISabcXYZ and SignatureMethod=HMAC-SHA1", "CAIS")]
    [InlineData("""{"SecurityToken":"CAISabcXYZ","SignatureMethod=HMAC-SHA1":1}""", "CAIS")]
    [InlineData("Authorization: acs id:CAISabcXYZ and SignatureMethod=HMAC-SHA1", "CAIS")]
    [InlineData("Credential=id,SignedHeaders=host,Signature=CAISabc,SignatureMethod=HMAC-SHA1", "CAIS")]
    public void Anybody_elses_secrets_are_known_by_their_names(string body, string secret)
    {
        string masked = new ErrorAnswer(new ErrorDetails(HttpStatusCode.BadRequest), body).ToException().ResponseBody!;

        Assert.DoesNotContain(secret, masked, StringComparison.Ordinal);
        Assert.Contains("SignatureMethod", masked, StringComparison.Ordinal);
    }

    [Fact]
    public void A_masked_value_leaves_its_name_behind()
    {
        Assert.Equal("a=1&SecurityToken=***&b=2", new ErrorAnswer(new ErrorDetails(HttpStatusCode.BadRequest), "a=1&SecurityToken=CAISabc&b=2").ToException().ResponseBody);
    }

    [Fact]
    public void Sixty_four_kilobytes_are_kept()
    {
        string body = new('x', 100_000);

        Assert.Equal(64 * 1024, ErrorAnswer.Decode(Encoding.UTF8.GetBytes(body)).Length);
    }

    [Fact]
    public void A_byte_order_mark_tells_the_encoding()
    {
        const string Body = """{"Code":"Throttling"}""";

        Assert.Equal(Body, ErrorAnswer.Decode([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Body)]));
        Assert.Equal(Body, ErrorAnswer.Decode([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Body)]));
        Assert.Equal(Body, ErrorAnswer.Decode([.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Body)]));
    }

    [Fact]
    public void Broken_utf8_still_gives_the_code()
    {
        string body = ErrorAnswer.Decode([.. """{"Code":"Throttling","Message":"""u8, (byte)'"', 0xFF, 0xFE, 0xC3, (byte)'"', (byte)'}']);

        Assert.Equal("Throttling", Read(body).ErrorCode);
    }

    private static EnsException Read(string body, int status = 400) =>
        new ErrorAnswer(new ErrorDetails((HttpStatusCode)status), body) { Permission = "ens:DescribeImageSharePermission on resource *" }.ToException();
}
