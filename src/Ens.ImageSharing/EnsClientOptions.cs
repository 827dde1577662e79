using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing;

/// <summary>How a client reaches the service. Data only; the client copies it.</summary>
public sealed class EnsClientOptions
{
    /// <summary>The address of the service; wins over <see cref="RegionId"/> and <see cref="UseVpcEndpoint"/>.</summary>
    /// <value>
    /// An https address with a host and perhaps a port, and nothing else; plain http is allowed for loopback only. The default,
    /// <see langword="null"/>, looks the address up by the region.
    /// </value>
    /// <remarks>The international site is reached with the region <c>ap-southeast-1</c>, or by its address here.</remarks>
    public Uri? Endpoint { get; set; }

    /// <summary>The region whose endpoint is used.</summary>
    /// <value>
    /// Such as <c>cn-hangzhou</c> or <c>ap-southeast-1</c>. The default, <see langword="null"/>, is <c>https://ens.aliyuncs.com</c>, which serves all regions of the mainland.
    /// </value>
    /// <remarks>From the endpoint table of ENS 2017-11-10 in Alibaba Cloud's help.</remarks>
    public string? RegionId { get; set; }

    /// <summary>Whether to use the endpoint inside the region's VPC, which needs no way to the internet.</summary>
    /// <value>The default is <see langword="false"/>. Needs a <see cref="RegionId"/> that has such an endpoint.</value>
    public bool UseVpcEndpoint { get; set; }

    /// <summary>How requests are signed.</summary>
    /// <value>The default is <see cref="EnsSignatureVersion.Acs3HmacSha256"/>; the others are legacy.</value>
    public EnsSignatureVersion SignatureVersion { get; set; } = EnsSignatureVersion.Acs3HmacSha256;

    /// <summary>How often a page is asked for again after a failure that may pass.</summary>
    /// <value>From 0, which never tries again, to 100. The default is 3.</value>
    /// <remarks>Retried are throttling, trouble on the service's side, failures of the network and attempts that took too long; what cannot pass is never retried.</remarks>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The step of the back-off before the first retry; each further step is twice as long. The wait is drawn at random from the step.</summary>
    /// <value>From 0 to 1 hour. The default is 0.5 seconds.</value>
    /// <remarks>Ignored where the service says how long to wait.</remarks>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest step of the back-off.</summary>
    /// <value>From 0 to 1 hour. The default is 20 seconds.</value>
    /// <remarks>Caps what doubling would make of many retries. Ignored where the service says how long to wait, which counts up to 60 seconds.</remarks>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long one attempt may take, from asking for the key to the last byte of the answer.</summary>
    /// <value>From 10 milliseconds to 1 day. The default is 10 seconds.</value>
    /// <remarks>An attempt that takes longer is retried; the last one ends in a <see cref="TimeoutException"/>.</remarks>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one page may take, with all attempts and the waits between them.</summary>
    /// <value>From 10 milliseconds to 1 day. The default is 60 seconds.</value>
    /// <remarks>A wait that would not end within it is not begun: the failure comes at once. Otherwise running out of it is a <see cref="TimeoutException"/>.</remarks>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many pages of a list are asked for at once.</summary>
    /// <value>From 1, one after the other, to 16. The default is 1.</value>
    /// <remarks>
    /// Makes long lists faster at the price of more memory and of throttling sooner. The results, their order and the errors are the same. Only the
    /// first page of a list is asked for alone, to learn how many there are; ignored where the service sends no total, and for filtered lists.
    /// </remarks>
    public int PagesInFlight { get; set; } = 1;

    /// <summary>The most bytes of an answer that are read, after decompression if a handler decompresses.</summary>
    /// <value>From 1,024 (1 KiB) to 1,073,741,824 (1 GiB). The default is 1,048,576 (1 MiB); a page of 100 accounts has about 4,000.</value>
    /// <remarks>Caps the memory that a broken or hostile server can make the client use. A page above it is an <see cref="EnsException"/>.</remarks>
    public long MaxResponseBytes { get; set; } = 1024 * 1024;

    /// <summary>The name of the application, put before the library's own in the header <c>User-Agent</c>.</summary>
    /// <value>1 to 64 visible ASCII characters, such as <c>image-audit/2.1</c>. The default, <see langword="null"/>, adds nothing.</value>
    public string? ApplicationId { get; set; }

    /// <summary>A copy that nobody else can change.</summary>
    internal EnsClientOptions Copy() => (EnsClientOptions)MemberwiseClone();

    /// <summary>Throws if a value is out of its range.</summary>
    internal void Validate()
    {
        if (Endpoint is not null)
        {
            EndpointRules.Validate(Endpoint, nameof(Endpoint));
        }
        else
        {
            EndpointTable.Find(RegionId, UseVpcEndpoint);
        }

        if (SignatureVersion is < EnsSignatureVersion.Acs3HmacSha256 or > EnsSignatureVersion.RoaHmacSha1)
        {
            throw OutOfRange(nameof(SignatureVersion), SignatureVersion, "one of the defined values");
        }

        if (MaxRetries is < 0 or > 100)
        {
            throw OutOfRange(nameof(MaxRetries), MaxRetries, "from 0 to 100");
        }

        ValidateTime(RetryDelay, TimeSpan.Zero, TimeSpan.FromHours(1), nameof(RetryDelay), "from 0 to 1 hour");
        ValidateTime(MaxRetryDelay, TimeSpan.Zero, TimeSpan.FromHours(1), nameof(MaxRetryDelay), "from 0 to 1 hour");
        ValidateTime(AttemptTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1), nameof(AttemptTimeout), "from 10 milliseconds to 1 day");
        ValidateTime(Timeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1), nameof(Timeout), "from 10 milliseconds to 1 day");

        if (PagesInFlight is < 1 or > 16)
        {
            throw OutOfRange(nameof(PagesInFlight), PagesInFlight, "from 1 to 16");
        }

        if (MaxResponseBytes is < 1024 or > 1024 * 1024 * 1024)
        {
            throw OutOfRange(nameof(MaxResponseBytes), MaxResponseBytes, "from 1024 to 1073741824");
        }

        if (ApplicationId is not null && (ApplicationId.Length is < 1 or > 64 || ApplicationId.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0))
        {
            throw OutOfRange(nameof(ApplicationId), ApplicationId, "1 to 64 visible ASCII characters");
        }
    }

    private static void ValidateTime(TimeSpan value, TimeSpan least, TimeSpan most, string name, string allowed)
    {
        if (value < least || value > most)
        {
            throw OutOfRange(name, value, allowed);
        }
    }

    private static ArgumentOutOfRangeException OutOfRange(string name, object value, string allowed) =>
        new(name, value, FormattableString.Invariant($"{name} must be {allowed}; {value} was given."));
}
