using System.Reflection;
using System.Runtime.InteropServices;

namespace Ens.ImageSharing.Transport;

/// <summary>How the client identifies itself.</summary>
internal static class UserAgent
{
    private static readonly string Library = $"Ens.ImageSharing/{LibraryVersion} ({RuntimeInformation.FrameworkDescription})";

    /// <summary>The package's version, without the commit.</summary>
    public static string LibraryVersion =>
        typeof(UserAgent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static string Of(string? applicationId) => applicationId is null ? Library : applicationId + " " + Library;
}
