using System.Net;
using System.Text;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Tests.Wire;

/// <summary>Which exception an error response becomes, and what the exception carries.</summary>
public class ErrorReaderTests
{
    private const string Full = """
        {"RequestId":"A44EE357","HostId":"ens.aliyuncs.com","Code":"NoPermission","Message":"Permission denied.",
         "Recommend":"https://api.aliyun.com/troubleshoot",
         "AccessDeniedDetail":{"AuthAction":"ens:DescribeImageSharePermission","AuthPrincipalDisplayName":"2015","AuthPrincipalOwnerId":"17",
         "AuthPrincipalType":"SubUser","NoPermissionType":"ImplicitDeny","PolicyType":"AccountLevelIdentityBasedPolicy",
         "EncodedDiagnosticMessage":"AQEAAA"}}
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
    public void The_type_follows_the_code_first_and_the_status_second(string code, int status, Type type)
    {
        EnsException exception = Failed.Read($$"""{"Code":"{{code}}","Message":"m"}""", status);

        Assert.IsType(type, exception, exactMatch: true);
        Assert.Equal((code, status), (exception.ErrorCode, (int?)exception.StatusCode));
    }

    [Fact]
    public void Everything_that_the_response_says_is_kept()
    {
        EnsNoPermissionException exception = Assert.IsType<EnsNoPermissionException>(Failed.Read(Full));

        Assert.Equal("A44EE357", exception.RequestId);
        Assert.Equal("ens.aliyuncs.com", exception.HostId);
        Assert.Equal("https://api.aliyun.com/troubleshoot", exception.Recommend);
        Assert.Equal(Full, exception.ResponseBody);
        Assert.Equal(1, exception.Attempts);
        Assert.Equal(
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

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Bad Gateway")]
    [InlineData("<html><body><h1>502</h1></body></html>")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"Code":null,"RequestId":{}}""")]
    public void Without_a_code_the_status_and_the_request_ID_of_the_headers_remain(string body)
    {
        EnsException exception = ErrorReader.Read(Failed.Attempt(body, 502) with { RequestId = "FROM-HEADER" });

        Assert.IsType<EnsServerException>(exception);
        Assert.Equal(
            (HttpStatusCode.BadGateway, "FROM-HEADER", null, body),
            (exception.StatusCode, exception.RequestId, exception.ErrorCode, exception.ResponseBody));
    }

    [Fact]
    public void The_request_ID_of_the_body_takes_precedence_over_that_of_the_headers() =>
        Assert.Equal("BODY", ErrorReader.Read(Failed.Attempt("""{"RequestId":"BODY"}""") with { RequestId = "HEADER" }).RequestId);

    [Theory]
    [InlineData("InvalidParameter.PageSize", "PageSize")]
    [InlineData("InvalidParameter", null)]
    [InlineData("InvalidParameter.", null)]
    public void An_invalid_parameter_is_named(string code, string? name) =>
        Assert.Equal(name, Assert.IsType<EnsInvalidParameterException>(Failed.Read($$"""{"Code":"{{code}}"}""")).ParameterName);

    [Theory]
    [InlineData("MissingImageId", "ImageId")]
    [InlineData("MissingParameter.ImageId", "ImageId")]
    [InlineData("MissingParameter", null)]
    public void A_missing_parameter_is_named(string code, string? name) =>
        Assert.Equal(name, Assert.IsType<EnsMissingParameterException>(Failed.Read($$"""{"Code":"{{code}}"}""")).ParameterName);

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
    public void An_error_is_transient_if_the_same_call_may_succeed_later(string code, int status, bool transient) =>
        Assert.Equal(transient, Failed.Read($$"""{"Code":"{{code}}"}""", status).IsTransient);

    [Fact]
    public void A_pause_that_the_gateway_asks_for_makes_an_unknown_error_throttling()
    {
        EnsException exception = ErrorReader.Read(Failed.Attempt("""{"Code":"Busy"}""", 403) with { GatewayHint = TimeSpan.FromSeconds(2) });

        Assert.Equal((TimeSpan.FromSeconds(2), true), (Assert.IsType<EnsThrottlingException>(exception).RetryAfter, exception.IsTransient));
    }

    [Theory]
    [InlineData("""{"Code":"NoPermission"}""", typeof(EnsNoPermissionException))]
    [InlineData("""{"Code":"Busy"}""", typeof(EnsException))]
    [InlineData("", typeof(EnsException))]
    public void The_standard_header_does_not_change_what_an_error_is(string body, Type type)
    {
        EnsException exception = ErrorReader.Read(Failed.Attempt(body) with { StandardHint = TimeSpan.FromSeconds(2) });

        Assert.IsType(type, exception, exactMatch: true);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public void A_body_is_kept_up_to_64_KB()
    {
        byte[] body = [.. Enumerable.Repeat((byte)'x', (64 * 1024) + 1)];

        Assert.Equal((64 * 1024, 64 * 1024), (ErrorReader.Decode(body).Length, ErrorReader.Decode(body.AsSpan(0, 64 * 1024)).Length));
    }

    [Fact]
    public void A_byte_order_mark_tells_the_encoding()
    {
        const string Body = """{"Code":"Throttling"}""";

        Assert.Equal(Body, ErrorReader.Decode([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Body)]));
        Assert.Equal(Body, ErrorReader.Decode([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Body)]));
        Assert.Equal(Body, ErrorReader.Decode([.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Body)]));
    }

    [Fact]
    public void A_code_is_found_beside_broken_UTF8()
    {
        string body = ErrorReader.Decode([.. """{"Code":"Throttling","Message":"""u8, (byte)'"', 0xFF, 0xFE, 0xC3, (byte)'"', (byte)'}']);

        Assert.Equal("Throttling", Failed.Read(body).ErrorCode);
    }
}
