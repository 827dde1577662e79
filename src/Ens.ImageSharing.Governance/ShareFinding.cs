namespace Ens.ImageSharing.Governance;

/// <summary>One result of judging an image.</summary>
public sealed record ShareFinding
{
    /// <summary>The verdict.</summary>
    public ShareVerdict Verdict { get; init; }

    /// <summary>The ID of the account.</summary>
    /// <value>Empty for <see cref="ShareVerdict.Unread"/>, which is about the image as a whole.</value>
    public string AliyunUid { get; init; } = "";

    /// <summary>The entry of the allow-list that decided.</summary>
    /// <value><see langword="null"/> if there is none.</value>
    public ShareAllowance? Allowance { get; init; }
}
