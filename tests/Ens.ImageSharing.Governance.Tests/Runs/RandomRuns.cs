using System.Globalization;
using Ens.ImageSharing.Governance.Tests.Doubles;
using static Ens.ImageSharing.Governance.Tests.Doubles.Given;

namespace Ens.ImageSharing.Governance.Tests.Runs;

/// <summary>A random world with a plan for it, whose runs can be killed, and whose service can fail at random.</summary>
internal sealed class RandomRuns
{
    private readonly Random _random;
    private KillSwitch _kill = new(0);
    private double _faults;

    private RandomRuns(int seed)
    {
        _random = new Random(seed);
        Client.OnRead = (_, _) => _random.NextDouble() < _faults ? throw new HttpRequestException("read") : Task.CompletedTask;
        Client.BeforeChange = _ => _random.NextDouble() < _faults ? throw BeforeTheChange() : _kill.PassAsync();
        Client.AfterChange = _ => _random.NextDouble() < _faults ? throw Lost() : _kill.PassAsync();
    }

    public World Client { get; } = new();

    public SharePlan Plan { get; private set; } = null!;

    public int MaxRemovals { get; private set; }

    public string Before { get; private set; } = "";

    public List<string> Images { get; } = [];

    /// <summary>The entries of all runs, one behind the other.</summary>
    public List<ShareJournalEntry> Entries { get; } = [];

    public static async Task<RandomRuns> CreateAsync(int seed)
    {
        RandomRuns runs = new(seed);
        await runs.PrepareAsync();
        return runs;
    }

    public Task<List<ShareStepResult>> ApplyAsync(KillSwitch kill, double faults = 0)
    {
        (_kill, _faults) = (kill, faults);
        return kill.RunAsync(new SharePlanRunner(Client).ApplyAsync(Plan, JournalOf(Entries)));
    }

    public Task<List<ShareStepResult>> UndoAsync(KillSwitch kill, List<ShareJournalEntry> undone, double faults = 0)
    {
        (_kill, _faults) = (kill, faults);
        return kill.RunAsync(new SharePlanRunner(Client).UndoAsync(Entries.ToAsyncEnumerable(), JournalOf(undone)));
    }

    private Journal JournalOf(List<ShareJournalEntry> entries)
    {
        Journal journal = new();
        journal.BeforeKept = async entry =>
        {
            await _kill.PassAsync();
            entries.Add(entry);
            await _kill.PassAsync();
        };
        return journal;
    }

    private static EnsOutcomeUnknownException Lost() => new("lost");

    private Exception BeforeTheChange() => _random.Next(3) switch
    {
        0 => new HttpRequestException("no connection"),
        1 => new EnsNoPermissionException("refused"),
        _ => Lost(),
    };

    private async Task PrepareAsync()
    {
        for (int i = 1 + _random.Next(3); i > 0; i--)
        {
            Images.Add($"m-{i}");
            Client.With($"m-{i}", [.. Accounts()]);
        }

        ShareAllowance[] entries = [.. Accounts().Append("0").Select(account => Allow(account, _random.Next(3) == 0 ? "m-1" : null, _random.Next(3) == 0 ? Today.AddDays(-1) : null))];
        ShareAudit audit = await Client.AuditAsync(new AllowList(entries), [.. Images]);
        SharePlanOptions options = new() { RemoveUnexpected = true, RemoveExpired = _random.Next(2) == 0, AddMissing = _random.Next(3) > 0, MaxRemovals = _random.Next(8) };
        try
        {
            Plan = SharePlan.Create(audit, options);
        }
        catch (SharePlanLimitException tooMany)
        {
            options.MaxRemovals = tooMany.Needed;
            Plan = SharePlan.Create(audit, options);
        }

        MaxRemovals = options.MaxRemovals;
        Before = Client.Describe();
    }

    private IEnumerable<string> Accounts() =>
        Enumerable.Range(1, 6).Where(_ => _random.Next(2) == 0).Select(number => number.ToString(CultureInfo.InvariantCulture));
}
