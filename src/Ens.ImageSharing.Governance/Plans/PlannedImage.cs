namespace Ens.ImageSharing.Governance.Plans;

/// <summary>An image of a plan: the accounts that the audit has read, and what is to be changed.</summary>
internal sealed record PlannedImage(string ImageId, IReadOnlyList<string> Accounts, IReadOnlyList<PlannedStep> Steps);

/// <summary>One step as it is written.</summary>
internal sealed record PlannedStep(string AliyunUid, ShareChangeKind Change, ShareVerdict Why);
