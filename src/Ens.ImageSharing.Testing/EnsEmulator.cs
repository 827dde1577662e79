using Ens.ImageSharing.Testing.Gateway;
using Ens.ImageSharing.Testing.Images;
using Ens.ImageSharing.Testing.Requests;

namespace Ens.ImageSharing.Testing;

/// <summary>The ENS image sharing API in process, for tests that need neither a network nor an account.</summary>
/// <remarks>
/// <para>
/// An <see cref="HttpMessageHandler"/> that answers <c>DescribeImageSharePermission</c>, <c>DescribeSelfImages</c> and
/// <c>ModifyImageSharePermission</c>: <c>new EnsClient(emulator.Credentials, emulator.Options, emulator)</c>.
/// It verifies signatures in all three schemes, the date (15 minutes either way), the nonce, access key, session token and permission, and
/// applies the documented parameter rules, error codes and messages. <see cref="Unknowns"/> selects what it does where the
/// documentation says nothing.
/// </para>
/// <para>
/// GET and POST are accepted, with the parameters in the query or in a form, so that other clients can use it too.
/// Signatures are computed by the same functions as in the client. Thread-safe; there is nothing to dispose.
/// </para>
/// </remarks>
public sealed partial class EnsEmulator : HttpMessageHandler
{
    private const string AccessKeyId = "EmulatorAccessKeyId";
    private const string AccessKeySecret = "EmulatorAccessKeySecret";

    private readonly TimeProvider _timeProvider;
    private readonly RequestChecks _checks;
    private readonly ImageStore _images = new();
    private readonly RequestLog _requests = new();

    /// <summary>Creates an emulator that knows one access key, that of <see cref="Credentials"/>, and no image.</summary>
    /// <param name="timeProvider">The clock. The default, <see langword="null"/>, is the system's clock.</param>
    public EnsEmulator(TimeProvider? timeProvider = null)
    {
        _timeProvider = timeProvider ?? TimeProvider.System;
        _checks = new RequestChecks(_timeProvider);
        AddAccessKey(AccessKeyId, AccessKeySecret);
    }

    /// <summary>Credentials with the access key that the emulator knows from the start.</summary>
    public EnsCredentials Credentials { get; } = EnsCredentials.FromAccessKey(AccessKeyId, AccessKeySecret);

    /// <summary>Options for a client of the emulator. They can be changed before the client is created.</summary>
    /// <value>
    /// The endpoint is a reserved name, so that a client without the emulator as its transport cannot reach the real service by
    /// mistake.
    /// </value>
    public EnsClientOptions Options { get; } = new() { Endpoint = new Uri("https://ens.emulator.invalid") };

    /// <summary>The faults of the next answers. Empty at the start.</summary>
    public EnsEmulatorFaults Faults { get; } = new();

    /// <summary>
    /// The latest requests, at most <see cref="RequestLimit"/>, in the order in which they were received, with secrets masked.
    /// </summary>
    public IReadOnlyList<EnsEmulatorRequest> Requests => _requests.ToArray();

    /// <summary>Adds an image, exactly as given. An image with the same id is replaced and keeps its accounts.</summary>
    /// <param name="image">
    /// The image. Only an image with the owner alias <c>self</c>, or with none, can be shared. One with the alias <c>others</c> is
    /// received from another account, one with <c>system</c> is public.
    /// </param>
    /// <exception cref="ArgumentException">The image is null, or its id is null, empty or white space.</exception>
    public void AddImage(EnsImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentException.ThrowIfNullOrWhiteSpace(image.ImageId, nameof(image));
        _images.Add(image);
    }

    /// <summary>
    /// Shares an image with accounts. An image that was not added before becomes an own image in the state <c>Available</c>.
    /// </summary>
    /// <param name="imageId">The image.</param>
    /// <param name="aliyunUids">
    /// The accounts, or none for an image that is shared with nobody. An account that has the image already keeps its place.
    /// </param>
    /// <exception cref="ArgumentException">The image or an account is null, empty or white space.</exception>
    public void Share(string imageId, params string[] aliyunUids)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(imageId);
        ArgumentNullException.ThrowIfNull(aliyunUids);
        foreach (string aliyunUid in aliyunUids)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(aliyunUid, nameof(aliyunUids));
        }

        _images.Share(imageId, aliyunUids);
    }

    /// <summary>Stops sharing an image with accounts. Accounts that do not have it, and unknown images, are ignored.</summary>
    /// <param name="imageId">The image.</param>
    /// <param name="aliyunUids">The accounts.</param>
    /// <exception cref="ArgumentException">The image is null, empty or white space.</exception>
    public void Unshare(string imageId, params string[] aliyunUids)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(imageId);
        ArgumentNullException.ThrowIfNull(aliyunUids);
        _images.Unshare(imageId, aliyunUids);
    }

    /// <summary>The accounts that an image is really shared with, including changes that reads do not see yet.</summary>
    /// <param name="imageId">The image.</param>
    /// <returns>The accounts, in the order in which they were added.</returns>
    /// <exception cref="ArgumentException">There is no image with this id.</exception>
    public IReadOnlyList<string> AccountsOf(string imageId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(imageId);
        return _images.Use(imageId, image => image?.Accounts.ToArray())
            ?? throw new ArgumentException($"There is no image with the id '{imageId}'.", nameof(imageId));
    }

    /// <summary>
    /// Adds an access key with all permissions or none, or replaces it. A session token that it had before is expired from then on.
    /// </summary>
    /// <param name="id">The id of the access key.</param>
    /// <param name="secret">The secret of the access key.</param>
    /// <param name="securityToken">The session token, if the access key is a temporary one.</param>
    /// <param name="allowed">Whether the access key has the permissions for all three operations.</param>
    /// <exception cref="ArgumentException">The id or the secret is null, empty or white space.</exception>
    public void AddAccessKey(string id, string secret, string? securityToken = null, bool allowed = true) =>
        AddAccessKey(id, secret, allowed ? EnsEmulatorPermissions.All : EnsEmulatorPermissions.None, securityToken);

    /// <summary>
    /// Adds an access key with some permissions, or replaces it. A session token that it had before is expired from then on.
    /// </summary>
    /// <param name="id">The id of the access key.</param>
    /// <param name="secret">The secret of the access key.</param>
    /// <param name="permissions">The permissions.</param>
    /// <param name="securityToken">The session token, if the access key is a temporary one.</param>
    /// <exception cref="ArgumentException">The id or the secret is null, empty or white space.</exception>
    public void AddAccessKey(string id, string secret, EnsEmulatorPermissions permissions, string? securityToken = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        _checks.Keys.Add(id, secret, securityToken, permissions);
    }

    /// <summary>Makes the session token of a temporary access key expire.</summary>
    /// <param name="id">The id of the access key.</param>
    /// <exception cref="ArgumentException">There is no temporary access key with this id.</exception>
    public void ExpireSecurityToken(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        _checks.Keys.ExpireToken(id);
    }
}
