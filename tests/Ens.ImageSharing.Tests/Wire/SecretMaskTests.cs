using System.Diagnostics;
using System.Text;

namespace Ens.ImageSharing.Tests.Wire;

/// <summary>What is hidden in texts of the service, and what is not.</summary>
public class SecretMaskTests
{
    private const string Secret = "TOKEN+/=OF/A+KEY==";

    [Theory]
    [InlineData("plain TOKEN+/=OF/A+KEY== here", "plain *** here")]
    [InlineData("once TOKEN%2B%2F%3DOF%2FA%2BKEY%3D%3D here", "once *** here")]
    [InlineData("lower TOKEN%2b%2f%3dOF%2fA%2bKEY%3d%3d here", "lower *** here")]
    [InlineData("twice TOKEN%252B%252F%253DOF%252FA%252BKEY%253D%253D here", "twice *** here")]
    [InlineData("""json TOKEN\u002b\u002F\u003DOF\/A\u002BKEY== here""", "json *** here")]
    [InlineData("""json twice TOKEN\\u002b\\u002f\\u003dOF\\/A\\u002bKEY== here""", "json twice *** here")]
    [InlineData("xml TOKEN&#43;&#x2F;&#X3d;OF&sol;A&plus;KEY&equals;= here", "xml *** here")]
    [InlineData("xml in url TOKEN%26%2343%3B%26%23x2F%3B%3DOF/A%2BKEY== here", "xml in url *** here")]
    [InlineData("hex 544f4b454e2b2f3d4f462f412b4b45593d3d here", "hex *** here")]
    [InlineData("HEX x544F4B454E2B2F3D4F462F412B4B45593D3D here", "HEX x*** here")]
    [InlineData("base64 VE9LRU4rLz1PRi9BK0tFWT09 here", "base64 *** here")]
    [InlineData("base64 shifted by one IFRPS0VOKy89T0YvQStLRVk9PQ== here", "base64 shifted by one I***== here")]
    [InlineData("base64 shifted by two ICBUT0tFTisvPU9GL0ErS0VZPT0= here", "base64 shifted by two IC***= here")]
    [InlineData("base64 after letters xxVE9LRU4rLz1PRi9BK0tFWT09 here", "base64 after letters xx*** here")]
    [InlineData("url in base64 VE9LRU4lMkIlMkYlM0RPRiUyRkElMkJLRVklM0QlM0Q= here", "url in base64 ***= here")]
    [InlineData("cut TOKEN+/=OF", "cut ***")]
    [InlineData("cut TOKEN%2B%2F%3DOF%2", "cut ***%2")]
    [InlineData("shortened TOKEN+/=OF/A… here", "shortened ***… here")]
    [InlineData("TOKEN+/=OF/A+KEY==TOKEN+/=OF/A+KEY==", "***")]
    public void A_secret_is_hidden_in_any_encoding_and_nothing_else_is(string text, string shown) =>
        Assert.Equal(shown, Failed.Masked(text, Secret));

    [Theory]
    [InlineData("TOKEN+/ and so on")]
    [InlineData("OF/A+KEY==")]
    [InlineData("Der Schlüssel & 100 % \\o/ Größe &#43; %2B \\u002b")]
    [InlineData("")]
    public void Other_text_stays_as_it_is(string text) => Assert.Equal(text, Failed.Masked(text, Secret));

    [Theory]
    [InlineData("abcd", "x *** y")]
    [InlineData("abc", "x abc y")]
    public void A_secret_has_at_least_four_characters(string secret, string shown) =>
        Assert.Equal(shown, Failed.Masked($"x {secret} y", secret));

    [Theory]
    [InlineData("a%41b\\u0041c&amp;d", "a%2541b%5Cu0041c%26amp%3Bd")]
    [InlineData("a%41b\\u0041c&amp;d", "a%41b\\\\u0041c&amp;d")]
    [InlineData("a%41b\\u0041c&amp;d", "a%41b\\u0041c&amp;amp;d")]
    [InlineData("a%41b\\u0041c&amp;d", "a%41b\\u0041c&amp;d")]
    public void A_secret_that_looks_escaped_itself_is_hidden(string secret, string encoded) =>
        Assert.Equal("<***>", Failed.Masked($"<{encoded}>", secret));

    [Theory]
    [InlineData("...&SecurityToken=CAIS%2BabcXYZ&SignatureMethod=HMAC-SHA1", "...&SecurityToken=***&SignatureMethod=HMAC-SHA1")]
    [InlineData(
        "POST&%2F&Action%3DX%26SecurityToken%3DCAIS%252BabcXYZ%26SignatureMethod%3DHMAC-SHA1",
        "POST&%2F&Action%3DX%26SecurityToken%3D***%26SignatureMethod%3DHMAC-SHA1")]
    [InlineData("x-acs-security-token:CAISabcXYZ and SignatureMethod=HMAC-SHA1", "x-acs-security-token:*** and SignatureMethod=HMAC-SHA1")]
    [InlineData("""{"SecurityToken":"CAISabcXYZ","SignatureMethod=HMAC-SHA1":1}""", """{"SecurityToken":"***","SignatureMethod=HMAC-SHA1":1}""")]
    [InlineData("Authorization: acs id:CAISabcXYZ and SignatureMethod=HMAC-SHA1", "Authorization: acs *** and SignatureMethod=HMAC-SHA1")]
    [InlineData("SignedHeaders=host,Signature=CAISabc,SignatureMethod=HMAC-SHA1", "SignedHeaders=host,Signature=***,SignatureMethod=HMAC-SHA1")]
    public void Secrets_of_others_are_known_by_their_names(string text, string shown) => Assert.Equal(shown, Failed.Masked(text));

    public static TheoryData<string, string> HostileBodies => new()
    {
        { "percent", Fill("%25") },
        { "json", Fill("\\u005c") },
        { "xml", Fill("&#38;") },
        { "base64", Fill(Convert.ToBase64String(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes(Fill("QUFB")[..20_000]))))) },
        { "hex", Fill("34") },
        { "everything", Fill("%26%2338%3B\\u0025VE9LRU4r34") },
        { "secret", Fill("TOKEN+/=") },
        { "named", Fill("signature") },
        { "spaces", "signature" + Fill(" ") },
        { "elements", Fill("<signature ") },
        { "prefix", "<" + Fill("w") },
        { "schemes", Fill("signature:acs   ") },
    };

    [Theory]
    [MemberData(nameof(HostileBodies))]
    public void A_hostile_body_costs_bounded_time(string kind, string body)
    {
        Assert.InRange(body.Length, 60 * 1024, 65 * 1024);
        Stopwatch time = Stopwatch.StartNew();

        Failed.Masked(body, Secret, "another/secret+of/a=key");

        // A hundred times what it takes: the bound is against growth without end, not against a busy machine.
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(30), $"{kind}: {time.Elapsed}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {time.Elapsed.TotalMilliseconds:F0} ms");
    }

    private static string Fill(string part) => string.Concat(Enumerable.Repeat(part, (64 * 1024 / part.Length) + 1))[..(64 * 1024)];
}
