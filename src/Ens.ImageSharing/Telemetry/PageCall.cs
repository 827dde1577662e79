using System.Diagnostics;

namespace Ens.ImageSharing.Telemetry;

/// <summary>One page call as it is told: a span with its attempts, a duration, and what is counted. There is one only while somebody listens.</summary>
/// <remarks>Metrics carry no image, account or request: those have no end of values.</remarks>
internal sealed class PageCall
{
    private readonly TimeProvider _timeProvider;
    private readonly long _start;
    private readonly Activity? _activity;
    private readonly TagList _tags;
    private int _attempts;

    private PageCall(Uri endpoint, string imageId, int pageNumber, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _start = timeProvider.GetTimestamp();
        _tags = new TagList
        {
            { Conventions.SystemName, Conventions.AlibabaCloud },
            { Conventions.Method, Conventions.DescribeImageSharePermission },
            { Conventions.ServerAddress, endpoint.IdnHost },
            { Conventions.ServerPort, endpoint.Port },
        };
        _activity = EnsTelemetry.Source.StartActivity(Conventions.DescribeImageSharePermission, ActivityKind.Client, parentContext: default, _tags);
        _activity?.SetTag(Conventions.ImageId, imageId).SetTag(Conventions.PageNumber, pageNumber);
    }

    /// <summary>Begins to tell, if anybody listens.</summary>
    public static PageCall? Begin(Uri endpoint, string imageId, int pageNumber, TimeProvider timeProvider) =>
        EnsTelemetry.IsListenedTo ? new PageCall(endpoint, imageId, pageNumber, timeProvider) : null;

    /// <summary>An attempt is over.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="failure">What it failed with; <see langword="null"/> if it did not.</param>
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
            tags.Add(Conventions.ErrorType, ErrorType(failure));
            tags.Add(Conventions.RequestId, (failure as EnsException)?.RequestId);
        }

        _activity?.AddEvent(new ActivityEvent(Conventions.AttemptEvent, _timeProvider.GetUtcNow(), tags));
    }

    /// <summary>Another attempt follows after a wait.</summary>
    public void Retrying(TimeSpan delay) => _activity?.AddEvent(new ActivityEvent(Conventions.RetryDelay, _timeProvider.GetUtcNow(), new ActivityTagsCollection { { Conventions.RetryDelay, delay.TotalSeconds } }));

    public void RetryRefused() => EnsTelemetry.RefusedRetries.Add(1, _tags);

    public void ClockCorrected(TimeSpan offset) => EnsTelemetry.ClockOffset.Record(offset.TotalSeconds, _tags);

    /// <summary>The call is over.</summary>
    public void Ended(ImageSharePage? page, Exception? failure)
    {
        EnsTelemetry.Duration.Record(_timeProvider.GetElapsedTime(_start).TotalSeconds, WithError(failure));
        if (page is not null)
        {
            EnsTelemetry.Accounts.Add(page.Accounts.Count, _tags);
        }

        if (_activity is null)
        {
            return;
        }

        _activity.SetTag(Conventions.Attempts, _attempts);
        _activity.SetTag(Conventions.RequestId, page?.RequestId ?? (failure as EnsException)?.RequestId);
        if (failure is not null)
        {
            _activity.SetTag(Conventions.ErrorType, ErrorType(failure));
            _activity.SetTag(Conventions.StatusCode, (failure as EnsException)?.ErrorCode);

            // A caller who changes his mind is no error.
            _activity.SetStatus(failure is OperationCanceledException ? ActivityStatusCode.Unset : ActivityStatusCode.Error, failure.Message);
        }

        _activity.Dispose();
    }

    /// <summary>The service's code if it is one of those known, so that nobody's answer can make metrics explode; else the type of the failure.</summary>
    private static string ErrorType(Exception failure) => failure switch
    {
        EnsException { ErrorCode: { } code } when ErrorTable.KnownCode(code) is { } known => known,
        EnsException { ErrorCode: null, StatusCode: { } status } => ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => failure.GetType().FullName!,
    };

    private TagList WithError(Exception? failure)
    {
        TagList tags = _tags;
        if (failure is not null)
        {
            tags.Add(Conventions.ErrorType, ErrorType(failure));
        }

        return tags;
    }
}
