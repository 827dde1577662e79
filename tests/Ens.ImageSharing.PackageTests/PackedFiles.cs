using System.IO.Compression;
using System.Reflection;
using Ens.ImageSharing.PackageTests;

[assembly: AssemblyFixture(typeof(PackedFiles))]

namespace Ens.ImageSharing.PackageTests;

/// <summary>The packages, packed once into a feed of their own.</summary>
public sealed class PackedFiles : IAsyncLifetime
{
    public static string Repository { get; } =
        Path.GetFullPath(typeof(PackedFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Repository").Value!);

    public static string[] Projects { get; } = ["Ens.ImageSharing", "Ens.ImageSharing.Testing", "Ens.ImageSharing.Governance"];

    public string Root { get; } = Directory.CreateTempSubdirectory("ens-package-").FullName;

    public string Feed => Path.Combine(Root, "feed");

    public async ValueTask InitializeAsync()
    {
        foreach (string project in Projects)
        {
            await DotNet.RunAsync(Repository, "dotnet", "pack", $"src/{project}", "-c", "Release", "-o", Feed, "-warnaserror");
        }

        // The feed first, then whatever this machine restores from; what is restored stays out of the machine's own folder.
        string machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await File.WriteAllTextAsync(Path.Combine(Root, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <fallbackPackageFolders><add key="machine" value="{machine}" /></fallbackPackageFolders>
              <packageSources><add key="packed" value="feed" /></packageSources>
            </configuration>
            """);
    }

    /// <summary>A project of a user, outside of the repository.</summary>
    public async Task<string> CreateAsync(string name, string project, string program)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, name + ".csproj"), project);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program);
        return folder;
    }

    public ZipArchive Open(string pattern) => ZipFile.OpenRead(Directory.GetFiles(Feed, pattern).Single());

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
