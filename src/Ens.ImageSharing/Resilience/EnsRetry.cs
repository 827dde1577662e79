using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Ens.ImageSharing.Telemetry;
using Ens.ImageSharing.Transport;
using Ens.ImageSharing.Wire;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Ens.ImageSharing.Resilience;

/// <summary>One call: the whole budget around the retries around the budget of each attempt. The only file that names Polly.</summary>
/// <typeparam name="TAnswer">What a good answer becomes; annotated as Polly's own builder is, which would keep the type whole when an application is trimmed.</typeparam>
internal sealed class EnsRetry<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TAnswer>
    where TAnswer : class
{
    private static readonly ResiliencePropertyKey<CallState> StateKey = new("call");

    private readonly OperationTransport<TAnswer> _transport;
    private readonly RetryRules _rules;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline<TAnswer> _call;
    private readonly ResiliencePipeline<TAnswer> _attempt;

    public EnsRetry(OperationTransport<TAnswer> transport, RetryRules rules, ILogger logger)
    {
        _transport = transport;
        _rules = rules;
        _logger = logger;
        _call = BuildCall(rules.Options, rules.Clock.TimeProvider);
        _attempt = Builder(rules.Clock.TimeProvider).AddTimeout(rules.Options.AttemptTimeout).Build();
    }

    /// <summary>Asks as often as the options allow and it makes sense.</summary>
    /// <exception cref="EnsException">The service said no for good.</exception>
    /// <exception cref="HttpRequestException">The network failed in the last attempt.</exception>
    /// <exception cref="TimeoutException">A budget ran out.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<TAnswer> SendAsync<TOperation>(TOperation operation, PageCall? told, CancellationToken cancellationToken)
        where TOperation : IOperation<TAnswer>
    {
        CallState state = new(_rules, told, cancellationToken);
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(StateKey, state);
        Outcome<TAnswer> outcome;
        try
        {
            outcome = await _call.ExecuteOutcomeAsync(
                static (context, call) => call.Retry.AttemptAsync(context, call.State, call.Operation), context, (Retry: this, State: state, Operation: operation)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        if (outcome.Exception is null)
        {
            _rules.Quota.Refund(state.PaidRetry);
            return outcome.Result!;
        }

        throw Translate(outcome.Exception, state, operation);
    }

    private static ResiliencePipelineBuilder<TAnswer> Builder(TimeProvider timeProvider) => new() { TimeProvider = timeProvider };

    private ResiliencePipeline<TAnswer> BuildCall(EnsClientOptions options, TimeProvider timeProvider)
    {
        ResiliencePipelineBuilder<TAnswer> builder = Builder(timeProvider).AddTimeout(options.Timeout);
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<TAnswer>
            {
                MaxRetryAttempts = options.MaxRetries,
                ShouldHandle = static arguments => arguments.Outcome.Exception is { } failure ? State(arguments.Context).ShouldRetryAsync(failure) : new ValueTask<bool>(false),
                DelayGenerator = static arguments => new ValueTask<TimeSpan?>(State(arguments.Context).Delay),
                OnRetry = arguments =>
                {
                    CallState state = State(arguments.Context);
                    state.BeginWait();
                    EnsLog.Retrying(_logger, state.Attempts, (state.LastFailure as EnsException)?.ErrorCode ?? state.LastFailure?.GetType().Name, state.Delay.TotalMilliseconds);
                    return default;
                },
            });
        }

        return builder.Build();
    }

    private static CallState State(ResilienceContext context) =>
        context.Properties.GetValue(StateKey, defaultValue: null!);

    private async ValueTask<Outcome<TAnswer>> AttemptAsync<TOperation>(ResilienceContext context, CallState state, TOperation operation)
        where TOperation : IOperation<TAnswer>
    {
        state.BeginAttempt();
        CancellationToken callToken = context.CancellationToken;
        Outcome<TAnswer> outcome = await _attempt.ExecuteOutcomeAsync(
            static async (context, attempt) =>
            {
                try
                {
                    RetryHeaders retry = new(attempt.State.Attempts - 1, attempt.State.Delay);
                    return Outcome.FromResult(await attempt.Transport.SendAsync(attempt.Operation, retry, context.CancellationToken).ConfigureAwait(false));
                }
#pragma warning disable CA1031 // The pipeline takes failures as values; each one is thrown again at its end.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    return Outcome.FromException<TAnswer>(Attribute(exception, context.CancellationToken));
                }
            },
            context,
            (Transport: _transport, State: state, Operation: operation)).ConfigureAwait(false);

        outcome = outcome.Exception is TimeoutRejectedException && !callToken.IsCancellationRequested
            ? Outcome.FromException<TAnswer>(AttemptTimeout(state, operation.Subject))
            : outcome;
        state.EndAttempt(outcome.Exception);
        return outcome;
    }

    /// <summary>Tells apart whose failure it is: ours or the caller's cancellation, the service's word, or that of a handler of the host's.</summary>
    private static Exception Attribute(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        EnsException => failure,

        // A cancelled request fails in as many ways as there are handlers.
        _ when cancellationToken.IsCancellationRequested => new OperationCanceledException(cancellationToken),
        OperationCanceledException => new HttpRequestException("A handler below the client cancelled the request.", failure),
        ExecutionRejectedException => new HttpRequestException("A resilience handler below the client gave up: " + failure.Message, failure),
        _ => failure,
    };

    private TimeoutException AttemptTimeout(CallState state, string subject) => new(
        FormattableString.Invariant($"Attempt {state.Attempts} at {subject} got no whole answer within {_rules.Options.AttemptTimeout.TotalSeconds} s, the value of {nameof(EnsClientOptions)}.{nameof(EnsClientOptions.AttemptTimeout)}."),
        state.LastFailure);

    private Exception Translate<TOperation>(Exception failure, CallState state, TOperation operation)
        where TOperation : IOperation<TAnswer>
    {
        state.CallerToken.ThrowIfCancellationRequested();
        if (failure is TimeoutRejectedException)
        {
            failure = new TimeoutException(
                FormattableString.Invariant($"The call for {operation.Subject} did not end within {_rules.Options.Timeout.TotalSeconds} s, the value of {nameof(EnsClientOptions)}.{nameof(EnsClientOptions.Timeout)}, in {state.Attempts} attempts."),
                state.LastFailure);
        }

        (failure as EnsException)?.CountAttempts(state.Attempts);
        if (operation.PageNumber is { } pageNumber)
        {
            failure.Data[nameof(EnsException.PageNumber)] = pageNumber;
        }

        ExceptionDispatchInfo.Capture(failure).Throw();
        return failure;
    }
}
