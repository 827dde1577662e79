namespace Ens.ImageSharing.Governance;

/// <summary>One result of judging an image.</summary>
public sealed record ShareFinding
{
    /// <summary>The verdict.</summary>
    /// <value>The default is <see cref="ShareVerdict.Unread"/>, so that a finding without a verdict is never clean.</value>
    public ShareVerdict Verdict { get; init; } = ShareVerdict.Unread;

    /// <summary>The ID of the account.</summary>
    /// <value>Empty for <see cref="ShareVerdict.Unread"/>, which is about the image as a whole.</value>
    public string AliyunUid { get; init; } = "";

    /// <summary>The entry of the allow-list that decided.</summary>
    /// <value><see langword="null"/> if there is none.</value>
    public ShareAllowance? Allowance { get; init; }
}
