using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace Ens.ImageSharing.PackageTests;

/// <summary>The command as its users get it: installed from the package, in an empty folder, without a key.</summary>
public class ToolTests(PackedFiles packed)
{
    [Fact]
    public async Task It_is_installed_and_shows_the_demonstration()
    {
        string feed = Path.Combine(packed.Root, "tool-feed"), folder = Directory.CreateDirectory(Path.Combine(packed.Root, "tool")).FullName;
        await DotNet.RunAsync(PackedFiles.Repository, "dotnet", "pack", "src/Ens.ImageSharing.Tool", "-c", "Release", "-o", feed, "-warnaserror");
        await DotNet.RunAsync(
            folder, "dotnet", "tool", "install", "Ens.ImageSharing.Tool", "--tool-path", "installed", "--add-source", feed, "--version", "0.1.0");

        ProcessStartInfo start = new(Path.Combine(folder, "installed", OperatingSystem.IsWindows() ? "ens-share.exe" : "ens-share"), ["demo", "--html", "r.html"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using Process demo = Process.Start(start)!;
        string lines = await demo.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await demo.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, demo.ExitCode);
        Assert.Contains("m-demo-gpu,unexpected,", lines, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "r.html")));

        using ZipArchive package = ZipFile.OpenRead(Directory.GetFiles(feed, "*.nupkg").Single());
        using Stream stream = package.GetEntry("bom.cdx.json")!.Open();
        using JsonDocument bill = JsonDocument.Parse(stream);
        Assert.Contains(
            bill.RootElement.GetProperty("components").EnumerateArray(), component => component.GetProperty("name").GetString() == "System.CommandLine");
        Assert.DoesNotContain(package.Entries, entry => entry.FullName.StartsWith("tools/", StringComparison.Ordinal) && !entry.FullName.Contains("/any/", StringComparison.Ordinal));
    }
}
