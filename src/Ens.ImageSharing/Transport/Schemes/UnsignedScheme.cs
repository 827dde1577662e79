using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Transport;

/// <summary>
/// No signature: for the operation that exchanges a token for the first access key. Date and nonce stand in the URL all the same.
/// </summary>
internal sealed class UnsignedScheme : RpcScheme
{
    public override ReadOnlyMemory<char> Sign(HttpRequestMessage message, EnsAccessKey? key, in Stamp stamp)
    {
        Utf8Buffer query = new(stackalloc byte[512]);
        AppendCommon(ref query, message, stamp);
        SetQuery(message, query.ToString());
        query.Dispose();
        return default;
    }

    public override IReadOnlyList<string> SignedTexts(HttpRequestMessage message) => [];
}
