using System.Diagnostics;

namespace Ens.ImageSharing.Governance.Telemetry;

/// <summary>The span of one image within a run.</summary>
internal sealed class ImageTelemetry(Activity? activity) : IDisposable
{
    public void Failed(Exception failure) =>
        activity?.SetStatus(ActivityStatusCode.Error, failure.Message).SetTag("error.type", failure.GetType().FullName);

    public void Dispose() => activity?.Dispose();
}
