using System.Runtime.ExceptionServices;
using Ens.ImageSharing.Errors;
using Ens.ImageSharing.Telemetry;
using Ens.ImageSharing.Transport;
using Ens.ImageSharing.Wire;
using Microsoft.Extensions.Logging;

namespace Ens.ImageSharing.Calls;

/// <summary>Calls of any operation over one connection: the budget around the attempts, and what all calls share.</summary>
internal sealed class ServiceCalls
{
    private readonly RetryPipeline _pipeline;

    /// <param name="connection">Sends single attempts.</param>
    /// <param name="credentials">Whose access keys sign; <see langword="null"/> if the calls are not signed.</param>
    /// <param name="random">A number from 0 up to, but not including, 1.</param>
    /// <param name="logger">Logs retries.</param>
    public ServiceCalls(ServiceConnection connection, EnsCredentials? credentials, Func<double> random, ILogger logger)
    {
        Connection = connection;
        Credentials = credentials;
        Logger = logger;
        BackOff = new BackOff(connection.Limits.RetryDelay, connection.Limits.MaxRetryDelay, random);
        Pace = new Pace(
            connection.Clock.TimeProvider, connection.Limits.MaxCallsPerSecond, isFirstLate: !connection.MayBlock);
        _pipeline = new RetryPipeline(connection.Limits, connection.Clock.TimeProvider);
    }

    public ServiceConnection Connection { get; }

    public EnsCredentials? Credentials { get; }

    public ILogger Logger { get; }

    public BackOff BackOff { get; }

    public Pace Pace { get; }

    public RetryQuota Quota { get; } = new();

    /// <summary>Makes a call, with as many attempts as the limits allow and make sense.</summary>
    /// <exception cref="EnsException">The service rejected the call for good.</exception>
    /// <exception cref="HttpRequestException">The network failed in the last attempt.</exception>
    /// <exception cref="TimeoutException">A budget was exceeded.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was canceled.</exception>
    public async Task<TAnswer> SendAsync<TAnswer>(
        IOperation<TAnswer> operation, CallTelemetry? telemetry, CancellationToken cancellationToken)
        where TAnswer : class
    {
        using CallBudget budget = new(Connection.Limits.Timeout, Connection.Clock.TimeProvider, cancellationToken);
        RetryAttempts attempts = new(this, operation, telemetry, budget);
        (TAnswer? answer, Exception? failure) = await _pipeline.RunAsync<TAnswer>(
            attempts, (progress, token) => AttemptAsync(operation, progress, token), budget.Token).ConfigureAwait(false);
        attempts.Finish(failure);
        if (failure is null)
        {
            return answer!;
        }

        if (cancellationToken.IsCancellationRequested)
        {
            failure = new OperationCanceledException(cancellationToken);
        }
        else if (failure is OperationCanceledException && budget.IsSpent)
        {
            failure = attempts.CallTimeout();
        }

        failure = attempts.WithOutcome(failure);
        ExceptionDispatchInfo.Capture(failure).Throw();
        throw failure;
    }

    /// <summary>
    /// Makes one attempt; on another thread if code takes part that may block it, because budgets and cancellation must end the wait.
    /// </summary>
    /// <remarks>With a clock of its own, a test says what happens when, and a call has begun when the method returns.</remarks>
    private Task<AttemptOutcome<TAnswer>> AttemptAsync<TAnswer>(
        IOperation<TAnswer> operation, AttemptProgress progress, CancellationToken cancellationToken)
        where TAnswer : class
    {
        bool mayBlock = Connection.MayBlock || Credentials?.MayBlock == true || progress.RefusedKey is not null;
        return mayBlock && Connection.Clock.TimeProvider == TimeProvider.System
            ? Task.Run(() => BeginAsync(operation, progress, cancellationToken), cancellationToken)
            : BeginAsync(operation, progress, cancellationToken);
    }

    private Task<AttemptOutcome<TAnswer>> BeginAsync<TAnswer>(
        IOperation<TAnswer> operation, AttemptProgress progress, CancellationToken cancellationToken)
        where TAnswer : class => TryForgetRefusedKey(progress)
            ? Connection.SendAsync(operation, progress, cancellationToken)
            : Task.FromResult(new AttemptOutcome<TAnswer>(new KeyUnchangedException(), Recovery.None));

    private bool TryForgetRefusedKey(AttemptProgress progress)
    {
        if (progress.RefusedKey is not { } refused || Credentials is not { } credentials)
        {
            return true;
        }

        progress.BeginKey(credentials);
        try
        {
            credentials.Invalidate(refused);
            return true;
        }
#pragma warning disable CA1031 // The service's refusal says more than why the credentials cannot forget a key.
        catch
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
