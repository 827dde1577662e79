using Ens.ImageSharing.Credentials;
using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>
/// Credentials whose keys expire. One refresh at a time, ahead of the expiry; while the old key is valid, no caller waits for the new one.
/// </summary>
internal abstract class RefreshingCredentials(SourceContext context) : CredentialSource
{
    /// <summary>
    /// How long a source that is not set up is not looked into again; after three times as long, callers wait for the new look.
    /// </summary>
    private static readonly TimeSpan AbsenceMemory = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long before the expiry a key is refreshed, as in the official clients. A short-lived key is used for two thirds of its
    /// lifetime.
    /// </summary>
    private static readonly TimeSpan LongestLead = TimeSpan.FromMinutes(15);

    /// <summary>How long a key without an expiry is used before it is refreshed.</summary>
    private static readonly TimeSpan UnknownLifetime = TimeSpan.FromHours(1);

    /// <summary>
    /// How long a key that is already expired on arrival is used: the local clock may be wrong, and the service decides.
    /// </summary>
    private static readonly TimeSpan GraceOfExpired = TimeSpan.FromMinutes(1);

    /// <summary>How long the source is left alone after a failed refresh while the old key is valid.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>A refresh that takes longer has failed, so that the next one can start.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private Remembered? _remembered;
    private Task<Lookup<EnsAccessKey>>? _refresh;
    private DateTimeOffset _resumeAt;

    protected SourceContext Context => context;

    /// <summary>Whether a refresh is under way.</summary>
    protected internal bool IsRefreshing => Volatile.Read(ref _refresh) is not null;

    public sealed override void Invalidate(EnsAccessKey refused)
    {
        lock (_gate)
        {
            if (_remembered?.Found.Value?.IsSameAs(refused) == true)
            {
                // Kept, though never given out again: it tells that the source is set up.
                _remembered = new Remembered(_remembered.Found, DateTimeOffset.MinValue, DateTimeOffset.MinValue);
            }
        }
    }

    internal sealed override ValueTask<Lookup<EnsAccessKey>> LookUpAsync(
        ICredentialListener? listener, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DateTimeOffset now = context.Time.GetUtcNow();
        Remembered? remembered = Volatile.Read(ref _remembered);
        if (now < remembered?.RefreshAt)
        {
            return new(remembered.Found);
        }

        Task<Lookup<EnsAccessKey>>? refresh;
        lock (_gate)
        {
            // Another caller's refresh may have ended in the meantime.
            remembered = _remembered;
            if (now < remembered?.RefreshAt)
            {
                return new(remembered.Found);
            }

            bool resting = now < remembered?.ValidUntil && now < _resumeAt;
            refresh = resting ? null : _refresh ??= DetachedTask.Run(() => RefreshAsync(listener));
        }

        return refresh is null || now < remembered?.ValidUntil ? new(remembered!.Found) : new(WaitAsync(refresh, cancellationToken));
    }

    /// <summary>Gets a new key from the source, or the reason why the source is not set up.</summary>
    /// <exception cref="EnsAuthenticationException">There is no key; the message says why.</exception>
    protected abstract Task<Lookup<EnsAccessKey>> FetchAsync(CancellationToken cancellationToken);

    /// <summary>Whether the failure of a source may be over soon.</summary>
    protected static bool IsTransient(Exception exception) => !TransportFailure.IsUntrusted(exception) && exception is
        EnsException { IsTransient: true } or HttpRequestException or IOException or TimeoutException or OperationCanceledException;

    /// <summary>A caller can stop waiting; the refresh continues for the others.</summary>
    private static async Task<Lookup<EnsAccessKey>> WaitAsync(Task<Lookup<EnsAccessKey>> refresh, CancellationToken cancellationToken)
    {
        try
        {
            return await refresh.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EnsAuthenticationException exception)
        {
            // Each caller gets its own exception, because callers attach their page number to it.
            throw new EnsAuthenticationException(exception.Message, exception.InnerException ?? exception)
            {
                IsTransient = exception.IsTransient,
            };
        }
    }

