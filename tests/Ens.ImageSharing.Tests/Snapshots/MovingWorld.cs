namespace Ens.ImageSharing.Tests.Snapshots;

/// <summary>A list of accounts that moves between requests at random, and remembers every state that it was in.</summary>
internal sealed class MovingWorld
{
    private readonly Random _random;
    private readonly string[] _universe;
    private readonly List<string> _accounts;
    private readonly List<HashSet<string>> _states = [];
    private readonly Order _order;
    private readonly int _cap;
    private readonly bool _echoesCap;
    private readonly double _restlessness;
    private int _movesLeft;
    private string? _lastRemoved;

    public MovingWorld(int seed)
    {
        _random = new Random(seed);
        bool isCramped = _random.Next(2) == 0;
        _order = (Order)_random.Next(3);
        _universe = [.. Enumerable.Range(100, isCramped ? _random.Next(3, 10) : _random.Next(10, 60)).Select(id => $"{id}")];
        _cap = isCramped ? _random.Next(1, 6) : _random.Next(3) == 0 ? 100 : _random.Next(3, 12);
        _echoesCap = _random.Next(2) == 0;
        _restlessness = _random.NextDouble() * _random.NextDouble();
        _movesLeft = _random.Next(4) == 0 ? int.MaxValue : _random.Next(8);
        _accounts = [.. _universe.Where(_ => _random.Next(3) != 0)];
        Remember();
    }

    private enum Order
    {
        OldestFirst,
        NewestFirst,
        ById,
    }

    public int Requests { get; private set; }

    /// <summary>Whether the list consisted of exactly these accounts at some moment since the world was created.</summary>
    public bool WasEver(ImageShareSnapshot snapshot) =>
        _states.Exists(state => state.SetEquals(snapshot.Accounts.Select(account => account.AliyunUid)));

    public ImageSharePage Answer(DescribeImageSharePermissionRequest request)
    {
        // The first state is that of the start.
        if (Requests++ > 0)
        {
            MovePerhaps();
        }

        int number = request.PageNumber ?? 1, asked = request.PageSize ?? 10, size = Math.Min(asked, _cap);
        return new ImageSharePage
        {
            ImageId = request.ImageId,
            PageNumber = number,
            PageSize = _echoesCap ? size : asked,
            TotalCount = _accounts.Count,
            RequestId = $"R-{Requests}",
            Accounts = [.. _accounts.Skip((number - 1) * size).Take(size).Select(id => new SharedAccount(id))],
        };
    }

    public override string ToString() =>
        $"{_order}, universe {_universe.Length}, cap {_cap} {(_echoesCap ? "echoed" : "not echoed")}; states: "
        + string.Join(" | ", _states.Select(state => string.Join(",", state.Order(StringComparer.Ordinal))));

    private void MovePerhaps()
    {
        if (_movesLeft == 0 || _random.NextDouble() >= _restlessness)
        {
            return;
        }

        _movesLeft--;
        switch (_random.Next(5))
        {
            case 0:
                Add();
                break;
            case 1:
                Remove();
                break;
            case 2 when _lastRemoved is { } removed && !_accounts.Contains(removed):
                Insert(removed);
                break;
            default:
                Remove();
                Add();
                break;
        }

        Remember();
    }

    private void Remove()
    {
        if (_accounts.Count > 0)
        {
            int index = _random.Next(_accounts.Count);
            _lastRemoved = _accounts[index];
            _accounts.RemoveAt(index);
        }
    }

    private void Add()
    {
        string[] absent = [.. _universe.Except(_accounts)];
        if (absent.Length > 0)
        {
            Insert(absent[_random.Next(absent.Length)]);
        }
    }

    private void Insert(string account)
    {
        int place = _order switch
        {
            Order.OldestFirst => _accounts.Count,
            Order.NewestFirst => 0,
            _ => _accounts.Count(other => string.CompareOrdinal(other, account) < 0),
        };
        _accounts.Insert(place, account);
    }

    private void Remember() => _states.Add([.. _accounts]);
}
