using CsCheck;
using Ens.ImageSharing.Signing;
using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Tests.Signing;

/// <summary>The library's signer against the naive one, over random requests.</summary>
public class SignatureProperties
{
#if MUTATED_ROOM
    private const int Requests = 200;
#else
    private const int Requests = 10_000;
#endif

    private static readonly string[] OddTexts = ["", " ", "+", "*", "~", "%", "/", "&", "=", "%2F", "%7E", "a b", "镜像", "😀", "é", "\u0130", "\uE000", "\U00010000", new string('x', 3000), new string('像', 900)];

    private static readonly Gen<string> Text = Gen.Frequency(
        (3, Gen.Char.AlphaNumeric.Array[0, 12].Select(letters => new string(letters))),
        (2, OneOf(OddTexts)),
        (1, Gen.Select(OneOf(OddTexts), OneOf(OddTexts), (left, right) => left + right)),
        (1, Gen.Int[0x20, 0x2FFF].Where(code => code is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32)));

    private static readonly Gen<Dictionary<string, string>> Parameters = Gen.Dictionary(Text.Where(name => name.Length > 0), Text)[0, 8];

    private static readonly Gen<Dictionary<string, string>> Headers = Gen.Dictionary(
        Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789-_"].Array[1, 12].Select(letters => "x-acs-" + new string(letters)),
        Gen.Char[" !#abcXYZ019=/+"].Array[0, 20].Select(letters => new string(letters)))[1, 8];

    private static readonly Gen<(string Method, Dictionary<string, string> Parameters, Dictionary<string, string> Headers, string Secret)> Request =
        Gen.Select(OneOf("GET", "POST"), Parameters, Headers, Gen.Char.AlphaNumeric.Array[1, 200].Select(letters => new string(letters)));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    [Fact]
    public void Acs3_signs_any_request_as_the_document_says() => Request.Sample(
        request =>
        {
            string query = NaiveSigner.Query(request.Parameters), payloadHash = Acs3Signature.EmptyPayloadHash;
            HeaderField[] headers = [.. request.Headers.Select(header => new HeaderField(header.Key, header.Value))];
            HeaderField.Sort(headers);
            Acs3Request signed = new(request.Method, "/", query, headers, payloadHash);
            string expected = NaiveSigner.Acs3CanonicalRequest(request.Method, "/", request.Parameters, request.Headers, []);
            return Acs3Signature.CanonicalRequest(signed) == expected
                && Acs3Signature.Authorize(signed, "id", request.Secret).EndsWith("Signature=" + NaiveSigner.Acs3Signature(expected, request.Secret), StringComparison.Ordinal);
        },
        iter: Requests);

    [Fact]
    public void Rpc_signs_any_request_as_the_document_says() => Request.Sample(
        request => RpcSignature.Sign(request.Method, NaiveSigner.Query(request.Parameters), request.Secret)
            == NaiveSigner.RpcSignature(request.Method, request.Parameters, request.Secret),
        iter: Requests);

    [Fact]
    public void Roa_signs_any_request_as_the_document_says() => Request.Sample(
        request =>
        {
            string query = NaiveSigner.Query(request.Parameters);
            HeaderField[] headers = [.. request.Headers.Select(header => new HeaderField(header.Key, header.Value))];
            HeaderField.Sort(headers);
            RoaRequest signed = new(request.Method, "/clusters", query, headers) { Accept = "application/json", Date = "Tue, 08 Aug 2023 05:10:47 GMT" };
            return RoaSignature.Sign(signed, request.Secret)
                == NaiveSigner.RoaSignature(request.Method, "application/json", "Tue, 08 Aug 2023 05:10:47 GMT", "/clusters", request.Parameters, request.Headers, request.Secret);
        },
        iter: Requests);

    [Fact]
    public void Percent_encoding_comes_back_as_it_was() => Text.Sample(
        text =>
        {
            Utf8Buffer encoded = new(stackalloc byte[16]);
            encoded.AppendPercentEncoded(text);
            Utf8Buffer decoded = new(stackalloc byte[16]);
            decoded.AppendPercentDecoded(encoded.ToString());
            string back = decoded.ToString();
            encoded.Dispose();
            decoded.Dispose();
            return back == text;
        },
        iter: Requests);
}
