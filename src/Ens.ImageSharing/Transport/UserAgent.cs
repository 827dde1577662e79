using System.Reflection;
using System.Runtime.InteropServices;

namespace Ens.ImageSharing.Transport;

/// <summary>What the client calls itself.</summary>
internal static class UserAgent
{
    private static readonly string Library = $"Ens.ImageSharing/{LibraryVersion()} ({RuntimeInformation.FrameworkDescription})";

    public static string Of(string? applicationId) => applicationId is null ? Library : applicationId + " " + Library;

    /// <summary>The package's version, without the commit behind it.</summary>
    private static string LibraryVersion() =>
        typeof(UserAgent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
