namespace Ens.ImageSharing.Tool.Terminal;

/// <summary>The program was called wrongly. The message says what was given and what is allowed.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design", "CA1032:Implement standard exception constructors", Justification = "Thrown in this program only, never without a message.")]
internal sealed class UsageException(string message, Exception? cause = null) : Exception(message, cause);
