using Ens.ImageSharing.Testing.Answers;

namespace Ens.ImageSharing.Testing.Gateway;

/// <summary>The access keys that the emulator knows, and what each may do.</summary>
internal sealed class KeyRing
{
    private readonly Dictionary<string, Entry> _keys = new(StringComparer.Ordinal);

    /// <summary>Adds a key or replaces it; the session token that it had before is expired from then on.</summary>
    public void Add(string id, string secret, string? securityToken, EnsEmulatorPermissions permissions)
    {
        lock (_keys)
        {
            HashSet<string> expired = _keys.TryGetValue(id, out Entry? old) ? old.Expired : new(StringComparer.Ordinal);
            if (old?.SecurityToken is { } oldToken && oldToken != securityToken)
            {
                expired.Add(oldToken);
            }

            _keys[id] = new Entry(secret, securityToken, permissions, expired);
        }
    }

    public void ExpireToken(string id)
    {
        lock (_keys)
        {
            if (!_keys.TryGetValue(id, out Entry? entry) || entry.SecurityToken is null)
            {
                throw new ArgumentException($"There is no temporary access key with the ID '{id}'.", nameof(id));
            }

            entry.Expired.Add(entry.SecurityToken);
        }
    }

    /// <summary>Finds the key of a request, or the reason why there is none.</summary>
    public (string Secret, EnsEmulatorPermissions Permissions, Refusal? Refusal) Find(string? id, string? securityToken)
    {
        lock (_keys)
        {
            if (id is null || !_keys.TryGetValue(id, out Entry? entry))
            {
                return ("", EnsEmulatorPermissions.None, Refusal.UnknownKey);
            }

            return (entry.Secret, entry.Permissions, CheckToken(entry, securityToken));
        }
    }

    private static Refusal? CheckToken(Entry entry, string? securityToken)
    {
        if (securityToken is null)
        {
            return entry.SecurityToken is null ? null : Refusal.MissingToken;
        }

        return entry.Expired.Contains(securityToken) ? Refusal.ExpiredToken
            : securityToken == entry.SecurityToken ? null
            : Refusal.OtherToken;
    }

    private sealed record Entry(string Secret, string? SecurityToken, EnsEmulatorPermissions Permissions, HashSet<string> Expired);
}
