namespace Ens.ImageSharing;

/// <summary>The accounts that an image was shared with at one moment, with the proof that none is missing.</summary>
/// <remarks>
/// Returned by <see cref="EnsClient.ReadSharesAsync"/>. Every property can be initialized, so that tests can create snapshots.
/// </remarks>
public sealed record ImageShareSnapshot
{
    private readonly SharedAccount[] _accounts = [];
    private readonly IReadOnlyList<string> _requestIds = [];

    /// <summary>The ID of the image.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>The accounts, each once, in ordinal order of their IDs.</summary>
    /// <value>
    /// Never <see langword="null"/>. Accounts in another order or repeated are put in order when the property is initialized.
    /// </value>
    public IReadOnlyList<SharedAccount> Accounts
    {
        get => _accounts;
        init => _accounts = value is null ? [] : [.. value.Distinct().OrderBy(account => account.AliyunUid, StringComparer.Ordinal)];
    }

    /// <summary>Why the list is known to be complete.</summary>
    public SnapshotProof Proof { get; init; }

    /// <summary>The number of passes over the list, including those that found it moving.</summary>
    /// <value>1 to 5. The default is 1.</value>
    public int Passes { get; init; } = 1;

    /// <summary>When reading started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When reading was completed. The accounts were exactly these at one moment between the two times.</summary>
    public DateTimeOffset CompletedAt { get; init; }

    /// <summary>The request IDs of all responses that were read, in order.</summary>
    /// <value>Never <see langword="null"/>.</value>
    public IReadOnlyList<string> RequestIds
    {
        get => _requestIds;
        init => _requestIds = value ?? [];
    }

    /// <summary>Checks whether the image was shared with an account.</summary>
    /// <param name="aliyunUid">The ID of the account. It is compared as text.</param>
    /// <returns><see langword="true"/> if <see cref="Accounts"/> contains the account.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="aliyunUid"/> is <see langword="null"/>.</exception>
    public bool Contains(string aliyunUid)
    {
        ArgumentNullException.ThrowIfNull(aliyunUid);
        int first = 0, last = _accounts.Length - 1;
        while (first <= last)
        {
            int middle = first + ((last - first) / 2);
            int order = string.CompareOrdinal(_accounts[middle].AliyunUid, aliyunUid);
            if (order == 0)
            {
                return true;
            }

            (first, last) = order < 0 ? (middle + 1, last) : (first, middle - 1);
        }

        return false;
    }
}
