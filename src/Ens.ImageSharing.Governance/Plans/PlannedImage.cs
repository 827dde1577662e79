namespace Ens.ImageSharing.Governance.Plans;

/// <summary>An image as the plan's audit has read it.</summary>
internal sealed record PlannedImage(string ImageId, IReadOnlyList<string> Accounts);
