using Ens.ImageSharing.Errors;
using Ens.ImageSharing.Options;
using Ens.ImageSharing.Transport;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Ens.ImageSharing.Calls;

/// <summary>The loop over the attempts of a call, and the time limit of each. The only file that names Polly.</summary>
internal sealed class RetryPipeline
{
    // Stryker disable once String: the name is not read.
    private static readonly ResiliencePropertyKey<RetryAttempts> AttemptsKey = new("attempts");

    private readonly ResiliencePipeline _retry;
    private readonly ResiliencePipeline _attempt;

    public RetryPipeline(CallLimits limits, TimeProvider timeProvider)
    {
        // How often and after which wait is decided when an attempt has ended; Polly carries it out.
        _retry = new ResiliencePipelineBuilder { TimeProvider = timeProvider }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = static arguments => new ValueTask<bool>(Decision(arguments.Context) is not null),
            DelayGenerator = static arguments => new ValueTask<TimeSpan?>(
                Decision(arguments.Context) is { IsThrottled: false, Delay: var delay } ? delay : TimeSpan.Zero),
        }).Build();
        _attempt = new ResiliencePipelineBuilder { TimeProvider = timeProvider }.AddTimeout(limits.AttemptTimeout).Build();
    }

    /// <summary>Runs attempts until one succeeds or no other one follows.</summary>
    /// <returns>The answer, or what the last attempt failed with.</returns>
    public async Task<(TAnswer? Answer, Exception? Failure)> RunAsync<TAnswer>(
        RetryAttempts attempts,
        Func<AttemptProgress, CancellationToken, Task<AttemptOutcome<TAnswer>>> send,
        CancellationToken cancellationToken)
        where TAnswer : class
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(AttemptsKey, attempts);
        try
        {
            // Outcomes of objects are what the strategy is made for; it would wrap those of any other type.
            Outcome<object> outcome = await _retry.ExecuteOutcomeAsync(
                (context, attempts) => AttemptAsync(context, attempts, send), context, attempts).ConfigureAwait(false);
            return ((TAnswer?)outcome.Result, outcome.Exception);
        }
        finally
        {
            // Stryker disable once Statement: the pool creates another context.
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static RetryDecision? Decision(ResilienceContext context) =>
        context.Properties.GetValue(AttemptsKey, defaultValue: null!).Decision;

    private async ValueTask<Outcome<object>> AttemptAsync<TAnswer>(
        ResilienceContext context, RetryAttempts attempts, Func<AttemptProgress, CancellationToken, Task<AttemptOutcome<TAnswer>>> send)
        where TAnswer : class
    {
        CancellationToken callToken = context.CancellationToken;
        try
        {
            await attempts.TakeTurnAsync(callToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            return Outcome.FromException<object>(attempts.GiveUp(exception));
        }

        Outcome<AttemptOutcome<TAnswer>> attempt = await _attempt.ExecuteOutcomeAsync(
            async (context, progress) =>
            {
                // Also a handler, a body or credentials that ignore the token or block their thread must not outlast the budgets.
                Task<AttemptOutcome<TAnswer>> sending = send(progress, context.CancellationToken);
                try
                {
                    return Outcome.FromResult(await sending.WaitAsync(context.CancellationToken).ConfigureAwait(false));
                }
#pragma warning disable CA1031 // The pipeline takes failures as values; each one is thrown at its end.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    sending.ObserveFailure();
                    return Outcome.FromException<AttemptOutcome<TAnswer>>(exception);
                }
            },
            context,
            attempts.Begin()).ConfigureAwait(false);

        AttemptOutcome<TAnswer> outcome = attempt.Exception switch
        {
            null => attempt.Result,
            _ when callToken.IsCancellationRequested => new(new OperationCanceledException(callToken), Recovery.None),
            TimeoutRejectedException => new(attempts.AttemptTimeout(), Recovery.Wait),
            _ => new(attempt.Exception, Recovery.None),
        };
        Exception? failure = attempts.End(WithoutPolly(outcome.Failure), outcome.Recovery, outcome.Key);
        return failure is null ? Outcome.FromResult<object>(outcome.Answer!) : Outcome.FromException<object>(failure);
    }

    /// <summary>A resilience handler of the host may have given up; its exceptions are not part of this library's surface.</summary>
    private static Exception? WithoutPolly(Exception? failure) =>
        failure is HttpRequestException && TransportFailure.IsCausedBy<ExecutionRejectedException>(failure)
            ? new HttpRequestException(failure.Message)
            : failure;
}
