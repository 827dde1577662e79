using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ens.ImageSharing.Transport;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Telemetry;

/// <summary>The telemetry of one call: a span with its attempts, a duration, and counts. Exists only while somebody listens.</summary>
/// <remarks>Metrics have no image, account or request as a tag: their values are unlimited.</remarks>
internal sealed class CallTelemetry
{
    private readonly TimeProvider _timeProvider;
    private readonly long _start;
    private readonly Activity? _activity;
    private readonly TagList _tags;
    private int _attempts;

    private CallTelemetry(ServiceConnection connection, OperationFacts operation)
    {
        _timeProvider = connection.Clock.TimeProvider;
        _start = _timeProvider.GetTimestamp();
        string method = Conventions.MethodPrefix + operation.Action;
        _tags = new TagList
        {
            { Conventions.SystemName, Conventions.AlibabaCloud },
            { Conventions.Method, method },
            { Conventions.ServerAddress, connection.Endpoint.IdnHost },
            { Conventions.ServerPort, connection.Endpoint.Port },
        };
        _activity = EnsTelemetry.Source.StartActivity(method, ActivityKind.Client, parentContext: default, _tags);
    }

    /// <summary>Starts the telemetry of a call; <see langword="null"/> if there is no listener.</summary>
    public static CallTelemetry? Start(ServiceConnection connection, OperationFacts operation, string? imageId, int? pageNumber)
    {
        if (!EnsTelemetry.IsListenedTo)
        {
            return null;
        }

        CallTelemetry telemetry = new(connection, operation);
        telemetry._activity?.SetTag(Conventions.ImageId, imageId).SetTag(Conventions.PageNumber, pageNumber);
        return telemetry;
    }

    /// <summary>An attempt has ended.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="failure">What it failed with; <see langword="null"/> if it succeeded.</param>
    public void AttemptEnded(int number, Exception? failure)
    {
        _attempts = number;
        EnsTelemetry.Attempts.Add(1, WithError(failure));
        if (failure is EnsThrottlingException)
        {
            EnsTelemetry.Throttles.Add(1, WithError(failure));
        }

        ActivityTagsCollection tags = new() { { Conventions.AttemptNumber, number } };
        if (failure is not null)
        {
            tags.Add(Conventions.ErrorType, Conventions.ErrorTypeOf(failure));
            tags.Add(Conventions.RequestId, (failure as EnsException)?.RequestId);
        }

        AddEvent(Conventions.AttemptEvent, tags);
    }

    /// <summary>Another attempt follows after a wait.</summary>
    public void Retrying(TimeSpan delay) =>
        AddEvent(Conventions.RetryDelay, new ActivityTagsCollection { { Conventions.RetryDelay, delay.TotalSeconds } });

    /// <summary>The call waited for its turn.</summary>
    public void WaitedForTurn(TimeSpan time)
    {
        EnsTelemetry.TurnWaits.Record(time.TotalSeconds, _tags);
        AddEvent(Conventions.TurnEvent, new ActivityTagsCollection { { Conventions.TurnWait, time.TotalSeconds } });
    }

    public void RetryRefused() => EnsTelemetry.RefusedRetries.Add(1, _tags);

    public void ClockCorrected(TimeSpan offset) => EnsTelemetry.ClockOffset.Record(offset.TotalSeconds, _tags);

    public void Succeeded(string? requestId, Counter<long>? counter, int items)
    {
        counter?.Add(items, _tags);
        End(requestId, failure: null);
    }

    public void Failed(Exception failure) => End((failure as EnsException)?.RequestId, failure);

    private void End(string? requestId, Exception? failure)
    {
        EnsTelemetry.Duration.Record(_timeProvider.GetElapsedTime(_start).TotalSeconds, WithError(failure));
        if (_activity is null)
        {
            return;
        }

        _activity.SetTag(Conventions.Attempts, _attempts);
        _activity.SetTag(Conventions.RequestId, requestId);
        if (failure is not null)
        {
            _activity.SetTag(Conventions.ErrorType, Conventions.ErrorTypeOf(failure));
            _activity.SetTag(Conventions.StatusCode, (failure as EnsException)?.ErrorCode);

            // A caller who cancels has not met an error.
            _activity.SetStatus(
                failure is OperationCanceledException ? ActivityStatusCode.Unset : ActivityStatusCode.Error, failure.Message);
        }

        _activity.Dispose();
    }

    private void AddEvent(string name, ActivityTagsCollection tags) =>
        _activity?.AddEvent(new ActivityEvent(name, _timeProvider.GetUtcNow(), tags));

    private TagList WithError(Exception? failure)
    {
        TagList tags = _tags;
        if (failure is not null)
        {
            tags.Add(Conventions.ErrorType, Conventions.ErrorTypeOf(failure));
        }

        return tags;
    }
}
