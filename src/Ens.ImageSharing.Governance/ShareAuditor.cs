using Ens.ImageSharing.Governance.Auditing;
using Ens.ImageSharing.Governance.Runs;
using Ens.ImageSharing.Governance.Telemetry;
using Ens.ImageSharing.Governance.Verdicts;

namespace Ens.ImageSharing.Governance;

/// <summary>Reads the accounts of many images and judges them by an allow-list. Thread-safe.</summary>
/// <remarks>
/// Requires the RAM permission <c>ens:DescribeImageSharePermission</c> on resource <c>*</c>, and <c>ens:DescribeSelfImages</c> on resource
/// <c>*</c> where the images are not given.
/// </remarks>
public sealed class ShareAuditor
{
    private readonly EnsClient _client;
    private readonly ShareAuditOptions _options;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates an auditor.</summary>
    /// <param name="client">Reads the images and their accounts. All work shares its pace.</param>
    /// <param name="options">The options. The auditor takes a copy. The default is <see langword="null"/>, which uses the
    /// defaults.</param>
    /// <param name="timeProvider">Provides the day. The default is <see langword="null"/>, which is the system's clock.</param>
    /// <exception cref="ArgumentException"><paramref name="client"/> is <see langword="null"/>, or an option is out of its
    /// range.</exception>
    public ShareAuditor(EnsClient client, ShareAuditOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _options = options?.Copy() ?? new ShareAuditOptions();
        _options.Validate(nameof(options));
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>The day for which images are judged.</summary>
    private DateOnly AsOf => _options.AsOf ?? DateOnly.FromDateTime(_timeProvider.GetUtcNow().UtcDateTime);

    /// <summary>Audits images.</summary>
    /// <param name="allowList">The allow-list.</param>
    /// <param name="imageIds">The IDs of the images. One that comes again is passed over.</param>
    /// <param name="cancellationToken">Cancels the enumeration at any stage.</param>
    /// <returns>
    /// The audits in the order of the IDs. Each rests on a proven snapshot (<see cref="EnsClient.ReadSharesAsync"/>). An image that cannot
    /// be read is an audit with a <see cref="ImageAudit.Failure"/>; the others go on. Memory stays flat: only
    /// the IDs are remembered.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>. Thrown by the call.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: a token was canceled.</exception>
    public IAsyncEnumerable<ImageAudit> AuditAsync(
        AllowList allowList, IAsyncEnumerable<string> imageIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(allowList);
        ArgumentNullException.ThrowIfNull(imageIds);
        IAsyncEnumerable<string> once = imageIds.Distinct(StringComparer.Ordinal);
        return RunAsync(allowList, once.Select(id => (id, (EnsImage?)null)), AsOf, cancellationToken);
    }

    /// <summary>Audits every image that the account owns.</summary>
    /// <param name="allowList">The allow-list.</param>
    /// <param name="cancellationToken">Cancels the call at any stage.</param>
    /// <returns>The audit. It is incomplete if the accounts of an image could not be read.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="allowList"/> is <see langword="null"/>.</exception>
    /// <exception cref="EnsException">The images could not be listed.</exception>
    /// <exception cref="HttpRequestException">The network failed while the images were listed.</exception>
    /// <exception cref="TimeoutException">A time limit was exceeded while the images were listed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public Task<ShareAudit> AuditOwnImagesAsync(AllowList allowList, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(allowList);
        DateOnly asOf = AsOf;
        IAsyncEnumerable<(string, EnsImage?)> images = OwnImagesAsync(cancellationToken).Select(image => (image.ImageId, (EnsImage?)image));
        return ShareAudit.CollectAsync(RunAsync(allowList, images, asOf, cancellationToken), allowList, asOf, cancellationToken);
    }

