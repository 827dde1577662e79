using Ens.ImageSharing.CredentialSources;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>A source whose keys expire, and that does what a test tells it to.</summary>
internal sealed class ScriptedSource : RefreshingCredentials
{
    private readonly SemaphoreSlim _ended = new(0);
    private int _fetches;
    private int _seenEnds;

    public ScriptedSource(TimeProvider time, Func<double>? random = null)
        : base(new SourceContext(null, time, random ?? (() => 0.5))) => Give("first", TimeSpan.FromHours(1));

    public Func<Task<EnsAccessKey>> Fetch { get; set; } = null!;

    /// <summary>Why the source is not set up; <see langword="null"/> if it is.</summary>
    public string? Absence { get; set; }

    public int Fetches => Volatile.Read(ref _fetches);

    public override string ToString() => "test source";

    public void Give(string id, TimeSpan? lifetime, string token = "t") => Fetch = () => Task.FromResult(new EnsAccessKey(id, "s", token, Context.Time.GetUtcNow() + lifetime));

    public void BeMissing(string reason) => Absence = reason;

    public void Fail(string message) => Fetch = () => throw new EnsAuthenticationException(message);

    public TaskCompletionSource<EnsAccessKey> Hang()
    {
        TaskCompletionSource<EnsAccessKey> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Fetch = () => answer.Task;
        return answer;
    }

    public async Task Began(int count)
    {
        while (Fetches < count)
        {
            await Task.Yield();
        }
    }

    /// <summary>Waits until a number of refreshes has ended and their result is in use.</summary>
    public async Task Ended(int count)
    {
        while (_seenEnds < count)
        {
            await _ended.WaitAsync(TestContext.Current.CancellationToken);
            _seenEnds++;
        }

        while (IsRefreshing)
        {
            await Task.Yield();
        }
    }

    protected override async Task<Lookup<EnsAccessKey>> FetchAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _fetches);
        try
        {
            return Absence is { } reason ? Lookup<EnsAccessKey>.Absent(reason) : await Fetch();
        }
        finally
        {
            _ended.Release();
        }
    }
}
