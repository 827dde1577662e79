namespace Ens.ImageSharing;

/// <summary>Why a snapshot is known to be the exact list at one moment.</summary>
public enum SnapshotProof
{
    /// <summary>One response held the whole list, with a matching total.</summary>
    OneAnswer,

    /// <summary>Two passes over the list, with different page boundaries, returned the same accounts.</summary>
    EqualPasses,
}
