using Ens.ImageSharing.Signing;
#if !NETSTANDARD_ASSET
using Ens.ImageSharing.Text;
#endif

namespace Ens.ImageSharing.Tests.Signing;

/// <summary>What a signature of long inputs takes from pooled memory goes back there, and without the secret in it.</summary>
[Collection("alone")]
public class SigningMemoryTests
{
    private static readonly string Query = "ImageId=" + new string('a', 5_000) + "&Other=" + new string('b', 400);
    private static readonly HeaderField[] Headers = [new("host", "ens.aliyuncs.com"), new("x-acs-action", new string('c', 3_000))];

    private static Acs3Request Acs3 => new("POST".AsSpan(), "/".AsSpan(), Query.AsSpan(), Headers, Acs3Signature.EmptyPayloadHash);

    private static RoaRequest Roa => new("POST".AsSpan(), "/".AsSpan(), Query.AsSpan(), Headers.AsSpan(1));

#if !NETSTANDARD_ASSET
    private static readonly string Secret = new('k', 3_000);

    public static TheoryData<string> Signatures => ["ACS3", "ACS3 text", "ACS3 canonical request", "hash", "RPC", "RPC text", "ROA", "ROA text", "encoded", "many headers"];

    [Theory]
    [MemberData(nameof(Signatures))]
    public void A_signature_of_long_inputs_allocates_what_it_returns(string kind)
    {
        HeaderField[] many = [.. Enumerable.Range(0, 200).Select(number => new HeaderField($"x-acs-{number:D4}", "v"))];
        string Make() => kind switch
        {
            "ACS3" => Acs3Signature.Authorize(Acs3, "id", Secret),
            "ACS3 text" => Acs3Signature.StringToSign(Acs3),
            "ACS3 canonical request" => Acs3Signature.CanonicalRequest(Acs3),
            "hash" => Acs3Signature.HashPayload("payload"u8),
            "RPC" => RpcSignature.Sign("POST", Query, Secret),
            "RPC text" => RpcSignature.StringToSign("POST", Query),
            "ROA" => RoaSignature.Sign(Roa, Secret),
            "ROA text" => RoaSignature.StringToSign(Roa),
            "many headers" => Acs3Signature.Authorize(new Acs3Request("POST", "/", "", many, Acs3Signature.EmptyPayloadHash), "id", Secret),
            _ => Encoded(),
        };

        Assert.InRange(Allocation.Of(Make), 1, Allocation.OfString(Make().Length) + 32);
    }

    [Fact]
    public void Memory_that_goes_back_to_the_pool_is_clean()
    {
        byte[] mine = System.Buffers.ArrayPool<byte>.Shared.Rent(4_096);
        Array.Clear(mine);
        System.Buffers.ArrayPool<byte>.Shared.Return(mine);

        Utf8Buffer key = new(stackalloc byte[16]);
        key.Append(Secret.AsSpan());
        key.Dispose();

        byte[] rented = System.Buffers.ArrayPool<byte>.Shared.Rent(4_096);
        Assert.Same(mine, rented);
        Assert.DoesNotContain((byte)'k', rented);
        System.Buffers.ArrayPool<byte>.Shared.Return(rented);
    }

    private static string Encoded()
    {
        Utf8Buffer text = new(stackalloc byte[64]);
        text.AppendPercentEncoded(Secret.AsSpan());
        string encoded = text.ToString();
        text.Dispose();
        return encoded;
    }
#endif
}
