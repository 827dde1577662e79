using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The names of verdicts, the same in every report.</summary>
internal static class VerdictNames
{
    /// <summary>The verdicts on an account, worst first.</summary>
    public static IReadOnlyList<ShareVerdict> WorstFirst { get; } =
        [ShareVerdict.Unexpected, ShareVerdict.Expired, ShareVerdict.Missing, ShareVerdict.ExpiringSoon, ShareVerdict.Allowed];

    public static string Of(ShareVerdict verdict) => verdict switch
    {
        ShareVerdict.Allowed => "allowed",
        ShareVerdict.ExpiringSoon => "expiringSoon",
        ShareVerdict.Expired => "expired",
        ShareVerdict.Unexpected => "unexpected",
        ShareVerdict.Missing => "missing",
        _ => "unread",
    };

    public static string Of(ImageVerdict verdict) => verdict switch
    {
        ImageVerdict.Clean => "clean",
        ImageVerdict.Differs => "differs",
        _ => "unread",
    };

    public static string Of(SnapshotProof proof) => proof == SnapshotProof.OneAnswer ? "oneAnswer" : "equalPasses";

    /// <summary>The place of a verdict in <see cref="WorstFirst"/>.</summary>
    public static int Rank(ShareVerdict verdict) => verdict switch
    {
        ShareVerdict.Unexpected => 0,
        ShareVerdict.Expired => 1,
        ShareVerdict.Missing => 2,
        ShareVerdict.ExpiringSoon => 3,
        ShareVerdict.Allowed => 4,
        _ => -1,
    };
}
