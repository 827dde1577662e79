namespace Ens.ImageSharing.Governance;

/// <summary>One change of a plan: one account of one image.</summary>
public sealed record ShareStep
{
    /// <summary>The number of the step within its plan, starting at 1.</summary>
    public int Number { get; init; }

    /// <summary>The ID of the image.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>The ID of the account.</summary>
    public string AliyunUid { get; init; } = "";

    /// <summary>What the step does.</summary>
    public ShareChangeKind Change { get; init; }

    /// <summary>The verdict that led to the step.</summary>
    public ShareVerdict Why { get; init; }

    /// <summary>Whether an image is already as the step would leave it.</summary>
    internal bool IsInEffect(ImageShareSnapshot snapshot) => snapshot.Contains(AliyunUid) == (Change == ShareChangeKind.Add);
}
