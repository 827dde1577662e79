using System.Text.Json;

namespace Ens.ImageSharing.Tool.Tests.Doubles;

/// <summary>How a run of the program ended.</summary>
internal sealed record ToolResult(int ExitCode, string Out, string Error)
{
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public JsonElement Json
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Out);
            return document.RootElement.Clone();
        }
    }
}
