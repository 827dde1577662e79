using Ens.ImageSharing.Signing;
using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Tests.Signing;

/// <summary>Queries that no well-behaved encoder writes.</summary>
public class DamagedQueryTests
{
    [Theory]
    [InlineData("a=%e4%BD%a0&b=%zz%4", "a=你&b=%zz%4")]
    [InlineData("&&a=%2&b", "a=%2&b")]
    [InlineData("%62=1&a=2", "a=2&b=1")]
    public void A_query_in_lower_case_or_damaged_is_decoded_as_far_as_it_goes(string query, string expected)
    {
        Utf8Buffer text = new(stackalloc byte[4]);
        EncodedQuery.AppendDecoded(ref text, query.AsSpan());

        Assert.Equal(expected, text.ToString());
        text.Dispose();
    }
}
