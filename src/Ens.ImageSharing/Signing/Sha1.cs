using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Ens.ImageSharing.Signing;

/// <summary>The one place that names SHA-1, which the two older schemes prescribe.</summary>
internal static class Sha1
{
    public const int HashSize = 20;

    [SuppressMessage(
        "Security",
        "CA5350:Do Not Use Weak Cryptographic Algorithms",
        Justification = "The protocol's older schemes allow no other hash; the default scheme uses SHA-256.")]
    public static void Authenticate(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text, Span<byte> signature) =>
        HMACSHA1.HashData(key, text, signature);
}
