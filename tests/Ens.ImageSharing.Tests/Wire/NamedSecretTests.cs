namespace Ens.ImageSharing.Tests.Wire;

/// <summary>Secrets that nothing but the name before them gives away, however name, value and what stands between them are escaped.</summary>
public class NamedSecretTests
{
    [Theory]
    [InlineData("""Signature\u003dCAISabcXYZ here""", """Signature\u003d*** here""")]
    [InlineData("Signature&#61;CAISabcXYZ here", "Signature&#61;*** here")]
    [InlineData("Signature&#x3D;CAISabcXYZ here", "Signature&#x3D;*** here")]
    [InlineData("Signature%25253DCAISabcXYZ here", "Signature%25253D*** here")]
    [InlineData("""{"Message":"{\"Signature\":\"CAISabcXYZ\"}"}""", """{"Message":"{\"Signature\":\"***\"}"}""")]
    [InlineData("""{\\\"Signature\\\": \\\"CAISabcXYZ\\\"}""", """{\\\"Signature\\\": \\\"***\\\"}""")]
    [InlineData("""\u0022Signature\u0022:\u0022CAISabcXYZ\u0022""", """\u0022Signature\u0022:\u0022***\u0022""")]
    [InlineData("{&quot;AccessKeySecret&quot;:&quot;CAISabcXYZ&quot;}", "{&quot;AccessKeySecret&quot;:&quot;***&quot;}")]
    [InlineData("%7B%22Signature%22%3A%22CAISabcXYZ%22%7D", "%7B%22Signature%22%3A%22***%22%7D")]
    [InlineData("<Signature>CAISabcXYZ</Signature>", "<Signature>***</Signature>")]
    [InlineData("""<Signature type="a">CAISabcXYZ</Signature>""", """<Signature type="a">***</Signature>""")]
    [InlineData("<Signature><![CDATA[CAISabcXYZ]]></Signature>", "<Signature><![CDATA[***]]></Signature>")]
    [InlineData("&lt;Signature&gt;CAISabcXYZ&lt;/Signature&gt;", "&lt;Signature&gt;***&lt;/Signature&gt;")]
    [InlineData("""\u003cSignature\u003eCAISabcXYZ\u003c/Signature\u003e""", """\u003cSignature\u003e***\u003c/Signature\u003e""")]
    [InlineData("""{"AccessKey\u0053ecret":"CAISabcXYZ"}""", """{"AccessKey\u0053ecret":"***"}""")]
    [InlineData("The proxy 'http://user:pass@word@127.0.0.1:80/' failed with '407'.", "The proxy 'http://***@127.0.0.1:80/' failed with '407'.")]
    [InlineData("proxy=https%3A%2F%2Fuser%3Apass%40proxy.example%2F", "proxy=https%3A%2F%2F***%40proxy.example%2F")]
    [InlineData("access_key_secret=CAISabcXYZ here", "access_key_secret=*** here")]
    [InlineData("""security_token: CAIS\u002bab\/cXYZ here""", "security_token: *** here")]
    public void A_name_gives_its_secret_away_in_any_escaping(string text, string shown) => Assert.Equal(shown, Failed.Masked(text));

    [Theory]
    [InlineData("The Signature is wrong. SignatureMethod=HMAC-SHA1, SignatureNonce=7")]
    [InlineData("<SignatureMethod>HMAC-SHA1</SignatureMethod><Code>Signature</Code>")]
    [InlineData("""{"Code":"IncompleteSignature","Message":"m"}""")]
    [InlineData("See https://example.com/help?to=me@example.com or write to me@example.com.")]
    public void What_is_not_named_as_a_secret_stays_as_it_is(string text) => Assert.Equal(text, Failed.Masked(text));
}
