namespace Ens.ImageSharing.Testing.Faults;

/// <summary>
/// The faults of the next requests, in order, with what happens before them. After the last one comes the random plan, if there is one.
/// </summary>
internal sealed class FaultQueue
{
    private readonly Queue<(Fault? Fault, Action<EnsEmulator>? Event)> _entries = new();
    private RandomFaults? _random;

    public int Count
    {
        get
        {
            lock (_entries)
            {
                return _entries.Count;
            }
        }
    }

    public void Add(Fault fault) => Add((fault, null));

    /// <summary>Adds an event, which happens before the request of the next fault.</summary>
    public void Add(Action<EnsEmulator> happening) => Add((null, happening));

    public void Plan(RandomFaults? random)
    {
        lock (_entries)
        {
            _random = random;
        }
    }

    /// <summary>Takes the fault of the next request, and the events before it.</summary>
    public Fault Next(out List<Action<EnsEmulator>> events)
    {
        events = [];
        lock (_entries)
        {
            while (_entries.Count > 0)
            {
                (Fault? fault, Action<EnsEmulator>? happening) = _entries.Dequeue();
                if (fault is not null)
                {
                    return fault;
                }

                events.Add(happening!);
            }

            return _random?.Next() ?? new Fault.None();
        }
    }

    private void Add((Fault?, Action<EnsEmulator>?) entry)
    {
        lock (_entries)
        {
            _entries.Enqueue(entry);
        }
    }
}
