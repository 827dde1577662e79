namespace Ens.ImageSharing.Governance;

/// <summary>The state of a step in a journal.</summary>
public enum ShareStepState
{
    /// <summary>The step is about to be made. If no other entry follows, the run was killed, and it is unknown whether the step was
    /// made.</summary>
    Begin,

    /// <summary>The step was made, and its effect was seen.</summary>
    Done,

    /// <summary>It is unknown whether the step was made.</summary>
    Unknown,

    /// <summary>The step was not made.</summary>
    Failed,

    /// <summary>
    /// The step was not made on purpose: the accounts of the image are no longer those of the plan, or the image is already as the step
    /// would leave it.
    /// </summary>
    Skipped,
}
