namespace Ens.ImageSharing.Calls;

/// <summary>
/// What a client may spend on retries: a bucket that retries empty and successes fill. While a service fails for everybody, more attempts
/// only keep it down; then each call fails with its first error. The figures are those of the AWS SDKs' standard retry mode. Thread-safe.
/// </summary>
internal sealed class RetryQuota
{
    public const int Capacity = 500;
    public const int RetryCost = 5;
    public const int SuccessRefund = 1;

    private int _tokens = Capacity;

    public int Tokens => Volatile.Read(ref _tokens);

    /// <summary>Pays for a retry.</summary>
    /// <returns><see langword="false"/> if the bucket has too little; then nothing is taken.</returns>
    public bool TryTake()
    {
        int tokens = Tokens;
        while (tokens >= RetryCost)
        {
            int seen = Interlocked.CompareExchange(ref _tokens, tokens - RetryCost, tokens);
            if (seen == tokens)
            {
                return true;
            }

            tokens = seen;
        }

        return false;
    }

    /// <summary>A call succeeded: gives back what its last retry cost, or a little if it needed none.</summary>
    public void Refund(bool retried)
    {
        int amount = retried ? RetryCost : SuccessRefund;
        int tokens = Tokens;
        // Stryker disable once Equality: a full bucket stays full.
        while (tokens < Capacity)
        {
            int seen = Interlocked.CompareExchange(ref _tokens, Math.Min(Capacity, tokens + amount), tokens);
            if (seen == tokens)
            {
                return;
            }

            tokens = seen;
        }
    }
}
