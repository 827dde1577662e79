using Ens.ImageSharing.Changes;
using Ens.ImageSharing.Models;
using Ens.ImageSharing.Telemetry;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing;

/// <content>Changes of the accounts that an image is shared with.</content>
public partial class EnsClient
{
    /// <summary>Sends one change of the accounts that an image is shared with.</summary>
    /// <param name="request">The image, the accounts to add and the account to remove.</param>
    /// <param name="cancellationToken">Cancels the call at any stage. A change that was sent may have been made nevertheless.</param>
    /// <returns>The request ID, which is all that the service returns.</returns>
    /// <remarks>
    /// <para>
    /// Calls <c>ModifyImageSharePermission</c>, version 2017-11-10. Requires the RAM permission <c>ens:ModifyImageSharePermission</c> on
    /// resource <c>acs:ens::{account}:image/{image}</c>.
    /// </para>
    /// <para>
    /// The change is sent again only after the service has refused it: because of throttling, a used nonce, the clock, the session token or
    /// the access key. It is undocumented how many accounts a call takes, and whether adding an account twice or removing an absent one is
    /// an error. Prefer <see cref="ShareAsync"/> and <see cref="UnshareAsync"/>, which work either way and prove the result.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// A value is missing or invalid, an account is given twice, or there is nothing to change. Nothing was sent.
    /// </exception>
    /// <exception cref="EnsOutcomeUnknownException">
    /// The change was sent, and it is unknown whether it was made. It was not sent again.
    /// </exception>
    /// <exception cref="EnsException">
    /// The service refused the change; it was not made. The types are those of <see cref="DescribeImageSharePermissionAsync"/>; an image
    /// that cannot be shared has the code <see cref="EnsErrorCodes.InvalidImageTypeNotSupported"/>.
    /// </exception>
    /// <exception cref="HttpRequestException">There was no connection; the change was not made.</exception>
    /// <exception cref="TimeoutException">A time limit was exceeded before the change was sent.</exception>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was canceled before the change was sent.
    /// </exception>
    public virtual Task<ModifyImageSharePermissionResult> ModifyImageSharePermissionAsync(
        ModifyImageSharePermissionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        return CallAsync(
            new ModifyImageShares(request),
            request.ImageId,
            pageNumber: null,
            (calls, telemetry, result) =>
            {
                telemetry?.Succeeded(
                    result.RequestId, EnsTelemetry.Changes, request.AddAccounts.Count + (request.RemoveAccount is null ? 0 : 1));
                EnsLog.Changed(
                    calls.Logger, request.ImageId, string.Join(",", request.AddAccounts), request.RemoveAccount ?? "", result.RequestId);
            },
            cancellationToken);
    }

    /// <summary>Shares an image with accounts: sees to it that they have it, and proves that they do.</summary>
    /// <param name="imageId">The ID of the image.</param>
    /// <param name="aliyunUids">The IDs of the accounts, which consist of digits. An account that is given twice counts once.</param>
    /// <param name="cancellationToken">Cancels the call at any stage. <see cref="Exception.Data"/> then says what was changed.</param>
    /// <returns>The accounts before and after, and what was changed. After it returned, every account was seen to have the image.</returns>
    /// <remarks>
    /// <para>
    /// Reads the accounts (<see cref="ReadSharesAsync"/>), sends only those that are missing, at most 10 per call, and reads again until
    /// all of them are seen, at most for <see cref="EnsClientOptions.Timeout"/>. A change whose outcome is unknown is settled by reading,
    /// and sent again only if it is seen not to have happened, at most <see cref="EnsClientOptions.MaxRetries"/> times.
    /// </para>
    /// <para>
    /// If the method fails, <see cref="Exception.Data"/> has two arrays of text. <c>Changed</c>: the accounts that were seen to be changed,
    /// and those whose change the service accepted if the list could not be read again. <c>Unknown</c>: the accounts whose change was sent
    /// and was not seen, and those whose change was refused and is seen nevertheless.
    /// </para>
    /// <para>
    /// Requires the RAM permissions <c>ens:DescribeImageSharePermission</c> on resource <c>*</c> and <c>ens:ModifyImageSharePermission</c>
    /// on resource <c>acs:ens::{account}:image/{image}</c>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">An argument is missing or invalid, or there are no accounts. Thrown by the call.</exception>
    /// <exception cref="EnsOutcomeUnknownException">A change was sent, and reading could not settle whether it was made.</exception>
    /// <exception cref="EnsException">The service refused a change or a call, or the list moved all the time.</exception>
    /// <exception cref="HttpRequestException">The network failed.</exception>
    /// <exception cref="TimeoutException">
    /// A time limit was exceeded, for example because an accepted change did not become visible.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public virtual Task<ImageShareChange> ShareAsync(
        string imageId, IEnumerable<string> aliyunUids, CancellationToken cancellationToken = default) =>
        ChangeAsync(imageId, aliyunUids, isAddition: true, cancellationToken);

    /// <summary>Stops sharing an image with accounts: sees to it that they do not have it, and proves that they do not.</summary>
    /// <param name="imageId">The ID of the image.</param>
    /// <param name="aliyunUids">The IDs of the accounts, which consist of digits. An account that is given twice counts once.</param>
    /// <param name="cancellationToken">Cancels the call at any stage. <see cref="Exception.Data"/> then says what was changed.</param>
    /// <returns>The accounts before and after, and what was changed. After it returned, no account was seen to have the image.</returns>
    /// <remarks>
    /// <para>
    /// Works like <see cref="ShareAsync"/>; the service removes one account per call. An account that loses an image can no longer create
    /// instances from it, so that a scale-out of a partner may stop at once.
    /// </para>
    /// </remarks>
    /// <inheritdoc cref="ShareAsync" path="/exception"/>
    public virtual Task<ImageShareChange> UnshareAsync(
        string imageId, IEnumerable<string> aliyunUids, CancellationToken cancellationToken = default) =>
        ChangeAsync(imageId, aliyunUids, isAddition: false, cancellationToken);

    private Task<ImageShareChange> ChangeAsync(
        string imageId, IEnumerable<string> aliyunUids, bool isAddition, CancellationToken cancellationToken)
    {
        RequestRules.ValidateText(imageId, nameof(imageId));
        ArgumentNullException.ThrowIfNull(aliyunUids);
        string[] accounts = [.. aliyunUids.Distinct(StringComparer.Ordinal)];
        foreach (string account in accounts)
        {
            RequestRules.ValidateAccountId(account, nameof(aliyunUids));
        }

        if (accounts.Length == 0)
        {
            throw new ArgumentException($"{nameof(aliyunUids)} must contain at least one account, but is empty.", nameof(aliyunUids));
        }

        ChangeLimits limits = _calls is null ? ChangeLimits.Default : ChangeLimits.Of(_calls.Connection.Limits);
        return new AccountChange(
            token => ReadSharesAsync(imageId, token), ModifyImageSharePermissionAsync, imageId, accounts, isAddition, limits, Time)
            .RunAsync(cancellationToken);
    }
}
