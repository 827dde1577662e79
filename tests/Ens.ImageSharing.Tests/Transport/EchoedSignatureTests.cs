using Ens.ImageSharing.Tests.Doubles;
using Ens.ImageSharing.Tests.Telemetry;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>A service that sends the signature of the request back, with no name before it.</summary>
public class EchoedSignatureTests
{
    public static TheoryData<EnsSignatureVersion, string> Echoes
    {
        get
        {
            TheoryData<EnsSignatureVersion, string> echoes = [];
            foreach (EnsSignatureVersion version in Signed.Versions)
            {
                foreach (string form in new[] { "plain", "json", "xml", "url" })
                {
                    echoes.Add(version, form);
                }
            }

            return echoes;
        }
    }

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task It_does_not_show(EnsSignatureVersion version, string form)
    {
        string signature = "", echo = "";
        StubHandler transport = new(request =>
        {
            signature = SignatureOf(request);
            echo = Escape(signature, form);
            return StubHandler.Response($$"""{"Code":"SignatureDoesNotMatch","Message":"The value '{{echo}}' is wrong."}""", 400);
        });
        EnsClientOptions options = new() { Endpoint = new("https://ens.example"), MaxRetries = 0, SignatureVersion = version };
        EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret", "token"), options, transport);

        EnsException exception = await Assert.ThrowsAnyAsync<EnsException>(() => client.DescribeImageSharePermissionAsync("m"));

        Assert.StartsWith("The value '***' is wrong.", exception.Message, StringComparison.Ordinal);
        Assert.All(PublicText.Of(exception), text =>
        {
            Assert.DoesNotContain(signature, text, StringComparison.Ordinal);
            Assert.DoesNotContain(echo, text, StringComparison.Ordinal);
        });
    }

    private static string SignatureOf(SentRequest request)
    {
        if (request.Header("Authorization") is not { } authorization)
        {
            return Uri.UnescapeDataString(request.Address.Query.Split("&Signature=")[1]);
        }

        return authorization.StartsWith("acs ", StringComparison.Ordinal) ? authorization.Split(':')[1] : authorization.Split("Signature=")[1];
    }

    private static string Escape(string text, string form) => form switch
    {
        "json" => text.Replace("=", "\\u003d", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal),
        "xml" => text.Replace("=", "&#61;", StringComparison.Ordinal).Replace("+", "&#x2B;", StringComparison.Ordinal),
        "url" => Uri.EscapeDataString(text),
        _ => text,
    };
}
