using System.Diagnostics;

namespace Ens.ImageSharing.Governance.Telemetry;

/// <summary>The span of one image within a run.</summary>
internal sealed class ImageTelemetry(Activity? activity) : IDisposable
{
    /// <summary>Makes the calls that follow in this method children of the span. What a sequence has set is lost whenever it
    /// yields.</summary>
    public void Resume()
    {
        if (activity is not null)
        {
            Activity.Current = activity;
        }
    }

    public void Failed(Exception failure) =>
        activity?.SetStatus(ActivityStatusCode.Error, failure.Message).SetTag("error.type", failure.GetType().FullName);

    public void Dispose() => activity?.Dispose();
}
