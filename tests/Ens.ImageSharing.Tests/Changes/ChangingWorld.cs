namespace Ens.ImageSharing.Tests.Changes;

/// <summary>
/// An image whose accounts are changed by the client under test and by strangers, with a service that loses answers, breaks, throttles, and shows
/// changes late. Keeps books of what really happened.
/// </summary>
internal sealed class ChangingWorld
{
    private readonly Random _random;
    private readonly List<(DateTimeOffset Time, string[] Accounts)> _history = [];
    private readonly TimeProvider _time;
    private readonly string[] _universe;
    private readonly TimeSpan _delay;
    private readonly double _trouble;
    private readonly double _strangers;
    private readonly int _cap;
    private readonly bool _repeatsFail;
    private readonly HashSet<string> _unseen = new(StringComparer.Ordinal);

    public ChangingWorld(int seed, TimeProvider time, TimeSpan timeout)
    {
        _random = new Random(seed);
        _time = time;
        _universe = [.. Enumerable.Range(100, _random.Next(2, 30)).Select(id => $"{id}")];
        _delay = _random.Next(3) > 0 ? TimeSpan.Zero : timeout * (1.2 * _random.NextDouble());
        _trouble = _random.Next(4) == 0 ? 0 : _random.NextDouble() * 0.7;
        _strangers = _random.Next(2) == 0 ? 0 : _random.NextDouble() * 0.5;
        _cap = _random.Next(3) == 0 ? _random.Next(3, 10) : 100;
        _repeatsFail = _random.Next(2) == 0;
        IsAddition = _random.Next(2) == 0;
        Asked = [.. _universe.Where(_ => _random.Next(2) == 0), _universe[0]];
        Record([.. _universe.Where(_ => _random.Next(2) == 0)]);
    }

    public bool IsAddition { get; }

    /// <summary>What the client is asked to add or remove; one of them may be given twice.</summary>
    public string[] Asked { get; }

    /// <summary>The accounts that changes of the client really added or removed.</summary>
    public HashSet<string> Made { get; } = new(StringComparer.Ordinal);

    /// <summary>The accounts for which somebody else did the same.</summary>
    public HashSet<string> MadeByStrangers { get; } = new(StringComparer.Ordinal);

    /// <summary>What the client did that it must not do.</summary>
    public List<string> Offenses { get; } = [];

    public int Sends { get; private set; }

    public CancellationTokenSource Stop { get; } = new();

    private string[] Real => _history[^1].Accounts;

    private string[] Visible => _history.FindLast(entry => entry.Time <= _time.GetUtcNow() - _delay).Accounts ?? _history[0].Accounts;

    public ImageSharePage Read(DescribeImageSharePermissionRequest request)
    {
        StrangersMove();
        CancelPerhaps();
        if (_random.NextDouble() < _trouble / 20)
        {
            throw new HttpRequestException("The network is down.");
        }

        string[] accounts = Visible;
        int number = request.PageNumber ?? 1, size = Math.Min(request.PageSize ?? 10, _cap);
        return new ImageSharePage
        {
            ImageId = request.ImageId,
            PageNumber = number,
            PageSize = size,
            TotalCount = accounts.Length,
            Accounts = [.. accounts.Skip((number - 1) * size).Take(size).Select(id => new SharedAccount(id))],
        };
    }

    /// <summary>The client has read the whole list: what it shows to be undone may be sent again.</summary>
    public void NoteRead(ImageShareSnapshot snapshot) => _unseen.RemoveWhere(account => snapshot.Contains(account) != IsAddition);

    public ModifyImageSharePermissionResult Change(ModifyImageSharePermissionRequest request)
    {
        Sends++;
        string[] accounts = request.RemoveAccount is { } removed ? [removed] : [.. request.AddAccounts];
        Judge(request, accounts);
        StrangersMove();
        CancelPerhaps();
        double chance = _random.NextDouble();
        if (chance >= _trouble)
        {
            Make(accounts);
            return new ModifyImageSharePermissionResult { RequestId = $"R-{Sends}" };
        }

        switch (_random.Next(8))
        {
            case 0 or 1:
                Make(accounts);
                throw new EnsOutcomeUnknownException("The answer is lost.", new HttpRequestException("reset"));
            case 2 or 3:
                throw new EnsOutcomeUnknownException("Broken before the change.", new EnsServerException("500"));
            case 4:
                Make(accounts);
                throw new EnsOutcomeUnknownException("Broken after the change.", new EnsServerException("500"));
            case 5:
                throw new EnsThrottlingException("Too many calls.") { ErrorCode = EnsErrorCodes.ThrottlingUser };
            case 6:
                throw new HttpRequestException("There is no connection.");
            default:
                _ = _random.Next(2) == 0 ? Make(accounts) : 0;
                Stop.Cancel();
                throw new EnsOutcomeUnknownException("Canceled.", new OperationCanceledException(Stop.Token));
        }
    }

    private void Judge(ModifyImageSharePermissionRequest request, string[] accounts)
    {
        if (IsAddition != request.RemoveAccount is null || accounts.Length is 0 or > 10 || accounts.Distinct().Count() < accounts.Length)
        {
            Offenses.Add($"a change of another kind: +[{string.Join(",", request.AddAccounts)}] -[{request.RemoveAccount}]");
        }

        Offenses.AddRange(accounts.Except(Asked).Select(account => $"{account} was not asked for"));
        Offenses.AddRange(accounts.Where(_unseen.Contains).Select(account => $"{account} was sent again though it had been changed, and no list had shown it otherwise"));
    }

    private int Make(string[] accounts)
    {
        string[] real = Real;
        if (_repeatsFail && accounts.Any(account => real.Contains(account) == IsAddition))
        {
            throw new EnsInvalidParameterException("Already, or not there.") { ErrorCode = "InvalidParameter.Accounts" };
        }

        string[] effective = [.. accounts.Where(account => real.Contains(account) != IsAddition)];
        Made.UnionWith(effective);
        _unseen.UnionWith(effective);
        Record(IsAddition ? [.. real, .. effective] : [.. real.Except(effective)]);
        return effective.Length;
    }

    private void StrangersMove()
    {
        if (_random.NextDouble() >= _strangers)
        {
            return;
        }

        string account = _universe[_random.Next(_universe.Length)];
        bool wasShared = Real.Contains(account);
        Record(wasShared ? [.. Real.Where(other => other != account)] : [.. Real, account]);
        _ = wasShared != IsAddition && MadeByStrangers.Add(account);
    }

    private void CancelPerhaps()
    {
        if (_random.NextDouble() < _trouble / 50)
        {
            Stop.Cancel();
            Stop.Token.ThrowIfCancellationRequested();
        }
    }

    private void Record(string[] accounts) => _history.Add((_time.GetUtcNow(), accounts));
}
