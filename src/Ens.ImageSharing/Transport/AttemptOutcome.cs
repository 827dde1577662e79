using Ens.ImageSharing.Errors;

namespace Ens.ImageSharing.Transport;

/// <summary>
/// How one attempt ended: with an answer, or with a failure and what may help. A failure is a value; it is thrown at the end of the call.
/// </summary>
internal readonly struct AttemptOutcome<TAnswer>
    where TAnswer : class
{
    public AttemptOutcome(TAnswer answer) => Answer = answer;

    public AttemptOutcome(Exception failure, Recovery recovery, EnsAccessKey? key = null)
    {
        Failure = failure;
        Recovery = recovery;
        Key = key;
    }

    public TAnswer? Answer { get; }

    public Exception? Failure { get; }

    public Recovery Recovery { get; }

    /// <summary>The access key that the rejected request was signed with.</summary>
    public EnsAccessKey? Key { get; }
}
