using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Ens.ImageSharing.Wire;

/// <summary>A body is not what was expected. The message says why and shows nothing of the body.</summary>
[SuppressMessage(
    "Design",
    "CA1032:Implement standard exception constructors",
    Justification = "There is always a reason, and never a cause that may be shown.")]
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Never leaves the library: it becomes an EnsException.")]
internal sealed class ResponseFormatException(string reason) : Exception(reason)
{
    /// <summary>Where JSON is broken. The reader's own message would quote the text, and the text may hold a secret.</summary>
    public static string Describe(JsonException exception) => FormattableString.Invariant(
        $"It is not valid JSON at line {(exception.LineNumber ?? 0) + 1}, byte {(exception.BytePositionInLine ?? 0) + 1}.");
}
