namespace Ens.ImageSharing.Testing.Gateway;

/// <summary>
/// The nonces that were used while their dates are still accepted. Older ones are forgotten, so a long run does not accumulate them.
/// </summary>
internal sealed class NonceWindow
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset Time, string Nonce)> _order = new();

    /// <summary>Remembers a nonce.</summary>
    /// <returns><see langword="false"/> if it was used before.</returns>
    public bool Add(string nonce, DateTimeOffset now, TimeSpan window)
    {
        lock (_seen)
        {
            while (_order.Count > 0 && now - _order.Peek().Time > window)
            {
                _seen.Remove(_order.Dequeue().Nonce);
            }

            if (!_seen.Add(nonce))
            {
                return false;
            }

            _order.Enqueue((now, nonce));
            return true;
        }
    }
}
