#if !NET
namespace System.Security.Cryptography;

/// <summary>The constant-time comparison of newer frameworks.</summary>
internal static class CryptographicOperations
{
    public static bool FixedTimeEquals(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        int difference = 0;
        for (int i = 0; i < left.Length; i++)
        {
            difference |= left[i] ^ right[i];
        }

        return difference == 0;
    }
}
#endif
