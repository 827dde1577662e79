namespace Ens.ImageSharing.Testing.Requests;

/// <summary>The latest requests, in the order in which they were received.</summary>
internal sealed class RequestLog
{
    private readonly Queue<EnsEmulatorRequest> _requests = new();
    private int _limit = 1000;

    public int Limit
    {
        get => Volatile.Read(ref _limit);
        set
        {
            lock (_requests)
            {
                _limit = value;
                Trim();
            }
        }
    }

    public void Add(EnsEmulatorRequest request)
    {
        lock (_requests)
        {
            _requests.Enqueue(request);
            Trim();
        }
    }

    public EnsEmulatorRequest[] ToArray()
    {
        lock (_requests)
        {
            return _requests.ToArray();
        }
    }

    private void Trim()
    {
        while (_requests.Count > _limit)
        {
            _requests.Dequeue();
        }
    }
}
