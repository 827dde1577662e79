namespace Ens.ImageSharing.Tests;

/// <summary>The files that the suite brings along.</summary>
internal static class Resources
{
    public static string Read(string name)
    {
        using StreamReader reader = new(typeof(Resources).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
