using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>A part of the images: part 1 to <paramref name="Of"/>.</summary>
internal sealed record Shard(int Part, int Of)
{
    public const int MaxParts = 10_000;

    /// <summary>Reads <c>I/N</c>.</summary>
    /// <returns>The part, or what is wrong, as a sentence.</returns>
    public static (Shard? Shard, string? Error) Parse(string text)
    {
        string[] numbers = text.Split('/');
        return numbers.Length == 2
            && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int part)
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out int of)
            && IsValid(part, of)
                ? (new Shard(part, of), null)
                : (null, FormattableString.Invariant(
                    $"A part must be written as I/N, with I from 1 to N and N from 1 to {MaxParts}, such as 2/5, but was '{text}'."));
    }

    public static bool IsValid(int part, int of) => of is >= 1 and <= MaxParts && part >= 1 && part <= of;

    public override string ToString() => FormattableString.Invariant($"{Part} of {Of}");
}

/// <summary>Which images fall to a part. Stable: the same in every version, on every system and for every set of images.</summary>
internal static class ImageShards
{
    /// <summary>Whether an image falls to a part: the first eight bytes of the SHA-256 hash of its ID in UTF-8, as an unsigned number in
    /// big-endian order, modulo the number of parts, is the number of the part less one.</summary>
    public static bool Contains(Shard shard, string imageId) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(imageId))) % (ulong)shard.Of
            == (ulong)(shard.Part - 1);
}
