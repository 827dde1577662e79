using System.Runtime.ExceptionServices;
using Ens.ImageSharing.Telemetry;
using Ens.ImageSharing.Transport;
using Ens.ImageSharing.Wire;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Ens.ImageSharing.Resilience;

/// <summary>One page call: the whole budget around the retries around the budget of each attempt. The only file that names Polly.</summary>
internal sealed class EnsRetry
{
    private static readonly ResiliencePropertyKey<CallState> StateKey = new("call");

    private readonly PageTransport _transport;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline<ImageSharePage> _call;
    private readonly ResiliencePipeline<ImageSharePage> _attempt;

    public EnsRetry(PageTransport transport, EnsClientOptions options, EnsCredentials credentials, ServiceClock clock, ILogger logger, Func<double> random)
    {
        _transport = transport;
        _logger = logger;
        Options = options;
        Credentials = credentials;
        Clock = clock;
        BackOff = new BackOff(options.RetryDelay, options.MaxRetryDelay, random);
        _call = BuildCall(options, clock.TimeProvider);
        _attempt = Builder(clock.TimeProvider).AddTimeout(options.AttemptTimeout).Build();
    }

    public EnsClientOptions Options { get; }

    public EnsCredentials Credentials { get; }

    public ServiceClock Clock { get; }

    public BackOff BackOff { get; }

    public RetryQuota Quota { get; } = new();

    /// <summary>Asks for a page, as often as the options allow and it makes sense.</summary>
    /// <exception cref="EnsException">The service said no for good.</exception>
    /// <exception cref="HttpRequestException">The network failed in the last attempt.</exception>
    /// <exception cref="TimeoutException">A budget ran out.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<ImageSharePage> SendAsync(PageQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CallState state = new(this, cancellationToken);
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(StateKey, state);
        Outcome<ImageSharePage> outcome;
        try
        {
            outcome = await _call.ExecuteOutcomeAsync(
                static (context, call) => call.Retry.AttemptAsync(context, call.State, call.Query), context, (Retry: this, State: state, Query: query)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        if (outcome.Exception is null)
        {
            Quota.Refund(state.PaidRetry);
            return outcome.Result!;
        }

        throw Translate(outcome.Exception, state, query);
    }

    private static ResiliencePipelineBuilder<ImageSharePage> Builder(TimeProvider timeProvider) => new() { TimeProvider = timeProvider };

    private ResiliencePipeline<ImageSharePage> BuildCall(EnsClientOptions options, TimeProvider timeProvider)
    {
        ResiliencePipelineBuilder<ImageSharePage> builder = Builder(timeProvider).AddTimeout(options.Timeout);
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<ImageSharePage>
            {
                MaxRetryAttempts = options.MaxRetries,
                ShouldHandle = static arguments => arguments.Outcome.Exception is { } failure ? State(arguments.Context).ShouldRetryAsync(failure) : new ValueTask<bool>(false),
                DelayGenerator = static arguments => new ValueTask<TimeSpan?>(State(arguments.Context).Delay),
                OnRetry = arguments =>
                {
                    CallState state = State(arguments.Context);
                    EnsLog.Retrying(_logger, state.Attempts, state.Delay.TotalMilliseconds, (state.LastFailure as EnsException)?.ErrorCode ?? state.LastFailure?.GetType().Name);
                    return default;
                },
            });
        }

        return builder.Build();
    }

    private static CallState State(ResilienceContext context) =>
        context.Properties.TryGetValue(StateKey, out CallState? state) ? state : throw new InvalidOperationException("The call has no state.");

    private async ValueTask<Outcome<ImageSharePage>> AttemptAsync(ResilienceContext context, CallState state, PageQuery query)
    {
        state.BeginAttempt();
        CancellationToken callToken = context.CancellationToken;
        Outcome<ImageSharePage> outcome = await _attempt.ExecuteOutcomeAsync(
            static async (context, attempt) =>
            {
                try
                {
                    RetryHeaders retry = new(attempt.State.Attempts - 1, attempt.State.Delay);
                    return Outcome.FromResult(await attempt.Transport.SendAsync(attempt.Query, retry, context.CancellationToken).ConfigureAwait(false));
                }
#pragma warning disable CA1031 // The pipeline takes failures as values; each one is thrown again at its end.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    return Outcome.FromException<ImageSharePage>(Attribute(exception, context.CancellationToken));
                }
            },
            context,
            (Transport: _transport, State: state, Query: query)).ConfigureAwait(false);

        return outcome.Exception is TimeoutRejectedException && !callToken.IsCancellationRequested
            ? Outcome.FromException<ImageSharePage>(AttemptTimeout(state, query))
            : outcome;
    }

    /// <summary>Tells apart whose failure it is: ours or the caller's cancellation, the service's word, or that of a handler of the host's.</summary>
    private static Exception Attribute(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        EnsException => failure,

        // A cancelled request fails in as many ways as there are handlers.
        _ when cancellationToken.IsCancellationRequested => failure as OperationCanceledException ?? new OperationCanceledException(failure.Message, failure, cancellationToken),
        OperationCanceledException => new HttpRequestException("A handler below the client cancelled the request.", failure),
        ExecutionRejectedException => new HttpRequestException("A resilience handler below the client gave up: " + failure.Message, failure),
        _ => failure,
    };

    private TimeoutException AttemptTimeout(CallState state, PageQuery query) => new(
        FormattableString.Invariant($"Attempt {state.Attempts} at page {query.PageNumber ?? 1} got no whole answer within {Options.AttemptTimeout.TotalSeconds} s, the value of {nameof(EnsClientOptions)}.{nameof(EnsClientOptions.AttemptTimeout)}."),
        state.LastFailure);

    private Exception Translate(Exception failure, CallState state, PageQuery query)
    {
        state.CallerToken.ThrowIfCancellationRequested();
        if (failure is TimeoutRejectedException)
        {
            return new TimeoutException(
                FormattableString.Invariant($"The call for page {query.PageNumber ?? 1} did not end within {Options.Timeout.TotalSeconds} s, the value of {nameof(EnsClientOptions)}.{nameof(EnsClientOptions.Timeout)}, in {state.Attempts} attempts."),
                state.LastFailure)
            {
                Data = { [nameof(EnsException.PageNumber)] = query.PageNumber ?? 1 },
            };
        }

        (failure as EnsException)?.CountAttempts(state.Attempts);
        failure.Data[nameof(EnsException.PageNumber)] = query.PageNumber ?? 1;
        ExceptionDispatchInfo.Capture(failure).Throw();
        return failure;
    }
}
