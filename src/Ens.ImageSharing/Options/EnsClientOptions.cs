using Ens.ImageSharing.Options;

namespace Ens.ImageSharing;

/// <summary>Options of an <see cref="EnsClient"/>. Data only; the client takes a copy.</summary>
public sealed class EnsClientOptions
{
    /// <summary>The endpoint of the service. Takes precedence over <see cref="RegionId"/> and <see cref="UseVpcEndpoint"/>.</summary>
    /// <value>
    /// An https address with a host and optionally a port, and nothing else; plain http is allowed for loopback only. The default is
    /// <see langword="null"/>, which looks up the endpoint by region.
    /// </value>
    /// <remarks>To reach the international site, set the region <c>ap-southeast-1</c>, or set its endpoint here.</remarks>
    public Uri? Endpoint { get; set; }

    /// <summary>The region whose endpoint is used.</summary>
    /// <value>
    /// Such as <c>cn-hangzhou</c> or <c>ap-southeast-1</c>. The default is <see langword="null"/>, which is
    /// <c>https://ens.aliyuncs.com</c>; it serves all regions in the Chinese mainland.
    /// </value>
    /// <remarks>From the endpoint table of ENS 2017-11-10 in Alibaba Cloud's documentation.</remarks>
    public string? RegionId { get; set; }

    /// <summary>Whether to use the region's VPC endpoint, which does not need internet access.</summary>
    /// <value>The default is <see langword="false"/>. Requires a <see cref="RegionId"/> that has a VPC endpoint.</value>
    public bool UseVpcEndpoint { get; set; }

    /// <summary>How requests are signed.</summary>
    /// <value>The default is <see cref="EnsSignatureVersion.Acs3HmacSha256"/>. The other values are legacy.</value>
    public EnsSignatureVersion SignatureVersion { get; set; } = EnsSignatureVersion.Acs3HmacSha256;

    /// <summary>The maximum number of retries of a call.</summary>
    /// <value>From 0, which disables retries, to 100. The default is 3.</value>
    /// <remarks>
    /// Throttling, server errors, network failures and attempt time-outs are retried. Errors that a retry cannot fix are not. A call that
    /// is throttled while the service answers other calls of the client waits for its turn without using up its retries.
    /// </remarks>
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// The step of the back-off before the first retry. Each further step is twice as long. The wait is drawn at random from the step.
    /// </summary>
    /// <value>From 0 to 1 hour. The default is 0.5 seconds.</value>
    /// <remarks>Ignored if the service says how long to wait.</remarks>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest step of the back-off.</summary>
    /// <value>From 0 to 1 hour. The default is 20 seconds.</value>
    /// <remarks>
    /// Caps the doubling if there are many retries. Ignored if the service says how long to wait, which is honored up to 60 seconds.
    /// </remarks>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long one attempt may take, from the request for an access key to the last byte of the response.</summary>
    /// <value>From 10 milliseconds to 1 day. The default is 10 seconds.</value>
    /// <remarks>An attempt that takes longer is retried. The last attempt ends with a <see cref="TimeoutException"/>.</remarks>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one call may take, including all attempts and the waits between them. A list makes one call per page.</summary>
    /// <value>From 10 milliseconds to 1 day. The default is 60 seconds.</value>
    /// <remarks>
    /// A wait that would not end in time is not started; the call fails at once instead. Otherwise a call that takes longer ends with a
    /// <see cref="TimeoutException"/>. Time that a call spends waiting for its turn under a limit of calls per second does not count.
    /// </remarks>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The number of pages of a list that are requested at once.</summary>
    /// <value>From 1, one page after the other, to 16. The default is 1.</value>
    /// <remarks>
    /// Makes long lists faster, uses more memory and reaches the service's limit of calls sooner. Results, order and errors stay the same.
    /// The first page is always requested alone, to learn how many pages there are. Ignored if the service sends no total, and for filtered
    /// lists.
    /// </remarks>
    public int PagesInFlight { get; set; } = 1;

