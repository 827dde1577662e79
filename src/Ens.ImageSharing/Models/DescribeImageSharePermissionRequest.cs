namespace Ens.ImageSharing;

/// <summary>What to ask: which image, and optionally which page and which account.</summary>
/// <remarks>
/// <para>The parameters of <c>DescribeImageSharePermission</c>, version 2017-11-10. A parameter that is <see langword="null"/> is not sent.</para>
/// <para>The values are checked by the method of <see cref="EnsClient"/> that gets the request, before anything is sent. The request itself is never changed.</para>
/// </remarks>
public sealed class DescribeImageSharePermissionRequest
{
    /// <summary>The most accounts that the service puts on one page.</summary>
    internal const int MaxPageSize = 100;

    /// <summary>Asks for the accounts that an image is shared with.</summary>
    /// <param name="imageId">The id of the image, such as <c>m-5s7qotzavwbrnzaqh4unm****</c>.</param>
    public DescribeImageSharePermissionRequest(string imageId) => ImageId = imageId;

    /// <summary>The id of the image.</summary>
    /// <value>Neither empty nor white space, and without line breaks, NUL and lone surrogates.</value>
    public string ImageId { get; }

    /// <summary>Only this account, if the image is shared with it: a filter on the side of the service.</summary>
    /// <value>At least 1. The default, <see langword="null"/>, asks for all accounts.</value>
    public long? AliyunId { get; init; }

    /// <summary>The page to ask for, or, for a list, the page to start with.</summary>
    /// <value>At least 1. The default, <see langword="null"/>, is the first page.</value>
    public int? PageNumber { get; init; }

    /// <summary>How many accounts a page may have.</summary>
    /// <value>1 to 100. The default, <see langword="null"/>, leaves a single page at the service's 10 and makes a list ask for 100.</value>
    public int? PageSize { get; init; }

    /// <summary>Throws if a value is out of its range.</summary>
    internal void Validate()
    {
        ValidateImageId(ImageId, nameof(ImageId));
        ValidateRange(AliyunId, long.MaxValue, nameof(AliyunId));
        ValidateRange(PageNumber, int.MaxValue, nameof(PageNumber));
        ValidateRange(PageSize, MaxPageSize, nameof(PageSize));
    }

    internal static void ValidateImageId(string? imageId, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(imageId, name);
        for (int i = 0; i < imageId.Length; i++)
        {
            char character = imageId[i];
            bool pair = char.IsHighSurrogate(character) && i + 1 < imageId.Length && char.IsLowSurrogate(imageId[i + 1]);
            if (character is '\r' or '\n' or '\0' || (char.IsSurrogate(character) && !pair))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"An image id cannot contain line breaks, NUL or lone surrogates; U+{(int)character:X4} was found at index {i}."), name);
            }

            i += pair ? 1 : 0;
        }
    }

    private static void ValidateRange(long? value, long most, string name)
    {
        if (value < 1 || value > most)
        {
            string allowed = most == MaxPageSize ? "from 1 to 100" : "at least 1";
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be {allowed}; {value} was given."));
        }
    }
}
