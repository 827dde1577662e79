namespace Ens.ImageSharing.Testing;

/// <summary>The keys that the emulator knows.</summary>
internal sealed class KeyRing
{
    private readonly Dictionary<string, Entry> _keys = new(StringComparer.Ordinal);

    /// <summary>Adds a key or replaces it; the session tokens that it had before are expired from then on.</summary>
    public void Add(string id, string secret, string? securityToken, bool allowed)
    {
        lock (_keys)
        {
            HashSet<string> expired = _keys.TryGetValue(id, out Entry? old) ? old.Expired : new(StringComparer.Ordinal);
            if (old?.SecurityToken is { } oldToken && oldToken != securityToken)
            {
                expired.Add(oldToken);
            }

            _keys[id] = new Entry(secret, securityToken, allowed, expired);
        }
    }

    public void ExpireToken(string id)
    {
        lock (_keys)
        {
            if (!_keys.TryGetValue(id, out Entry? entry) || entry.SecurityToken is null)
            {
                throw new ArgumentException($"There is no temporary key with the id '{id}'.", nameof(id));
            }

            entry.Expired.Add(entry.SecurityToken);
        }
    }

    /// <summary>Finds the key of a request, or the reason why there is none.</summary>
    public (string Secret, bool Allowed, Refusal? Refusal) Find(string? id, string? securityToken)
    {
        lock (_keys)
        {
            if (id is null || !_keys.TryGetValue(id, out Entry? entry))
            {
                return ("", false, Refusal.UnknownKey);
            }

            Refusal? refusal = securityToken is null ? entry.SecurityToken is null ? null : Refusal.MissingToken
                : entry.Expired.Contains(securityToken) ? Refusal.ExpiredToken
                : securityToken == entry.SecurityToken ? null
                : Refusal.OtherToken;
            return (entry.Secret, entry.Allowed, refusal);
        }
    }

    private sealed record Entry(string Secret, string? SecurityToken, bool Allowed, HashSet<string> Expired);
}
