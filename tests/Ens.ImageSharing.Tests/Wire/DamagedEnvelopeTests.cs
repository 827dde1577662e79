using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Tests.Wire;

/// <summary>Error responses with members that come twice, break off or have the wrong type.</summary>
public class DamagedEnvelopeTests
{
    [Fact]
    public void Of_members_that_come_twice_the_first_counts()
    {
        ErrorEnvelope envelope = ErrorEnvelope.Read(
            """{"Code":"A","code":"B","Message":"one","message":"two","RequestId":"R","requestid":"S","HostId":"H","hostid":"I","Recommend":"x","recommend":"y"}""");

        Assert.Equal(
            ("A", "one", "R", "H", "x"), (envelope.Code, envelope.Message, envelope.RequestId, envelope.HostId, envelope.Recommend));
    }

    [Theory]
    [InlineData("""{"AccessDeniedDetail":null,"Code":"A"}""", null)]
    [InlineData("""{"AccessDeniedDetail":{"Unknown":[1],"AuthAction":7},"Code":"A"}""", "7")]
    [InlineData("""{"Code":"A","AccessDeniedDetail":{"PolicyType":"p","AuthAction":"x""", null)]
    public void A_damaged_detail_hides_nothing_else(string body, string? action)
    {
        ErrorEnvelope envelope = ErrorEnvelope.Read(body);

        Assert.Equal(("A", action), (envelope.Code, envelope.AccessDeniedDetail?.AuthAction));
    }

    [Fact]
    public void Empty_texts_and_other_types_are_as_if_they_were_missing()
    {
        ErrorEnvelope envelope = ErrorEnvelope.Read("""{"Code":"","RequestId":"","HostId":true,"Message":{}}""");

        Assert.Equal((null, null, null, null), (envelope.Code, envelope.RequestId, envelope.HostId, envelope.Message));
    }
}
