using System.Diagnostics.CodeAnalysis;

namespace Ens.ImageSharing.Transport;

/// <summary>The credentials returned the access key that the service rejected before. Never leaves the library.</summary>
[SuppressMessage(
    "Design", "CA1032:Implement standard exception constructors", Justification = "Carries no message: it is replaced by the rejection.")]
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Never leaves the library.")]
internal sealed class KeyUnchangedException : Exception;
