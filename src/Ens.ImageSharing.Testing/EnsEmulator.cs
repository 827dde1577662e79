namespace Ens.ImageSharing.Testing;

/// <summary>The ENS image sharing API, in process: for tests that need neither the network nor an account.</summary>
/// <remarks>
/// <para>
/// An <see cref="HttpMessageHandler"/> that answers <c>DescribeImageSharePermission</c> as the service documents it: <c>new EnsClient(emulator.Credentials, emulator.Options, emulator)</c>.
/// It verifies signatures in all three schemes, the date (15 minutes either way), the nonce, key, token and permission, applies the documented
/// parameter rules, codes and messages, and pages (10 accounts by default, at most 100).
/// </para>
/// <para>Takes GET and POST, with the parameters in the query or in a form, so that other clients can talk to it too. Thread-safe; nothing to dispose of.</para>
/// </remarks>
public sealed partial class EnsEmulator : HttpMessageHandler
{
    private const string AccessKeyId = "EmulatorAccessKeyId";
    private const string AccessKeySecret = "EmulatorAccessKeySecret";

    private readonly TimeProvider _timeProvider;
    private readonly ImageShares _shares = new();
    private readonly KeyRing _keys = new();
    private readonly NonceWindow _nonces = new();
    private readonly List<EnsEmulatorRequest> _requests = [];
    private long _clockOffsetTicks;

    /// <summary>Creates an emulator that knows one key, that of <see cref="Credentials"/>, and no image.</summary>
    /// <param name="timeProvider">The clock; the default, <see langword="null"/>, is the system's.</param>
    public EnsEmulator(TimeProvider? timeProvider = null)
    {
        _timeProvider = timeProvider ?? TimeProvider.System;
        AddAccessKey(AccessKeyId, AccessKeySecret);
    }

    /// <summary>Credentials with the key that the emulator knows from the start.</summary>
    public EnsCredentials Credentials { get; } = EnsCredentials.FromAccessKey(AccessKeyId, AccessKeySecret);

    /// <summary>Options for a client of the emulator.</summary>
    /// <value>The endpoint is a reserved name, so that a client without the emulator as its transport cannot reach the real service by mistake.</value>
    public EnsClientOptions Options { get; } = new() { Endpoint = new Uri("https://ens.emulator.invalid") };

    /// <summary>What goes wrong with the next answers; nothing, until something is added.</summary>
    public EnsEmulatorFaults Faults { get; } = new();

    /// <summary>How answers are written.</summary>
    /// <value>The default is <see cref="EnsEmulatorShape.Documented"/>.</value>
    public EnsEmulatorShape Shape { get; set; }

    /// <summary>The most accounts that a page has; a request for more is answered with that many, and the answer says so.</summary>
    /// <value>The default is 100, the documented maximum, beyond which a request is refused.</value>
    public int PageSizeLimit { get; set; } = 100;

    /// <summary>What was received so far, in order, with secrets masked.</summary>
    public IReadOnlyList<EnsEmulatorRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Shares an image with accounts; the image exists from then on.</summary>
    /// <param name="imageId">The image.</param>
    /// <param name="aliyunUids">The accounts; none makes an image that is shared with nobody. An account that has it already keeps its place.</param>
    /// <exception cref="ArgumentException">The image or an account is null, empty or white space.</exception>
    public void Share(string imageId, params string[] aliyunUids)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(imageId);
        ArgumentNullException.ThrowIfNull(aliyunUids);
        foreach (string aliyunUid in aliyunUids)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(aliyunUid, nameof(aliyunUids));
        }

        _shares.Share(imageId, aliyunUids);
    }

    /// <summary>Ends the sharing of an image with accounts; unknown ones do not matter.</summary>
    /// <param name="imageId">The image.</param>
    /// <param name="aliyunUids">The accounts.</param>
    /// <exception cref="ArgumentException">The image is null, empty or white space.</exception>
    public void Unshare(string imageId, params string[] aliyunUids)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(imageId);
        ArgumentNullException.ThrowIfNull(aliyunUids);
        _shares.Unshare(imageId, aliyunUids);
    }

    /// <summary>Adds a key, or replaces it: session tokens that it had before are expired from then on.</summary>
    /// <param name="id">The id of the key.</param>
    /// <param name="secret">The secret of the key.</param>
    /// <param name="securityToken">The session token, if the key is a temporary one.</param>
    /// <param name="allowed">Whether the key has the permission <c>ens:DescribeImageSharePermission</c>.</param>
    /// <exception cref="ArgumentException">The id or the secret is null, empty or white space.</exception>
    public void AddAccessKey(string id, string secret, string? securityToken = null, bool allowed = true)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        _keys.Add(id, secret, securityToken, allowed);
    }

    /// <summary>Makes the session token of a temporary key expire.</summary>
    /// <param name="id">The id of the key.</param>
    /// <exception cref="ArgumentException">There is no temporary key with this id.</exception>
    public void ExpireSecurityToken(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        _keys.ExpireToken(id);
    }
}
