using Ens.ImageSharing.Signing;
using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Tests.Signing;

/// <summary>The corners of the texts that signatures are made of.</summary>
public class SignedTextTests
{
    [Theory]
    [InlineData("b=2&a=1", "a=1&b=2")]
    [InlineData("a=2&a=1&a=3", "a=2&a=1&a=3")]
    [InlineData("a&b=", "a=&b=")]
    [InlineData("=value&a=1", "=value&a=1")]
    [InlineData("&a=1&&b=2&", "a=1&b=2")]
    [InlineData("a=b=c", "a=b=c")]
    public void A_query_is_ordered_by_its_names_and_equal_names_keep_their_places(string query, string canonical)
    {
        Assert.Equal($"GET\n/\n{canonical}\n\n\n", Acs3Signature.CanonicalRequest(new Acs3Request("GET".AsSpan(), "/".AsSpan(), query.AsSpan(), default, "")));
    }

    [Fact]
    public void What_is_not_given_is_empty_in_what_is_signed()
    {
        Assert.Equal("GET\n\n\n\n\n/", RoaSignature.StringToSign(new RoaRequest("GET".AsSpan(), "/".AsSpan(), default, default)));
        Assert.StartsWith("GET\n/\n\n", Acs3Signature.CanonicalRequest(new Acs3Request("GET".AsSpan(), default, default, default, "")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=%e4%BD%a0&b=%zz%4", "a=你&b=%zz%4")]
    [InlineData("&&a=%2&b", "a=%2&b")]
    [InlineData("%62=1&a=2", "a=2&b=1")]
    public void A_query_in_other_letters_or_damaged_is_decoded_as_far_as_it_goes(string query, string expected)
    {
        Utf8Buffer text = new(stackalloc byte[4]);
        EncodedQuery.AppendDecoded(ref text, query.AsSpan());

        Assert.Equal(expected, text.ToString());
        text.Dispose();
    }

    [Fact]
    public void Letters_at_the_ends_of_their_ranges_are_letters()
    {
        Utf8Buffer text = new(stackalloc byte[8]);
        text.AppendLowerCase("AZaz@[".AsSpan());
        text.AppendPercentDecoded("%c3%bf%C3%BF%4a".AsSpan());

        Assert.Equal("azaz@[ÿÿJ", text.ToString());
        text.Dispose();
    }

    [Fact]
    public void Digits_outgrow_the_memory_that_they_begin_in()
    {
        Utf8Buffer text = new(stackalloc byte[8]);
        text.AppendLowerHex([0x00, 0x19, 0xAF, 0xFF, 0x5C, 0x80]);

        Assert.Equal("0019afff5c80", text.ToString());
        text.Dispose();
    }
}
