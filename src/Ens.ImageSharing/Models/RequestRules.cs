using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Models;

/// <summary>What the values of requests must be, checked before anything is sent.</summary>
internal static class RequestRules
{
    /// <summary>The largest page of every operation.</summary>
    public const int MaxPageSize = 100;

    public static void ValidateText(string? imageId, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(imageId, name);
        for (int i = 0; i < imageId.Length; i++)
        {
            char character = imageId[i];
            bool pair = char.IsHighSurrogate(character) && i + 1 < imageId.Length && char.IsLowSurrogate(imageId[i + 1]);
            if (character is '\r' or '\n' or '\0' || (char.IsSurrogate(character) && !pair))
            {
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"{name} must not contain line breaks, NUL or lone surrogates, but contains U+{(int)character:X4} at index {i}."),
                    name);
            }

            i += pair ? 1 : 0;
        }
    }

    public static void ValidateAccountId(string? aliyunUid, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(aliyunUid, name);
        if (!AsciiText.IsDigits(aliyunUid.AsSpan()))
        {
            throw new ArgumentException($"{name} must be an account ID, which consists of digits, but was '{aliyunUid}'.", name);
        }
    }

    public static void ValidatePageNumber(int? value, string name)
    {
        if (value < 1)
        {
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be at least 1, but was {value}."));
        }
    }

    public static void ValidatePageSize(int? value, string name)
    {
        if (value is < 1 or > MaxPageSize)
        {
            throw new ArgumentOutOfRangeException(
                name, value, FormattableString.Invariant($"{name} must be between 1 and {MaxPageSize}, but was {value}."));
        }
    }

    public static void Require(bool isMet, string name, string rule)
    {
        if (!isMet)
        {
            throw new ArgumentException($"{name} {rule}.", name);
        }
    }
}
