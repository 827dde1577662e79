using System.Diagnostics.CodeAnalysis;

namespace Ens.ImageSharing.Fuzz;

/// <summary>A reader did what it must not do: it lost an account, or it showed a secret.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Thrown in this program only, always with what was found.")]
internal sealed class FindingException(string message, Exception? innerException = null) : Exception(message, innerException);
