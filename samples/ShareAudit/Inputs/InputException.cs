namespace ShareAudit;

/// <summary>A file of the user's that makes no sense: which one, where and why.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Thrown here only, and never without a message.")]
internal sealed class InputException(string message, Exception? cause = null) : Exception(message, cause);
