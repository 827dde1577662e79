#if !NET
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Ens.ImageSharing.Compat;

/// <summary>The one-shot hash function of newer frameworks. One class each: extensions of one name and shape cannot share one.</summary>
internal static class OneShotSha256
{
    extension(SHA256)
    {
        public static int HashData(ReadOnlySpan<byte> source, Span<byte> destination)
        {
            using SHA256 hash = SHA256.Create();
            byte[] digest = hash.ComputeHash(source.ToArray());
            digest.CopyTo(destination);
            return digest.Length;
        }
    }
}

/// <inheritdoc cref="OneShotSha256"/>
internal static class OneShotHmacSha256
{
    extension(HMACSHA256)
    {
        public static int HashData(ReadOnlySpan<byte> key, ReadOnlySpan<byte> source, Span<byte> destination)
        {
            using HMACSHA256 hash = new(key.ToArray());
            byte[] code = hash.ComputeHash(source.ToArray());
            code.CopyTo(destination);
            return code.Length;
        }
    }
}

/// <inheritdoc cref="OneShotSha256"/>
internal static class OneShotHmacSha1
{
    extension(HMACSHA1)
    {
        [SuppressMessage(
            "Security",
            "CA5350:Do Not Use Weak Cryptographic Algorithms",
            Justification = "Stands in for the framework's method of the same name.")]
        public static int HashData(ReadOnlySpan<byte> key, ReadOnlySpan<byte> source, Span<byte> destination)
        {
            using HMACSHA1 hash = new(key.ToArray());
            byte[] code = hash.ComputeHash(source.ToArray());
            code.CopyTo(destination);
            return code.Length;
        }
    }
}
#endif