    /// <summary>Finds out which images an account has.</summary>
    /// <param name="aliyunUid">The ID of the account, which consists of digits.</param>
    /// <param name="imageIds">The IDs of the images. One that comes again is passed over. The default is <see langword="null"/>: every
    /// image that the account of the client owns.</param>
    /// <param name="cancellationToken">Cancels the enumeration at any stage.</param>
    /// <returns>
    /// One result for each image, in order. Usually one call per image, which the service filters; absence is proven by the evidence of a
    /// list.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="aliyunUid"/> does not consist of digits. Thrown by the call.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: a token was canceled.</exception>
    public IAsyncEnumerable<AccountHolding> FindAccountAsync(
        string aliyunUid, IAsyncEnumerable<string>? imageIds = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(aliyunUid);
        if (!AccountId.IsValid(aliyunUid))
        {
            throw new ArgumentException(
                $"{nameof(aliyunUid)} must be an account ID, which consists of digits, but was '{aliyunUid}'.", nameof(aliyunUid));
        }

        IAsyncEnumerable<string> images = imageIds?.Distinct(StringComparer.Ordinal)
            ?? OwnImagesAsync(cancellationToken).Select(image => image.ImageId);
        return Run.EnumerateAsync(
            "find",
            (run, token) => OrderedParallel.SelectAsync(
                images, (imageId, stop) => FindAsync(imageId, aliyunUid, run, stop), _options.Parallelism, token),
            RunTelemetry.Found,
            cancellationToken);
    }

    private IAsyncEnumerable<EnsImage> OwnImagesAsync(CancellationToken cancellationToken) =>
        _client.ListImagesAsync(cancellationToken: cancellationToken).Where(image => image.IsOwn);

    private IAsyncEnumerable<ImageAudit> RunAsync(
        AllowList allowList, IAsyncEnumerable<(string Id, EnsImage? Image)> images, DateOnly asOf, CancellationToken cancellationToken) =>
        Run.EnumerateAsync(
            "audit",
            (run, token) => OrderedParallel.SelectAsync(
                images, (image, stop) => AuditImageAsync(allowList, image.Id, image.Image, asOf, run, stop), _options.Parallelism, token),
            RunTelemetry.Audited,
            cancellationToken);

    private async Task<ImageAudit> AuditImageAsync(
        AllowList allowList, string imageId, EnsImage? image, DateOnly asOf, RunTelemetry run, CancellationToken cancellationToken)
    {
        using ImageTelemetry telemetry = run.StartImage(imageId);
        ImageAudit audit = new()
        {
            ImageId = imageId ?? "",
            Image = image,
            Endpoint = _client.Endpoint,
            RequireAllowed = _options.RequireAllowed,
        };
        try
        {
            ImageShareSnapshot snapshot = await _client.ReadSharesAsync(imageId!, cancellationToken).ConfigureAwait(false);
            return audit with { Snapshot = snapshot, Findings = Judgement.Of(snapshot, allowList, asOf, _options.ExpiringWithinDays) };
        }
#pragma warning disable CA1031 // One image that cannot be read must not hide the others; its failure is part of the audit.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            cancellationToken.ThrowIfCancellationRequested();
            telemetry.Failed(exception);
            return audit with { Failure = exception, Findings = Judgement.Unread };
        }
    }

    private async Task<AccountHolding> FindAsync(string imageId, string aliyunUid, RunTelemetry run, CancellationToken cancellationToken)
    {
        using ImageTelemetry telemetry = run.StartImage(imageId);
        AccountHolding holding = new() { ImageId = imageId ?? "" };
        try
        {
            DescribeImageSharePermissionRequest request = new(imageId!) { AliyunUid = aliyunUid };
            bool isShared = false;
            string? requestId = null;
            await foreach (ImageSharePage page in _client.ListSharedAccountPagesAsync(request, cancellationToken).ConfigureAwait(false))
            {
                requestId = page.RequestId;
                isShared = page.Accounts.Any(account => string.Equals(account.AliyunUid, aliyunUid, StringComparison.Ordinal));
                if (isShared)
                {
                    break;
                }
            }

            return holding with { IsShared = isShared, RequestId = requestId };
        }
#pragma warning disable CA1031 // One image that cannot be read must not hide the others; its failure is part of the result.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            cancellationToken.ThrowIfCancellationRequested();
            telemetry.Failed(exception);
            return holding with { Failure = exception, RequestId = (exception as EnsException)?.RequestId };
        }
    }
}
