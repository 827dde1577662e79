using Ens.ImageSharing.Testing.Gateway;
using Ens.ImageSharing.Testing.Images;
using Ens.ImageSharing.Testing.Requests;

namespace Ens.ImageSharing.Testing;

/// <summary>The ENS image sharing API in process, for tests that need neither a network nor an account.</summary>
/// <remarks>
/// <para>
/// An <see cref="HttpMessageHandler"/> that implements <c>DescribeImageSharePermission</c>, <c>DescribeSelfImages</c> and
/// <c>ModifyImageSharePermission</c>: <c>new EnsClient(emulator.Credentials, emulator.Options, emulator)</c>.
/// </para>
/// <para>
/// It verifies the signature in all three schemes, the date (up to 15 minutes off), the nonce, the access key, the session token and
/// the permission, and applies the documented parameter rules, error codes and messages. <see cref="Unknowns"/> selects how it behaves
/// where the documentation of the service says nothing.
/// </para>
/// <para>
/// It accepts GET and POST, with the parameters in the query or in a form, so that other clients can use it too. It computes
/// signatures with the same functions as the client. Thread-safe. There is nothing to dispose.
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

    /// <summary>Creates an emulator without images, with the access key of <see cref="Credentials"/>.</summary>
    /// <param name="timeProvider">The clock. The default is <see langword="null"/>, which is the system's clock.</param>
    public EnsEmulator(TimeProvider? timeProvider = null)
    {
        _timeProvider = timeProvider ?? TimeProvider.System;
        _checks = new RequestChecks(_timeProvider);
        AddAccessKey(AccessKeyId, AccessKeySecret);
    }

    /// <summary>Credentials for a client of the emulator. Their access key has all permissions.</summary>
    public EnsCredentials Credentials { get; } = EnsCredentials.FromAccessKey(AccessKeyId, AccessKeySecret);

    /// <summary>Options for a client of the emulator. They can be changed before the client is created.</summary>
    /// <value>
    /// The endpoint has a reserved host name, so that a client that does not use the emulator as its transport cannot reach the real
    /// service by mistake. All other options have their defaults.
    /// </value>
    public EnsClientOptions Options { get; } = new() { Endpoint = new Uri("https://ens.emulator.invalid") };

    /// <summary>The faults of the next responses. Empty at first.</summary>
    public EnsEmulatorFaults Faults { get; } = new();

    /// <summary>
    /// The latest requests in the order in which they were received, at most <see cref="RequestLimit"/>. Secrets are masked.
    /// </summary>
    public IReadOnlyList<EnsEmulatorRequest> Requests => _requests.ToArray();

    /// <summary>Adds an image exactly as given. An image with the same ID is replaced and keeps its accounts.</summary>
    /// <param name="image">
    /// The image. It can be shared if its owner alias is <c>self</c> or <see langword="null"/>. The alias <c>others</c> stands for an
    /// image of another account, and <c>system</c> for a public image.
    /// </param>
    /// <exception cref="ArgumentException">The image is <see langword="null"/>, or its ID is empty or white space.</exception>
    public void AddImage(EnsImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentException.ThrowIfNullOrWhiteSpace(image.ImageId, nameof(image));
        _images.Add(image);
    }

    /// <summary>Shares an image with accounts. Adds the image first if it does not exist.</summary>
    /// <param name="imageId">
    /// The ID of the image. An image that is added has the owner alias <c>self</c> and the state <c>Available</c>.
    /// </param>
    /// <param name="aliyunUids">
    /// The IDs of the accounts; none for an image without accounts. An account that has the image keeps its place.
    /// </param>
    /// <exception cref="ArgumentException">An ID is <see langword="null"/>, empty or white space.</exception>
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
    /// <param name="imageId">The ID of the image.</param>
    /// <param name="aliyunUids">The IDs of the accounts.</param>
    /// <exception cref="ArgumentException"><paramref name="imageId"/> is <see langword="null"/>, empty or white space.</exception>
    public void Unshare(string imageId, params string[] aliyunUids)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(imageId);
        ArgumentNullException.ThrowIfNull(aliyunUids);
        _images.Unshare(imageId, aliyunUids);
    }

    /// <summary>Gets the accounts that an image is shared with, including changes that reads do not see yet.</summary>
    /// <param name="imageId">The ID of the image.</param>
    /// <returns>The IDs of the accounts, in the order in which they were added.</returns>
    /// <exception cref="ArgumentException">There is no image with this ID.</exception>
    public IReadOnlyList<string> AccountsOf(string imageId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(imageId);
        return _images.Use(imageId, image => image?.Accounts.ToArray())
            ?? throw new ArgumentException($"There is no image with the ID '{imageId}'.", nameof(imageId));
    }

    /// <summary>Adds or replaces an access key that has all permissions or none.</summary>
    /// <param name="id">The ID of the access key.</param>
    /// <param name="secret">The secret of the access key.</param>
    /// <param name="securityToken">
    /// The session token of a temporary access key. The default is <see langword="null"/>, which is a permanent access key. The
    /// session token of an access key that is replaced expires.
    /// </param>
    /// <param name="allowed">
    /// Whether the access key has the permissions for all three operations. The default is <see langword="true"/>.
    /// </param>
    /// <exception cref="ArgumentException">The ID or the secret is <see langword="null"/>, empty or white space.</exception>
    public void AddAccessKey(string id, string secret, string? securityToken = null, bool allowed = true) =>
        AddAccessKey(id, secret, allowed ? EnsEmulatorPermissions.All : EnsEmulatorPermissions.None, securityToken);

    /// <summary>Adds or replaces an access key that has some of the permissions.</summary>
    /// <param name="id">The ID of the access key.</param>
    /// <param name="secret">The secret of the access key.</param>
    /// <param name="permissions">The permissions.</param>
    /// <param name="securityToken">
    /// The session token of a temporary access key. The default is <see langword="null"/>, which is a permanent access key. The
    /// session token of an access key that is replaced expires.
    /// </param>
    /// <exception cref="ArgumentException">The ID or the secret is <see langword="null"/>, empty or white space.</exception>
    public void AddAccessKey(string id, string secret, EnsEmulatorPermissions permissions, string? securityToken = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        _checks.Keys.Add(id, secret, securityToken, permissions);
    }

    /// <summary>Expires the session token of a temporary access key.</summary>
    /// <param name="id">The ID of the access key.</param>
    /// <exception cref="ArgumentException">There is no temporary access key with this ID.</exception>
    public void ExpireSecurityToken(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        _checks.Keys.ExpireToken(id);
    }
}
