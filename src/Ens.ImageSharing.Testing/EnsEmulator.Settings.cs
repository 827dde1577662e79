using System.Globalization;

namespace Ens.ImageSharing.Testing;

/// <content>How the emulator behaves.</content>
public sealed partial class EnsEmulator
{
    private int _pageSizeLimit = 100;
    private int? _accountsPerCallLimit;
    private int? _accountsPerImageLimit;

    /// <summary>How the emulator writes its responses.</summary>
    /// <value>The default is <see cref="EnsEmulatorShape.Documented"/>.</value>
    public EnsEmulatorShape Shape { get; set; }

    /// <summary>How the emulator behaves where the documentation of the service says nothing.</summary>
    /// <value>The default is <see cref="EnsEmulatorUnknowns.FilteredTotal"/>.</value>
    public EnsEmulatorUnknowns Unknowns { get; set; } = EnsEmulatorUnknowns.FilteredTotal;

    /// <summary>
    /// The largest page that the emulator returns. Larger requests are capped, and the response echoes the capped size.
    /// </summary>
    /// <value>1 to 100. The default is 100. A request for more than 100 accounts is rejected. A page of images has at most 50.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 1 and 100.</exception>
    public int PageSizeLimit
    {
        get => _pageSizeLimit;
        set => _pageSizeLimit = value is >= 1 and <= 100 ? value : throw OutOfRange(value, nameof(PageSizeLimit), "between 1 and 100");
    }

    /// <summary>The number of accounts that one call can add. A call that adds more is rejected.</summary>
    /// <value>At least 1. The default is <see langword="null"/>, which is no limit: the service documents none.</value>
    /// <remarks>With <see cref="EnsEmulatorUnknowns.SurplusIgnored"/>, the surplus is ignored instead.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? AccountsPerCallLimit
    {
        get => _accountsPerCallLimit;
        set => _accountsPerCallLimit = value is null or >= 1 ? value : throw OutOfRange(value, nameof(AccountsPerCallLimit), "at least 1");
    }

    /// <summary>The number of accounts that an image can be shared with. A call that adds more is rejected.</summary>
    /// <value>At least 1. The default is <see langword="null"/>, which is no limit: the service documents none.</value>
    /// <remarks>
    /// With <see cref="EnsEmulatorUnknowns.SurplusIgnored"/>, the surplus is ignored instead. <see cref="Share"/> is not limited.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? AccountsPerImageLimit
    {
        get => _accountsPerImageLimit;
        set => _accountsPerImageLimit = value is null or >= 1
            ? value
            : throw OutOfRange(value, nameof(AccountsPerImageLimit), "at least 1");
    }

    /// <summary>The ID of the account that owns the images.</summary>
    /// <value>Always the same. <c>ModifyImageSharePermission</c> does not add this account.</value>
    public string OwnerAliyunUid { get; } = "1000000000000001";

    /// <summary>The number of calls per second, over all access keys. Further calls fail with the code <c>Throttling.User</c>.</summary>
    /// <value>More than 0. The default is <see langword="null"/>, which is no limit.</value>
    /// <remarks>
    /// The calls of one second, and at least one, can be made at once. Requests that are rejected because of their signature, date,
    /// nonce or access key, and requests whose response is replaced by a fault, do not count.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number greater than 0.</exception>
    public double? MaxCallsPerSecond
    {
        get => _checks.Limiter.MaxCallsPerSecond;
        set => _checks.Limiter.MaxCallsPerSecond = value is null or (> 0 and < double.PositiveInfinity)
            ? value
            : throw OutOfRange(value, nameof(MaxCallsPerSecond), "a finite number greater than 0");
    }

    /// <summary>
    /// The value of the header <c>x-acs-retry-after</c> in responses to calls that exceed <see cref="MaxCallsPerSecond"/>.
    /// </summary>
    /// <value>At least 1 millisecond, the unit of the header. The default is <see langword="null"/>, which omits the header.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 millisecond.</exception>
    public TimeSpan? RetryAfterHint
    {
        get => _checks.RetryAfterHint;
        set => _checks.RetryAfterHint = value is null || value >= TimeSpan.FromMilliseconds(1)
            ? value
            : throw OutOfRange(value, nameof(RetryAfterHint), "at least 1 millisecond");
    }

    /// <summary>The maximum number of requests in <see cref="Requests"/>.</summary>
    /// <value>From 0, which keeps no request. The default is 1,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int RequestLimit
    {
        get => _requests.Limit;
        set => _requests.Limit = value >= 0 ? value : throw OutOfRange(value, nameof(RequestLimit), "at least 0");
    }

    internal DateTimeOffset UtcNow => _timeProvider.GetUtcNow();

    /// <summary>When reads see a change that is made now.</summary>
    internal DateTimeOffset NextChangeSeenAt
    {
        get
        {
            DateTimeOffset now = UtcNow;
            TimeSpan delay = Faults.ReadDelay;
            return delay == TimeSpan.Zero ? DateTimeOffset.MinValue
                : delay < DateTimeOffset.MaxValue - now ? now + delay
                : DateTimeOffset.MaxValue;
        }
    }

    private static ArgumentOutOfRangeException OutOfRange(IFormattable? value, string name, string allowed) =>
        new(nameof(value), value, $"{name} must be {allowed}, but was {value?.ToString(null, CultureInfo.InvariantCulture)}.");
}
