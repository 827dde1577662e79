using Ens.ImageSharing.Models;

namespace Ens.ImageSharing;

/// <summary>The parameters of a call that changes the accounts an image is shared with.</summary>
/// <param name="ImageId">
/// The ID of the image, such as <c>m-5s7qotzavwbrnzaqh4unm****</c>. It must not be empty or contain line breaks, NUL or lone
/// surrogates.
/// </param>
/// <remarks>
/// <para>
/// The parameters of <c>ModifyImageSharePermission</c>, version 2017-11-10. There must be an account to add or one to remove.
/// </para>
/// <para>The method of <see cref="EnsClient"/> that receives the request validates it before anything is sent.</para>
/// </remarks>
public sealed record ModifyImageSharePermissionRequest(string ImageId)
{
    private readonly IReadOnlyList<string> _addAccounts = [];

    /// <summary>The accounts to share the image with.</summary>
    /// <value>
    /// IDs of accounts: digits, kept as text, each once. A copy of the list that is set. Never <see langword="null"/>. The default is
    /// empty, which adds no account.
    /// The service does not document how many accounts it takes per call.
    /// </value>
    public IReadOnlyList<string> AddAccounts
    {
        get => _addAccounts;
        init => _addAccounts = value is null ? [] : [.. value];
    }

    /// <summary>The account to stop sharing the image with. The service takes one account per call.</summary>
    /// <value>
    /// The ID of an account: digits, kept as text. It must not be one of <see cref="AddAccounts"/>. The default is
    /// <see langword="null"/>, which removes no account.
    /// </value>
    /// <remarks>Sent as the parameter <c>RemoveAccounts</c>, which takes one account in spite of its name.</remarks>
    public string? RemoveAccount { get; init; }

    /// <summary>Throws if there is nothing to change, or if a value is missing or invalid.</summary>
    internal void Validate()
    {
        RequestRules.ValidateText(ImageId, nameof(ImageId));
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string account in AddAccounts)
        {
            RequestRules.ValidateAccountId(account, nameof(AddAccounts));
            RequestRules.Require(seen.Add(account), nameof(AddAccounts), $"must contain each account once, but contains '{account}' twice");
        }

        RequestRules.Require(
            seen.Count > 0 || RemoveAccount is not null,
            nameof(AddAccounts),
            $"must not be empty if {nameof(RemoveAccount)} is null, because there is nothing to change");
        if (RemoveAccount is not null)
        {
            RequestRules.ValidateAccountId(RemoveAccount, nameof(RemoveAccount));
            RequestRules.Require(
                !seen.Contains(RemoveAccount),
                nameof(RemoveAccount),
                $"must not be one of {nameof(AddAccounts)}, but '{RemoveAccount}' is");
        }
    }
}
