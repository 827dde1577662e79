using Ens.ImageSharing.Credentials;
using Microsoft.Extensions.Logging;

namespace Ens.ImageSharing.Telemetry;

/// <summary>Logs and counts what happens to the access keys of a client.</summary>
internal sealed class CredentialTelemetry(ILogger logger) : ICredentialListener
{
    public void KeyChanged(string source, EnsAccessKey key)
    {
        EnsTelemetry.KeyChanges.Add(1);
        EnsLog.KeyChanged(logger, key.ToString(), source);
    }

    public void RefreshFailed(string source, Exception failure, DateTimeOffset validUntil, TimeSpan nextTry)
    {
        EnsTelemetry.RefreshFailures.Add(1);
        EnsLog.RefreshFailed(logger, source, validUntil, nextTry.TotalSeconds, failure.Message);
    }
}
