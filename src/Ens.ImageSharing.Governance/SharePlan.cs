using Ens.ImageSharing.Governance.Plans;
using Ens.ImageSharing.Governance.Runs;

namespace Ens.ImageSharing.Governance;

/// <summary>Changes that bring images to what an allow-list says, for the world that an audit has read. Immutable and
/// thread-safe.</summary>
/// <remarks>
/// A plan applies to the world it was made from or not at all: it holds the accounts of each image, and an image whose accounts have moved
/// is left alone.
/// </remarks>
public sealed class SharePlan
{
    private readonly PlanDocument _document;

    private SharePlan(PlanDocument document)
    {
        _document = document;
        int number = 0;
        ImageSteps =
        [
            .. document.Images.Select(image => new ImageSteps(
                Hash,
                image.ImageId,
                [
                    .. image.Steps.Select(step => new ShareStep
                    {
                        Number = ++number,
                        ImageId = image.ImageId,
                        AliyunUid = step.AliyunUid,
                        Change = step.Change,
                        Why = step.Why,
                    }),
                ],
                image.Accounts)),
        ];
        Steps = [.. ImageSteps.SelectMany(image => image.Steps)];
    }

    /// <summary>The steps, image by image.</summary>
    public IReadOnlyList<ShareStep> Steps { get; }

    /// <summary>The SHA-256 hash of the plan, in lower-case hexadecimal.</summary>
    public string Hash => _document.Hash!;

    /// <summary>The endpoint that the accounts of the images were read from.</summary>
    /// <value><see langword="null"/> if the audit does not say it.</value>
    public Uri? Endpoint => _document.Endpoint is { } endpoint ? new Uri(endpoint) : null;

    internal IReadOnlyList<ImageSteps> ImageSteps { get; }

    /// <summary>Creates a plan.</summary>
    /// <param name="audit">A complete audit, made with an allow-list that has entries.</param>
    /// <param name="options">What the plan may do.</param>
    /// <returns>The plan. It has no steps if there is nothing to do. An account whose ID does not consist of digits gets no step,
    /// because no change of it can be sent.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// The audit has no images, is incomplete or was made with <see cref="AllowList.Empty"/>, no mode is set, a limit is negative, or a
    /// protected account or image is not an ID, the audit has images of several endpoints, or its findings contradict its accounts.
    /// </exception>
    /// <exception cref="SharePlanLimitException">The plan would remove more accounts than its limits allow. The message names the number
    /// needed.</exception>
    public static SharePlan Create(ShareAudit audit, SharePlanOptions options)
    {
        ArgumentNullException.ThrowIfNull(audit);
        ArgumentNullException.ThrowIfNull(options);
        return new SharePlan(Planner.Plan(audit, options));
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="json">The text that <see cref="ToJson"/> returned.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentException">
    /// The text is not a plan of this version, or it was changed: its hash does not match, or it contradicts itself.
    /// </exception>
    public static SharePlan FromJson(string json)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(json);
        return new SharePlan(PlanDocument.FromJson(json));
    }

    /// <summary>Writes the plan.</summary>
    /// <returns>Indented JSON with the accounts of each image, the steps and the hash. The same plan always gives the same text.</returns>
    public string ToJson() => _document.ToJson();

    /// <summary>This plan, for this endpoint.</summary>
    /// <exception cref="ArgumentException">It was made for another endpoint.</exception>
    internal SharePlan For(Uri endpoint, string name)
    {
        string given = endpoint.GetLeftPart(UriPartial.Authority);
        return Endpoint is { } planned && planned.GetLeftPart(UriPartial.Authority) != given
            ? throw new ArgumentException($"The plan was made for the endpoint {_document.Endpoint}, but the endpoint is {given}.", name)
            : this;
    }
}
