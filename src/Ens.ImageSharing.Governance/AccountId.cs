namespace Ens.ImageSharing.Governance;

/// <summary>The rule for the IDs of accounts. They are text and never pass through a number.</summary>
internal static class AccountId
{
    public static bool IsValid(string? aliyunUid) =>
        !string.IsNullOrEmpty(aliyunUid) && !aliyunUid.AsSpan().ContainsAnyExceptInRange('0', '9');
}
