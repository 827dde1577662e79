namespace Ens.ImageSharing.Governance;

/// <summary>One entry of an allow-list: an account that images may be shared with.</summary>
/// <param name="AliyunUid">The ID of the account, which consists of digits.</param>
public sealed record ShareAllowance(string AliyunUid)
{
    /// <summary>The images that the entry is for.</summary>
    /// <value>The ID of an image, or a pattern in which <c>*</c> stands for any characters. The default is <see langword="null"/>: all
    /// images.</value>
    public string? Image { get; init; }

    /// <summary>The name of the account's owner, such as a company.</summary>
    public string? Name { get; init; }

    /// <summary>Why the account may have the image.</summary>
    public string? Reason { get; init; }

    /// <summary>Who answers for the entry.</summary>
    public string? Owner { get; init; }

    /// <summary>The last day on which the account may have the image, in UTC.</summary>
    /// <value>The default is <see langword="null"/>: the entry does not expire.</value>
    public DateOnly? Expiry { get; init; }
}
