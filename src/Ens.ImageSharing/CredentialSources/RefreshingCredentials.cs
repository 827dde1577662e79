using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>Credentials whose keys expire. One refresh at a time, ahead of the expiry, and never in the way while the old key is valid.</summary>
internal abstract class RefreshingCredentials(TimeProvider timeProvider, Func<double> random) : EnsCredentials
{
    /// <summary>How long before the expiry a key is fetched anew, as the official clients do; a short-lived key is used for two thirds of its time.</summary>
    private static readonly TimeSpan LongestLead = TimeSpan.FromMinutes(15);

    /// <summary>How long a key without an expiry is believed in without asking again.</summary>
    private static readonly TimeSpan UnknownLifetime = TimeSpan.FromHours(1);

    /// <summary>How long a key that came expired already is used: the clock may be the one that is wrong, and the service decides.</summary>
    private static readonly TimeSpan GraceOfExpired = TimeSpan.FromMinutes(1);

    /// <summary>How long the source is left alone after a failed refresh, while the old key still works.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>A refresh that takes longer has failed, so that the next one can begin.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private Remembered? _remembered;
    private Task<EnsAccessKey>? _refresh;
    private DateTimeOffset _resumeAt;

    protected TimeProvider TimeProvider => timeProvider;

    /// <summary>Whether a new key is on its way.</summary>
    protected internal bool IsRefreshing => Volatile.Read(ref _refresh) is not null;

    public sealed override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DateTimeOffset now = timeProvider.GetUtcNow();
        Remembered? remembered = Volatile.Read(ref _remembered);
        if (now < remembered?.RefreshAt)
        {
            return new(remembered.Key);
        }

        Task<EnsAccessKey>? refresh;
        lock (_gate)
        {
            // What another caller's refresh has brought in between counts.
            remembered = _remembered;
            if (now < remembered?.RefreshAt)
            {
                return new(remembered.Key);
            }

            bool resting = now < remembered?.ValidUntil && now < _resumeAt;
            refresh = resting ? null : _refresh ??= BeginRefresh();
        }

        return refresh is null || now < remembered?.ValidUntil ? new(remembered!.Key) : new(WaitAsync(refresh, cancellationToken));
    }

    public sealed override void Invalidate(EnsAccessKey refused)
    {
        Remembered? remembered = Volatile.Read(ref _remembered);
        if (remembered?.Key.IsSameAs(refused) == true)
        {
            Interlocked.CompareExchange(ref _remembered, null, remembered);
        }
    }

    /// <summary>Gets a new key from the source.</summary>
    /// <exception cref="EnsAuthenticationException">There is none; the message says why.</exception>
    protected abstract Task<EnsAccessKey> FetchAsync(CancellationToken cancellationToken);

    /// <summary>The caller waits as long as he wants; the refresh goes on for the others.</summary>
    private static async Task<EnsAccessKey> WaitAsync(Task<EnsAccessKey> refresh, CancellationToken cancellationToken)
    {
        try
        {
            return await refresh.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EnsAuthenticationException exception)
        {
            // Each caller's own: whoever fails notes his page on it.
            throw new EnsAuthenticationException(exception.Message, exception.InnerException ?? exception) { IsTransient = exception.IsTransient, IsUnconfigured = exception.IsUnconfigured };
        }
    }

    private Task<EnsAccessKey> BeginRefresh()
    {
        Task<EnsAccessKey> refresh = Task.Run(RefreshAsync);

        // Those who wait see a failure; in the background nobody does, and the next refresh will tell.
        refresh.ObserveFailure();
        return refresh;
    }

    private async Task<EnsAccessKey> RefreshAsync()
    {
        Remembered? fresh = null;
        using CancellationTokenSource limit = PlatformTime.CancelAfter(Patience, timeProvider);
        try
        {
            EnsAccessKey key = await FetchAsync(limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
            fresh = Remember(key);
            return key;
        }
        catch (OperationCanceledException exception)
        {
            throw new EnsAuthenticationException(FormattableString.Invariant($"{this}: no key came within {Patience.TotalSeconds} s."), exception) { IsTransient = true };
        }
        finally
        {
            lock (_gate)
            {
                _remembered = fresh ?? _remembered;
                _resumeAt = timeProvider.GetUtcNow() + Scale(Pause, 0.5 + random());
                _refresh = null;
            }
        }
    }

    private Remembered Remember(EnsAccessKey key)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        double spread = 0.8 + (0.4 * random());
        if (key.ExpiresAt is not { } expiresAt)
        {
            return new Remembered(key, now + Scale(UnknownLifetime, spread), DateTimeOffset.MaxValue);
        }

        TimeSpan lifetime = expiresAt - now;
        if (lifetime <= TimeSpan.Zero)
        {
            return new Remembered(key, now + GraceOfExpired, now + GraceOfExpired);
        }

        TimeSpan lead = Scale(lifetime, 1d / 3) < LongestLead ? Scale(lifetime, 1d / 3) : LongestLead;
        return new Remembered(key, expiresAt - Scale(lead, spread), expiresAt);
    }

    private static TimeSpan Scale(TimeSpan time, double factor) => TimeSpan.FromTicks((long)(time.Ticks * factor));

    /// <summary>A key, and when it is fetched anew and when it stops working.</summary>
    private sealed class Remembered(EnsAccessKey key, DateTimeOffset refreshAt, DateTimeOffset validUntil)
    {
        public EnsAccessKey Key { get; } = key;

        public DateTimeOffset RefreshAt { get; } = refreshAt;

        public DateTimeOffset ValidUntil { get; } = validUntil;
    }
}
