using System.Text.Json;
using System.Text.Json.Serialization;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>Reads and writes reports without reflection, and refuses what it does not know.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>With the encoder of reports, which an attribute cannot name.</summary>
    public static ReportJson Create() => new(new JsonSerializerOptions(Default.Options) { Encoder = VisibleJsonEncoder.Instance });
}
