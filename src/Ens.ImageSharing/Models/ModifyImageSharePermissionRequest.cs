using Ens.ImageSharing.Models;

namespace Ens.ImageSharing;

/// <summary>A change of the accounts that an image is shared with.</summary>
/// <param name="ImageId">The id of the image, such as <c>m-5s7qotzavwbrnzaqh4unm****</c>.</param>
/// <remarks>The parameters of <c>ModifyImageSharePermission</c>, version 2017-11-10.</remarks>
public sealed record ModifyImageSharePermissionRequest(string ImageId)
{
    private readonly IReadOnlyList<string> _addAccounts = [];

    /// <summary>The ids of the accounts to share the image with.</summary>
    /// <value>Never <see langword="null"/>; the default is empty. The service does not document how many it takes in one call.</value>
    public IReadOnlyList<string> AddAccounts
    {
        get => _addAccounts;
        init => _addAccounts = value ?? [];
    }

    /// <summary>The id of the account to stop sharing the image with. The service takes one account in one call.</summary>
    /// <value>The default, <see langword="null"/>, removes no account.</value>
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
            seen.Count > 0 || RemoveAccount is not null, nameof(AddAccounts), $"must not be empty if {nameof(RemoveAccount)} is null: there is nothing to change");
        if (RemoveAccount is not null)
        {
            RequestRules.ValidateAccountId(RemoveAccount, nameof(RemoveAccount));
            RequestRules.Require(
                !seen.Contains(RemoveAccount), nameof(RemoveAccount), $"must not be one of {nameof(AddAccounts)}, but '{RemoveAccount}' is");
        }
    }
}
