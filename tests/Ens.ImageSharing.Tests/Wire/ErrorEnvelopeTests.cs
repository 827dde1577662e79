using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Tests.Wire;

/// <summary>What is found in the body of an error, in whatever form it comes.</summary>
public class ErrorEnvelopeTests
{
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
    public void Code_and_request_ID_are_found_in_any_form(string body)
    {
        ErrorEnvelope envelope = ErrorEnvelope.Read(body);

        Assert.Equal(("Throttling", "R"), (envelope.Code, envelope.RequestId));
    }

    [Theory]
    [InlineData("<Error><Code>A</Code><Message>m</Message><HostId>h</HostId><Recommend>r</Recommend><RequestId>q</RequestId></Error>", "A|m|h|r|q")]
    [InlineData("<code>A</code><MESSAGE><![CDATA[m]]></MESSAGE><hostid></hostid>", "A|m|||")]
    [InlineData("<Code>A<Message>m</Message>", "|m|||")]
    [InlineData("<Code>A</Code><Message><![CDATA[m</Message>", "A|<![CDATA[m|||")]
    [InlineData("<Code></Code><HostId> </HostId>", "||||")]
    [InlineData("<e:Error xmlns:e='urn:e'><e:Code xml:space='preserve'>A</e:Code><Message/><RequestId >q</RequestId></e:Error>", "A||||q")]
    [InlineData("<ErrorResponse><Error><Code>A</Code></Error></ErrorResponse>", "A||||")]
    [InlineData("<html><body>See <code>A</code></body></html>", "||||")]
    [InlineData("<!DOCTYPE html><HTML><code>A</code></HTML>", "||||")]
    [InlineData("<div><code>A</code></div>", "||||")]
    [InlineData("{\"Message\":\"\\ud800\",\"Code\":\"A\"}", "A||||")]
    [InlineData("[{\"Code\":\"A\",\"Message\":\"m\"}]", "A|m|||")]
    [InlineData("[{\"Skipped\":{\"Code\":\"B\"},\"Code\":\"A\",},]", "A||||")]
    [InlineData("{\"Error\":{\"Code\":\"A\"}}", "A||||")]
    [InlineData("{\"Code\":4001}", "4001||||")]
    [InlineData("""{"Code":"","RequestId":"","HostId":true,"Message":{}}""", "||||")]
    public void An_envelope_is_read_in_every_shape(string body, string expected)
    {
        ErrorEnvelope envelope = ErrorEnvelope.Read(body);

        Assert.Equal(expected, string.Join("|", envelope.Code, envelope.Message, envelope.HostId, envelope.Recommend, envelope.RequestId));
    }

    [Fact]
    public void The_first_of_two_members_with_the_same_name_counts()
    {
        ErrorEnvelope envelope = ErrorEnvelope.Read("""
            {"Code":"A","code":"B","Message":"c","message":"d","RequestId":"e","requestid":"f","HostId":"g","hostid":"h","Recommend":"i","recommend":"j"}
            """);

        Assert.Equal("A|c|e|g|i", string.Join("|", envelope.Code, envelope.Message, envelope.RequestId, envelope.HostId, envelope.Recommend));
    }

    [Fact]
    public void A_code_is_found_before_five_thousand_levels() =>
        Assert.Equal("Throttling", ErrorEnvelope.Read("""{"Code":"Throttling","Deep":""" + new string('[', 5000)).Code);

    [Theory]
    [InlineData("""{"Data":{"Code":"Throttling","Rest":""")]
    [InlineData("""{"Data":{"Code":"Throttling"}}""")]
    public void A_code_inside_another_member_is_not_the_envelope_s_own(string body) => Assert.Null(ErrorEnvelope.Read(body).Code);

    [Fact]
    public void An_action_inside_another_member_is_not_the_denied_one_even_if_the_body_breaks_off()
    {
        ErrorEnvelope envelope = ErrorEnvelope.Read(
            """{"Code":"NoPermission","AccessDeniedDetail":{"PolicyType":"p","Other":{"AuthAction":"a","Rest":""");

        Assert.Equal(("p", null), (envelope.AccessDeniedDetail?.PolicyType, envelope.AccessDeniedDetail?.AuthAction));
    }

    [Theory]
    [InlineData("""{"AccessDeniedDetail":[{"Code":"Mine"}],"Code":"A"}""", null)]
    [InlineData("""{"AccessDeniedDetail":null,"Code":"A"}""", null)]
    [InlineData("""{"AccessDeniedDetail":{"Unknown":[1],"AuthAction":7},"Code":"A"}""", "7")]
    [InlineData("""{"Code":"A","AccessDeniedDetail":{"AuthAction":"x""", null)]
    [InlineData("""{"A":[1,],"Code":"A","AccessDeniedDetail":{"X":{"AuthAction":"no"},"AuthAction":"yes"}}""", "yes")]
    public void A_denied_detail_is_read_as_far_as_it_is_whole(string body, string? action)
    {
        ErrorEnvelope envelope = ErrorEnvelope.Read(body);

        Assert.Equal(("A", action), (envelope.Code, envelope.AccessDeniedDetail?.AuthAction));
    }
}
