namespace Ens.ImageSharing;

/// <summary>An Alibaba Cloud account that an image is shared with. Two are equal if their ids are.</summary>
/// <remarks>Element <c>Accounts.Account[]</c> of the answer of <c>DescribeImageSharePermission</c>, version 2017-11-10. Immutable and thread-safe.</remarks>
public sealed class SharedAccount : IEquatable<SharedAccount>
{
    /// <summary>Creates an account, for a test double for example.</summary>
    /// <param name="aliyunUid">The id of the account.</param>
    /// <exception cref="ArgumentException"><paramref name="aliyunUid"/> is null, empty or white space.</exception>
    public SharedAccount(string aliyunUid)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(aliyunUid);
        AliyunUid = aliyunUid;
    }

    private SharedAccount() => AliyunUid = "";

    /// <summary>The id of the account, digit for digit as the service sent it.</summary>
    /// <value>Text, because ids have 16 digits and more: a number would round them sooner or later.</value>
    public string AliyunUid { get; private init; }

    /// <summary>An account whose id is known to be one, because it was just read.</summary>
    internal static SharedAccount Known(string aliyunUid) => new() { AliyunUid = aliyunUid };

    /// <summary>Compares the ids, ordinally.</summary>
    /// <param name="other">The other account.</param>
    /// <returns><see langword="true"/> if both stand for the same account.</returns>
    public bool Equals(SharedAccount? other) => other is not null && string.Equals(AliyunUid, other.AliyunUid, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SharedAccount);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(AliyunUid);

    /// <summary>The id of the account.</summary>
    /// <returns><see cref="AliyunUid"/>.</returns>
    public override string ToString() => AliyunUid;

    /// <summary>Compares the ids, ordinally.</summary>
    /// <param name="left">One account.</param>
    /// <param name="right">The other account.</param>
    /// <returns><see langword="true"/> if both stand for the same account.</returns>
    public static bool operator ==(SharedAccount? left, SharedAccount? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Compares the ids, ordinally.</summary>
    /// <param name="left">One account.</param>
    /// <param name="right">The other account.</param>
    /// <returns><see langword="true"/> if they stand for different accounts.</returns>
    public static bool operator !=(SharedAccount? left, SharedAccount? right) => !(left == right);
}
