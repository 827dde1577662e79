namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>A file of the user's that cannot be used. The message names the file, the place, and what is expected there.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design", "CA1032:Implement standard exception constructors", Justification = "Thrown in this program only, never without a message.")]
internal sealed class InputFileException(string message, Exception? cause = null) : Exception(message, cause);
