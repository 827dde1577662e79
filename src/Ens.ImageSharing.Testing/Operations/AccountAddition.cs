using Ens.ImageSharing.Testing.Answers;
using Ens.ImageSharing.Testing.Images;

namespace Ens.ImageSharing.Testing.Operations;

/// <summary>The accounts of a request that are new to an image, or the reason why they cannot be added.</summary>
internal sealed class AccountAddition
{
    private readonly OperationCall _call;
    private readonly AccountList _present;
    private readonly string? _removedBefore;
    private readonly HashSet<string> _distinct = new(StringComparer.Ordinal);
    private readonly int _free;

    /// <summary>Checks an addition.</summary>
    /// <param name="call">The call.</param>
    /// <param name="present">The accounts that the image has.</param>
    /// <param name="added">The accounts to add.</param>
    /// <param name="removedBefore">The account that is removed before these are added, if there is one.</param>
    public AccountAddition(OperationCall call, AccountList present, string[] added, string? removedBefore)
    {
        _call = call;
        _present = present;
        _removedBefore = removedBefore;
        int freed = removedBefore is not null && present.Contains(removedBefore) ? 1 : 0;
        _free = (call.Emulator.AccountsPerImageLimit ?? int.MaxValue) - present.Count + freed;
        int limit = call.Emulator.AccountsPerCallLimit ?? int.MaxValue;
        bool tooMany = added.Length > limit && !call.Has(EnsEmulatorUnknowns.SurplusIgnored);
        if (tooMany || !added.Take(limit).All(TryAdd))
        {
            Accounts.Clear();
            Refusal = Refusal.InvalidParameter("AddAccounts");
        }
    }

    /// <summary>The new accounts, each once; none if the addition is refused.</summary>
    public List<string> Accounts { get; } = [];

    public Refusal? Refusal { get; }

    private bool TryAdd(string account)
    {
        if (account == _call.Emulator.OwnerAliyunUid)
        {
            return !_call.Has(EnsEmulatorUnknowns.AddingOwnerFails);
        }

        if (_distinct.Contains(account) || (_present.Contains(account) && account != _removedBefore))
        {
            return !_call.Has(EnsEmulatorUnknowns.AddingTwiceFails);
        }

        if (Accounts.Count >= _free)
        {
            return _call.Has(EnsEmulatorUnknowns.SurplusIgnored);
        }

        _distinct.Add(account);
        Accounts.Add(account);
        return true;
    }
}