    /// <summary>The maximum number of bytes of a response that are read, after decompression if a handler decompresses.</summary>
    /// <value>
    /// From 1,024 (1 KiB) to 1,073,741,824 (1 GiB). The default is 1,048,576 (1 MiB). A page of 100 accounts has about 4,000 bytes.
    /// </value>
    /// <remarks>
    /// Limits the memory that a broken or hostile server can consume. A longer response is an <see cref="EnsException"/>.
    /// </remarks>
    public long MaxResponseBytes { get; set; } = 1024 * 1024;

    /// <summary>The maximum number of calls per second that the client sends, retries included.</summary>
    /// <value>
    /// From 0.001 to 1,000,000; above 1, a fraction is cut off. The default is <see langword="null"/>: the client then paces itself only
    /// after the service has refused calls because there were too many.
    /// </value>
    /// <remarks>
    /// There is no burst: no second contains more calls. Calls wait for their turn in the order in which they arrive. Use it to leave a
    /// part of the account's limit to other programs.
    /// </remarks>
    public double? MaxCallsPerSecond { get; set; }

    /// <summary>The name of the application, which precedes the library's own name in the <c>User-Agent</c> header.</summary>
    /// <value>
    /// 1 to 64 visible ASCII characters, such as <c>image-audit/2.1</c>. The default is <see langword="null"/>, which adds nothing.
    /// </value>
    public string? ApplicationId { get; set; }

    /// <summary>The endpoint that the options select.</summary>
    internal Uri ResolveEndpoint() => Endpoint ?? EndpointTable.Find(RegionId, UseVpcEndpoint);

    /// <summary>A copy that only its owner can change.</summary>
    internal EnsClientOptions Copy() => (EnsClientOptions)MemberwiseClone();

    /// <summary>Throws if a value is out of its range.</summary>
    internal void Validate()
    {
        if (Endpoint is not null)
        {
            EndpointRules.Validate(Endpoint, nameof(Endpoint));
        }

        _ = ResolveEndpoint();
        Require(
            SignatureVersion is >= EnsSignatureVersion.Acs3HmacSha256 and <= EnsSignatureVersion.RoaHmacSha1,
            nameof(SignatureVersion), SignatureVersion, "one of the defined values");
        Require(MaxRetries is >= 0 and <= 100, nameof(MaxRetries), MaxRetries, "between 0 and 100");
        RequireTime(RetryDelay, TimeSpan.Zero, TimeSpan.FromHours(1), nameof(RetryDelay), "between 0 and 1 hour");
        RequireTime(MaxRetryDelay, TimeSpan.Zero, TimeSpan.FromHours(1), nameof(MaxRetryDelay), "between 0 and 1 hour");
        RequireTime(
            AttemptTimeout,
            TimeSpan.FromMilliseconds(10),
            TimeSpan.FromDays(1),
            nameof(AttemptTimeout),
            "between 10 milliseconds and 1 day");
        RequireTime(Timeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1), nameof(Timeout), "between 10 milliseconds and 1 day");
        Require(PagesInFlight is >= 1 and <= 16, nameof(PagesInFlight), PagesInFlight, "between 1 and 16");
        Require(
            MaxResponseBytes is >= 1024 and <= 1024 * 1024 * 1024,
            nameof(MaxResponseBytes), MaxResponseBytes, "between 1024 and 1073741824");
        Require(
            MaxCallsPerSecond is null or (>= 0.001 and <= 1_000_000),
            nameof(MaxCallsPerSecond), MaxCallsPerSecond, "between 0.001 and 1000000");
        Require(
            ApplicationId is null or { Length: >= 1 and <= 64 } && ApplicationId.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0,
            nameof(ApplicationId), ApplicationId, "1 to 64 visible ASCII characters");
    }

    private static void RequireTime(TimeSpan value, TimeSpan least, TimeSpan most, string name, string allowed) =>
        Require(value >= least && value <= most, name, value, allowed);

    private static void Require(bool isAllowed, string name, object? value, string allowed)
    {
        if (!isAllowed)
        {
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be {allowed}, but was {value}."));
        }
    }
}
