using System.Security.Cryptography;
using System.Text;
using Ens.ImageSharing.Signing;

namespace Ens.ImageSharing.Tests.Signing;

public class SignatureVectorTests
{
    private const string Acs3 = "ACS3-HMAC-SHA256";
    private const string Rpc = "RPC-HMAC-SHA1";
    private const string Roa = "ROA-HMAC-SHA1";

    public static TheoryData<string> Acs3Vectors => SignatureVectors.Of(Acs3);

    public static TheoryData<string> RpcVectors => SignatureVectors.Of(Rpc);

    public static TheoryData<string> RoaVectors => SignatureVectors.Of(Roa);

    [Theory]
    [MemberData(nameof(Acs3Vectors))]
    public void An_acs3_vector_gives_its_canonical_request_string_to_sign_and_authorization(string name)
    {
        SignatureVector vector = SignatureVectors.Get(name);
        string query = vector.Query, payloadHash = Acs3Signature.HashPayload(vector.Body);
        Acs3Request request = new(vector.Method, vector.Path, query, vector.HeadersBeginningWith("x-acs-", "host", "content-type"), payloadHash);

        string authorization = Acs3Signature.Authorize(request, vector.AccessKeyId, vector.Secret);

        AssertExpected(vector, "hashedPayload", payloadHash);
        AssertExpected(vector, "canonicalRequest", Acs3Signature.CanonicalRequest(request));
        AssertExpected(vector, "stringToSign", Acs3Signature.StringToSign(request));
        AssertExpected(vector, "authorization", authorization);
        AssertExpected(vector, "signature", authorization[(authorization.LastIndexOf('=') + 1)..]);
        Assert.True(vector.Expected("signature") is not null || vector.Expected("authorization") is not null, "The vector expects no signature.");
    }

    [Theory]
    [MemberData(nameof(RpcVectors))]
    public void An_rpc_vector_gives_its_string_to_sign_and_signature(string name)
    {
        SignatureVector vector = SignatureVectors.Get(name);

        AssertExpected(vector, "stringToSign", RpcSignature.StringToSign(vector.Method, vector.Parameters));
        AssertExpected(vector, "signature", RpcSignature.Sign(vector.Method, vector.Parameters, vector.Secret));
        Assert.NotNull(vector.Expected("signature"));
    }

    [Theory]
    [MemberData(nameof(RoaVectors))]
    public void A_roa_vector_gives_its_string_to_sign_and_authorization(string name)
    {
        SignatureVector vector = SignatureVectors.Get(name);
        if (vector.IsStringToSign)
        {
            // Only the last step is given, and that step is the platform's.
            byte[] signature = HMACSHA1.HashData(Encoding.UTF8.GetBytes(vector.Secret), Encoding.UTF8.GetBytes(vector.Expected("stringToSign")!));
            Assert.Equal(vector.Expected("signature"), Convert.ToBase64String(signature));
            return;
        }

        string query = vector.Query;
        RoaRequest request = new(vector.Method, vector.Path, query, vector.HeadersBeginningWith("x-acs-"))
        {
            Accept = vector.Header("accept"),
            ContentMd5 = vector.Header("content-md5"),
            ContentType = vector.Header("content-type"),
            Date = vector.Header("date"),
        };

        AssertExpected(vector, "stringToSign", RoaSignature.StringToSign(request));
        AssertExpected(vector, "signature", RoaSignature.Sign(request, vector.Secret));
        AssertExpected(vector, "authorization", RoaSignature.Authorize(request, vector.AccessKeyId, vector.Secret));
        Assert.NotNull(vector.Expected("signature"));
    }

    [Fact]
    public void Every_vector_is_of_a_scheme_that_can_be_expressed()
    {
        string[] others = [.. SignatureVectors.Names(scheme => scheme is not (Acs3 or Rpc or Roa))];
        Assert.SkipWhen(others.Length > 0, $"{others.Length} vectors are of a scheme that the library does not have: {string.Join(", ", others)}");
    }

    private static void AssertExpected(SignatureVector vector, string name, string actual)
    {
        if (vector.Expected(name) is { } expected)
        {
            Assert.Equal(expected, actual);
        }
    }
}
