namespace Ens.ImageSharing;

/// <summary>An Alibaba Cloud account that an image is shared with.</summary>
/// <param name="AliyunUid">
/// The ID of the account, digit for digit as the service sent it. It is text because IDs have 16 digits and more, which a number might
/// round.
/// </param>
/// <remarks>
/// Element <c>Accounts.Account[]</c> in the response of <c>DescribeImageSharePermission</c>, version 2017-11-10. Two accounts are equal if
/// their IDs are equal.
/// </remarks>
/// <exception cref="ArgumentException"><paramref name="AliyunUid"/> is <see langword="null"/>, empty or white space.</exception>
public sealed record SharedAccount(string AliyunUid)
{
    private readonly string _aliyunUid = Require(AliyunUid);

    /// <summary>The ID of the account, digit for digit as the service sent it.</summary>
    /// <value>Never empty.</value>
    /// <exception cref="ArgumentException">The value is <see langword="null"/>, empty or white space.</exception>
    public string AliyunUid
    {
        get => _aliyunUid;
        init => _aliyunUid = Require(value);
    }

    /// <summary>Returns the ID of the account.</summary>
    /// <returns><see cref="AliyunUid"/>.</returns>
    public override string ToString() => AliyunUid;

    private static string Require(string aliyunUid)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(aliyunUid);
        return aliyunUid;
    }
}
