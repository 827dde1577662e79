namespace Ens.ImageSharing.Governance.Plans;

/// <summary>One step as it is written.</summary>
internal sealed record PlannedStep(string Image, string Account, ShareChangeKind Change, ShareVerdict Why)
{
    public ShareStep ToStep(int number) => new() { Number = number, ImageId = Image, AliyunUid = Account, Change = Change, Why = Why };
}