    private async Task<Lookup<EnsAccessKey>> RefreshAsync(ICredentialListener? listener)
    {
        Remembered? fresh = null;
        try
        {
            Lookup<EnsAccessKey> found = await FetchInTimeAsync().ConfigureAwait(false);
            fresh = Remember(found);
            return fresh.Found;
        }
        catch (EnsAuthenticationException exception)
        {
            NoteFailure(exception, listener);
            throw;
        }
        finally
        {
            lock (_gate)
            {
                // A failure ends a remembered absence: the source is there after all.
                _remembered = fresh ?? (_remembered?.Found.Value is null ? null : _remembered);
                _refresh = null;
            }
        }
    }

    private async Task<Lookup<EnsAccessKey>> FetchInTimeAsync()
    {
        using CancellationTokenSource limit = PlatformTime.CancelAfter(Patience, context.Time);
        CancellationToken token = limit.Token;
        try
        {
            // On a task of its own, so that a source that blocks its thread does not block the next refresh.
            Lookup<EnsAccessKey> found = await DetachedTask.Run(() => FetchAsync(token)).WaitAsync(token).ConfigureAwait(false);

            // A source that had a key is set up: that it has none now is a failure, and no reason to look elsewhere.
            return found.Value is null && Volatile.Read(ref _remembered)?.Found.Value is not null
                ? throw new EnsAuthenticationException(found.Absence)
                : found;
        }
        catch (OperationCanceledException exception) when (token.IsCancellationRequested)
        {
            string message = FormattableString.Invariant($"The {this} gave no access key within {Patience.TotalSeconds} s.");
            throw new EnsAuthenticationException(message, exception) { IsTransient = true };
        }
        catch (Exception exception) when (exception is not EnsAuthenticationException)
        {
            throw new EnsAuthenticationException($"The {this} gave no access key: {exception.Message}", exception)
            {
                IsTransient = IsTransient(exception),
            };
        }
    }

    private void NoteFailure(EnsAuthenticationException exception, ICredentialListener? listener)
    {
        DateTimeOffset now = context.Time.GetUtcNow();
        TimeSpan nextTry = Scale(Pause, 0.5 + context.Random());
        lock (_gate)
        {
            _resumeAt = now + nextTry;
        }

        if (Volatile.Read(ref _remembered) is { Found.Value: not null } old && now < old.ValidUntil)
        {
            listener?.RefreshFailed($"{this}", exception, old.ValidUntil, nextTry);
        }
    }

    private Remembered Remember(Lookup<EnsAccessKey> found)
    {
        DateTimeOffset now = context.Time.GetUtcNow();
        if (found.Value is not { } key)
        {
            return new Remembered(found, now + AbsenceMemory, now + AbsenceMemory + AbsenceMemory + AbsenceMemory);
        }

        found = key.Source is null ? key.WithSource($"{this}") : key;
        double spread = 0.8 + (0.4 * context.Random());
        if (key.ExpiresAt is not { } expiresAt)
        {
            return new Remembered(found, now + Scale(UnknownLifetime, spread), DateTimeOffset.MaxValue);
        }

        TimeSpan lifetime = expiresAt - now;
        if (lifetime <= TimeSpan.Zero)
        {
            return new Remembered(found, now + GraceOfExpired, now + GraceOfExpired);
        }

        TimeSpan lead = Scale(lifetime, 1d / 3) < LongestLead ? Scale(lifetime, 1d / 3) : LongestLead;
        return new Remembered(found, expiresAt - Scale(lead, spread), expiresAt);
    }

    private static TimeSpan Scale(TimeSpan time, double factor) => TimeSpan.FromTicks((long)(time.Ticks * factor));

    /// <summary>What was found, when it is looked up again, and until when it can be used.</summary>
    private sealed record Remembered(Lookup<EnsAccessKey> Found, DateTimeOffset RefreshAt, DateTimeOffset ValidUntil);
}
