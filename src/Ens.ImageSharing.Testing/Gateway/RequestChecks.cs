using Ens.ImageSharing.Testing.Answers;
using Ens.ImageSharing.Testing.Operations;
using Ens.ImageSharing.Testing.Requests;

namespace Ens.ImageSharing.Testing.Gateway;

/// <summary>What the gateway checks before it passes a request on to its operation.</summary>
internal sealed class RequestChecks(TimeProvider timeProvider)
{
    private static readonly TimeSpan DateTolerance = TimeSpan.FromMinutes(15);

    private readonly NonceWindow _nonces = new();

    public KeyRing Keys { get; } = new();

    public CallLimiter Limiter { get; } = new(timeProvider);

    /// <summary>What a request that exceeds the limit is told to wait; <see langword="null"/> for nothing.</summary>
    public TimeSpan? RetryAfterHint { get; set; }

    /// <summary>Finds the operation of a request, or the reason why it is refused.</summary>
    public Refusal? Check(ReceivedRequest request, DateTimeOffset now, out IOperation? operation)
    {
        operation = null;
        Refusal? refusal = Authenticate(request, now, out EnsEmulatorPermissions permissions);
        refusal ??= Limiter.TryTake() ? null : Refusal.Throttled with { RetryAfter = RetryAfterHint };
        refusal ??= request.Method is "GET" or "POST" ? null : Refusal.UnsupportedMethod;
        refusal ??= OperationTable.TryFind(request.Claim.Action, out operation) ? null : Refusal.UnknownAction;
        refusal ??= request.Claim.Version == OperationTable.Version ? null : Refusal.UnknownVersion;
        return refusal ?? (permissions.HasFlag(operation!.Permission) ? null : Refusal.NoPermission);
    }

    private Refusal? Authenticate(ReceivedRequest request, DateTimeOffset now, out EnsEmulatorPermissions permissions)
    {
        permissions = EnsEmulatorPermissions.None;
        if (request.Scheme is null)
        {
            return Refusal.IncompleteSignature;
        }

        (string secret, permissions, Refusal? refusal) = Keys.Find(request.Claim.AccessKeyId, request.Claim.SecurityToken);
        refusal ??= request.Claim.DateText is { Length: > 0 } && request.Claim.Date is null ? Refusal.TimeStampFormat : null;
        refusal ??= request.Claim.Date is { } date && (now - date).Duration() > DateTolerance ? Refusal.TimeStampExpired : null;
        refusal ??= request.Scheme.Check(request, secret);
        return refusal ?? (_nonces.Add(request.Claim.Nonce!, now, DateTolerance + DateTolerance) ? null : Refusal.NonceUsed);
    }
}
