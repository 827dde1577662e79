namespace Ens.ImageSharing.Testing;

/// <summary>The nonces of the time in which a date is accepted, so that a long run does not pile them up.</summary>
internal sealed class NonceWindow
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset Time, string Nonce)> _order = new();

    /// <summary>Notes a nonce.</summary>
    /// <returns><see langword="false"/> if it was seen before.</returns>
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
