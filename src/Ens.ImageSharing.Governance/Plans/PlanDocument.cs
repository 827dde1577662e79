using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ens.ImageSharing.Governance.Plans;

/// <summary>A plan as it is written: the world that it was made from, the steps, and a hash over both. An older one has no
/// endpoint.</summary>
internal sealed record PlanDocument(
    string Schema,
    string? Hash,
    DateOnly AsOf,
    IReadOnlyList<PlannedImage> Images,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Endpoint = null)
{
    private const string CurrentSchema = "ens-image-sharing/plan/1";

    public static PlanDocument Of(DateOnly asOf, IReadOnlyList<PlannedImage> images, Uri? endpoint = null)
    {
        PlanDocument document = new(CurrentSchema, Hash: null, asOf, images, endpoint?.GetLeftPart(UriPartial.Authority));
        return document with { Hash = document.ComputeHash() };
    }

    /// <exception cref="ArgumentException">The text is not a plan, or it was changed.</exception>
    public static PlanDocument FromJson(string json)
    {
        PlanDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(json, PlanJson.Default.PlanDocument);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The text is not a plan: line {(exception.LineNumber ?? 0) + 1} cannot be read ")
                + $"({exception.Path ?? "$"}).",
                nameof(json),
                exception);
        }

        if (document?.Schema != CurrentSchema)
        {
            throw new ArgumentException($"The plan must have the schema '{CurrentSchema}', but has '{document?.Schema}'.", nameof(json));
        }

        if (document.Hash != document.ComputeHash())
        {
            throw new ArgumentException("The plan was changed after it was made: its hash does not match.", nameof(json));
        }

        return PlanRules.FindMistake(document) is { } mistake
            ? throw new ArgumentException($"The plan contradicts itself: {mistake}.", nameof(json))
            : document;
    }

    public string ToJson() => JsonSerializer.Serialize(this, PlanJson.Default.PlanDocument);

    /// <summary>The hash of the document without its hash. It does not depend on how the text is laid out.</summary>
    private string ComputeHash() =>
        Convert.ToHexStringLower(
            SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this with { Hash = null }, PlanJson.Default.PlanDocument)));
}
