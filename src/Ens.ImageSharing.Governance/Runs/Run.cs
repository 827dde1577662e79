using System.Runtime.CompilerServices;
using Ens.ImageSharing.Governance.Telemetry;

namespace Ens.ImageSharing.Governance.Runs;

/// <summary>What an audit, a search, an application and an undoing have in common: one span, and both tokens of the caller.</summary>
internal static class Run
{
    /// <param name="kind">The name of the span.</param>
    /// <param name="start">Starts the results.</param>
    /// <param name="count">Counts a result.</param>
    /// <param name="argument">The token that was passed to the method.</param>
    /// <param name="enumeration">The token of <c>WithCancellation</c>.</param>
    public static async IAsyncEnumerable<T> EnumerateAsync<T>(
        string kind,
        Func<RunTelemetry, CancellationToken, IAsyncEnumerable<T>> start,
        Action<T> count,
        CancellationToken argument,
        [EnumeratorCancellation] CancellationToken enumeration = default)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(argument, enumeration);
        using RunTelemetry run = RunTelemetry.Start(kind);
        IAsyncEnumerator<T> results = start(run, either.Token).GetAsyncEnumerator(CancellationToken.None);
        await using ConfiguredAsyncDisposable end = results.ConfigureAwait(false);
        while (true)
        {
            try
            {
                if (!await results.MoveNextAsync().ConfigureAwait(false))
                {
                    yield break;
                }
            }
            catch (OperationCanceledException exception) when (either.IsCancellationRequested)
            {
                // With the token that the caller knows.
                CancellationToken token = argument.IsCancellationRequested ? argument : enumeration;
                throw new OperationCanceledException(exception.Message, exception, token);
            }
            catch (Exception exception)
            {
                run.Failed(exception);
                throw;
            }

            count(results.Current);
            yield return results.Current;
        }
    }
}
