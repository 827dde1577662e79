using System.Collections.Concurrent;

namespace Ens.ImageSharing.Tests.Doubles;

/// <summary>Credentials that answer as a script says: an entry for each question, and the last one for all further questions.</summary>
internal sealed class ScriptedCredentials(params Func<CancellationToken, Task<EnsAccessKey>>[] script) : EnsCredentials
{
    private int _asked;

    public int Asked => _asked;

    /// <summary>The access keys that were reported as refused.</summary>
    public ConcurrentQueue<EnsAccessKey> Invalidated { get; } = new();

    /// <summary>Returns one key after the other.</summary>
    public static ScriptedCredentials Of(params EnsAccessKey[] keys) => new([.. keys.Select(Gives)]);

    public static Func<CancellationToken, Task<EnsAccessKey>> Gives(EnsAccessKey key) => _ => Task.FromResult(key);

    public static Func<CancellationToken, Task<EnsAccessKey>> Fails(Exception failure) => _ => Task.FromException<EnsAccessKey>(failure);

    /// <summary>Never answers, and ignores its token.</summary>
    public static Func<CancellationToken, Task<EnsAccessKey>> IsDeaf() => static _ => new TaskCompletionSource<EnsAccessKey>().Task;

    public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) =>
        new(script[Math.Min(Interlocked.Increment(ref _asked), script.Length) - 1](cancellationToken));

    public override void Invalidate(EnsAccessKey refused) => Invalidated.Enqueue(refused);

    public override string ToString() => "scripted credentials";
}
