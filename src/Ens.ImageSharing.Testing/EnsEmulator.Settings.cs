using System.Globalization;

namespace Ens.ImageSharing.Testing;

/// <content>How the emulator behaves.</content>
public sealed partial class EnsEmulator
{
    private int _pageSizeLimit = 100;
    private int? _accountsPerCallLimit;
    private int? _accountsPerImageLimit;

    /// <summary>How answers are written.</summary>
    /// <value>The default is <see cref="EnsEmulatorShape.Documented"/>.</value>
    public EnsEmulatorShape Shape { get; set; }

    /// <summary>What the emulator does where the documentation says nothing.</summary>
    /// <value>The default is <see cref="EnsEmulatorUnknowns.FilteredTotal"/>.</value>
    public EnsEmulatorUnknowns Unknowns { get; set; } = EnsEmulatorUnknowns.FilteredTotal;

    /// <summary>The largest page that the emulator returns. A larger request is capped, and the answer echoes the capped size.</summary>
    /// <value>1 to 100. The default is 100. A request for more than 100 accounts is refused; a page of images has at most 50.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 1 and 100.</exception>
    public int PageSizeLimit
    {
        get => _pageSizeLimit;
        set => _pageSizeLimit = value is >= 1 and <= 100 ? value : throw OutOfRange(value, nameof(PageSizeLimit), "between 1 and 100");
    }

    /// <summary>
    /// The number of accounts that one call can add. More are refused, or ignored with
    /// <see cref="EnsEmulatorUnknowns.SurplusIgnored"/>.
    /// </summary>
    /// <value>At least 1. The default, <see langword="null"/>, is no limit: the service documents none.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? AccountsPerCallLimit
    {
        get => _accountsPerCallLimit;
        set => _accountsPerCallLimit = value is null or >= 1 ? value : throw OutOfRange(value, nameof(AccountsPerCallLimit), "at least 1");
    }

    /// <summary>
    /// The number of accounts that <c>ModifyImageSharePermission</c> can share an image with. More are refused, or ignored with
    /// <see cref="EnsEmulatorUnknowns.SurplusIgnored"/>. <see cref="Share"/> is not limited.
    /// </summary>
    /// <value>At least 1. The default, <see langword="null"/>, is no limit: the service documents none.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? AccountsPerImageLimit
    {
        get => _accountsPerImageLimit;
        set => _accountsPerImageLimit = value is null or >= 1
            ? value
            : throw OutOfRange(value, nameof(AccountsPerImageLimit), "at least 1");
    }

    /// <summary>The id of the account that owns the images. <c>ModifyImageSharePermission</c> does not add it.</summary>
    public string OwnerAliyunUid { get; } = "1000000000000001";

    /// <summary>
    /// The number of calls per second, over all access keys. The surplus is refused with the code <c>Throttling.User</c>.
    /// </summary>
    /// <value>
    /// More than 0. The default, <see langword="null"/>, is no limit. Unused calls of one second can be made at once, at least one.
    /// Requests that are refused for their signature, date, nonce or access key, or replaced by a fault, do not count.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number greater than 0.</exception>
    public double? MaxCallsPerSecond
    {
        get => _checks.Limiter.MaxCallsPerSecond;
        set => _checks.Limiter.MaxCallsPerSecond = value is null or (> 0 and < double.PositiveInfinity)
            ? value
            : throw OutOfRange(value, nameof(MaxCallsPerSecond), "a finite number greater than 0");
    }

    /// <summary>The value of the header <c>x-acs-retry-after</c> in answers that <see cref="MaxCallsPerSecond"/> refuses.</summary>
    /// <value>At least 1 millisecond, the unit of the header. The default, <see langword="null"/>, leaves the header out.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 millisecond.</exception>
    public TimeSpan? RetryAfterHint
    {
        get => _checks.RetryAfterHint;
        set => _checks.RetryAfterHint = value is null || value >= TimeSpan.FromMilliseconds(1)
            ? value
            : throw OutOfRange(value, nameof(RetryAfterHint), "at least 1 millisecond");
    }

    /// <summary>How many of the latest requests <see cref="Requests"/> has.</summary>
    /// <value>At least 0, which remembers none. The default is 1000.</value>
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
