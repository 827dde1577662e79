using Ens.ImageSharing.Models;
using Ens.ImageSharing.Paging;

namespace Ens.ImageSharing;

/// <content>Proven snapshots of the accounts that an image is shared with.</content>
public partial class EnsClient
{
    /// <summary>Reads all accounts that an image is shared with, and proves that the list is exact.</summary>
    /// <param name="imageId">The ID of the image.</param>
    /// <param name="cancellationToken">Cancels the call at any stage.</param>
    /// <returns>The accounts at one moment during the call.</returns>
    /// <remarks>
    /// <para>
    /// A list that one response holds completely, with a matching total, is proven by that response: at most 100 accounts cost one call. A
    /// longer list is read in passes with different page boundaries, until two passes agree, and at most five times. Use this method before
    /// changing anything and for audits; <see cref="ListSharedAccountsAsync"/> cannot notice that one account was removed and another one
    /// added between two pages.
    /// </para>
    /// <para>Requires the RAM permission <c>ens:DescribeImageSharePermission</c> on resource <c>*</c>.</para>
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="imageId"/> is missing or invalid. Thrown by the call.</exception>
    /// <exception cref="EnsException">
    /// The service rejected a call, a response cannot be understood, or the list moved during all five passes; the message says how.
    /// </exception>
    /// <exception cref="HttpRequestException">The network failed.</exception>
    /// <exception cref="TimeoutException">The time limit of a page was exceeded.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public virtual Task<ImageShareSnapshot> ReadSharesAsync(string imageId, CancellationToken cancellationToken = default)
    {
        RequestRules.ValidateText(imageId, nameof(imageId));
        return ReadSnapshotAsync(imageId, cancellationToken);
    }

    private async Task<ImageShareSnapshot> ReadSnapshotAsync(string imageId, CancellationToken cancellationToken)
    {
        DateTimeOffset startedAt = Time.GetUtcNow();
        SnapshotReader<ImageSharePage> reader = new(
            size => ListSharedAccountPagesAsync(new DescribeImageSharePermissionRequest(imageId) { PageSize = size }, cancellationToken),
            $"image '{imageId}'",
            "accounts");
        (IReadOnlyList<string> ids, SnapshotProof proof) = await reader.ReadAsync().ConfigureAwait(false);
        return new ImageShareSnapshot
        {
            ImageId = imageId,
            Accounts = [.. ids.Select(id => new SharedAccount(id))],
            Proof = proof,
            Passes = reader.Passes,
            StartedAt = startedAt,
            CompletedAt = Time.GetUtcNow(),
            RequestIds = reader.RequestIds,
        };
    }
}
