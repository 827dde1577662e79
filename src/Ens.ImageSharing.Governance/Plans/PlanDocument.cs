using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Ens.ImageSharing.Governance.Plans;

/// <summary>A plan as it is written: the world that it was made from, the steps, and a hash over both.</summary>
internal sealed record PlanDocument
{
    public const string CurrentSchema = "ens-share/plan/1";

    public string Schema { get; init; } = CurrentSchema;

    public string? Hash { get; init; }

    public required DateOnly AsOf { get; init; }

    public required IReadOnlyList<PlannedImage> Images { get; init; }

    public required IReadOnlyList<PlannedStep> Steps { get; init; }

    /// <exception cref="ArgumentException">The text is not a plan, or it was changed.</exception>
    public static PlanDocument FromJson(string json)
    {
        PlanDocument document;
        try
        {
            document = JsonSerializer.Deserialize(json, PlanJson.Default.PlanDocument) ?? throw new ArgumentException("The plan is null.", nameof(json));
        }
        catch (JsonException exception)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The text is not a plan: line {(exception.LineNumber ?? 0) + 1} cannot be read ({exception.Path ?? "$"})."),
                nameof(json),
                exception);
        }

        if (document.Schema != CurrentSchema)
        {
            throw new ArgumentException($"The plan must have the schema {CurrentSchema}, but has '{document.Schema}'.", nameof(json));
        }

        if (document.Hash != document.ComputeHash())
        {
            throw new ArgumentException("The plan was changed after it was made: its hash does not match.", nameof(json));
        }

        return document.FindStrayStep() is { } stray
            ? throw new ArgumentException($"The plan has a step for image '{stray.Image}', which is not part of it.", nameof(json))
            : document;
    }

    public string ToJson() => JsonSerializer.Serialize(this with { Hash = ComputeHash() }, PlanJson.Default.PlanDocument);

    /// <summary>The hash over everything but the hash, each part with its length, so that no two plans share a text.</summary>
    public string ComputeHash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string part)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
            hash.AppendData(bytes);
        }

        Add(Schema);
        Add(AsOf.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        foreach (PlannedImage image in Images)
        {
            Add("image");
            Add(image.ImageId);
            foreach (string account in image.Accounts)
            {
                Add(account);
            }
        }

        foreach (PlannedStep step in Steps)
        {
            Add("step");
            Add(step.Image);
            Add(step.Account);
            Add(step.Change.ToString());
            Add(step.Why.ToString());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A step must belong to an image of the plan, or it would apply to a world that has not been read.</summary>
    private PlannedStep? FindStrayStep()
    {
        HashSet<string> images = new(Images.Select(image => image.ImageId), StringComparer.Ordinal);
        return Steps.FirstOrDefault(step => !images.Contains(step.Image));
    }
}
