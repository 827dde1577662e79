using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Ens.ImageSharing.PackageTests;

/// <summary>What is in the packages, and what is not.</summary>
public class ContentTests(PackedFiles packed)
{
    [Theory]
    [InlineData("Ens.ImageSharing.0*.nupkg", "Ens.ImageSharing")]
    [InlineData("Ens.ImageSharing.Testing.0*.nupkg", "Ens.ImageSharing.Testing")]
    [InlineData("Ens.ImageSharing.Governance.0*.nupkg", "Ens.ImageSharing.Governance")]
    public void A_package_has_its_assemblies_documentation_readme_licence_and_icon(string pattern, string assembly)
    {
        using ZipArchive package = packed.Open(pattern);
        string[] files = [.. package.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml").Order(StringComparer.Ordinal)];

        string[] frameworks = assembly.EndsWith("Governance", StringComparison.Ordinal) ? ["net10.0"] : ["net10.0", "netstandard2.0"];
        IEnumerable<string> libraries = frameworks.SelectMany(framework => new[] { $"lib/{framework}/{assembly}.dll", $"lib/{framework}/{assembly}.xml" });
        Assert.Equal([$"{assembly}.nuspec", "LICENSE", "README.md", "icon.png", .. libraries], files);
    }

    [Theory]
    [InlineData("Ens.ImageSharing.0*.nupkg", "net10.0", "Microsoft.Extensions.Http 10.0.0, Polly.Core 8.9.1")]
    [InlineData("Ens.ImageSharing.0*.nupkg", ".NETStandard2.0", "Microsoft.Bcl.AsyncInterfaces 10.0.0, Microsoft.Bcl.TimeProvider 10.0.0, Microsoft.Extensions.Http 10.0.0, Polly.Core 8.9.1, System.Text.Json 10.0.0")]
    [InlineData("Ens.ImageSharing.Testing.0*.nupkg", "net10.0", "Ens.ImageSharing 0.1.0")]
    [InlineData("Ens.ImageSharing.Governance.0*.nupkg", "net10.0", "Ens.ImageSharing 0.1.0")]
    public void It_depends_on_little(string pattern, string framework, string expected)
    {
        XElement metadata = Nuspec(pattern);
        XElement group = metadata.Descendants().Single(element => element.Name.LocalName == "group" && element.Attribute("targetFramework")!.Value == framework);

        Assert.Equal(expected, string.Join(", ", group.Elements().Select(dependency => $"{dependency.Attribute("id")!.Value} {dependency.Attribute("version")!.Value}").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void It_says_its_licence_and_what_is_new()
    {
        XElement metadata = Nuspec("Ens.ImageSharing.0*.nupkg");
        string Text(string name) => metadata.Descendants().Single(element => element.Name.LocalName == name).Value;

        Assert.Equal(("MIT", "README.md", "icon.png"), (Text("license"), Text("readme"), Text("icon")));
        Assert.Contains("## Unreleased", Text("releaseNotes"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ens.ImageSharing.0*")]
    [InlineData("Ens.ImageSharing.Testing.0*")]
    [InlineData("Ens.ImageSharing.Governance.0*")]
    public void Assemblies_are_strong_named_and_their_symbols_hold_the_sources(string pattern)
    {
        using ZipArchive package = packed.Open(pattern + ".nupkg"), symbols = packed.Open(pattern + ".snupkg");
        foreach (ZipArchiveEntry assembly in package.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)))
        {
            string file = Path.Combine(Directory.CreateTempSubdirectory("ens-dll-").FullName, assembly.Name);
            assembly.ExtractToFile(file);
            Assert.Equal(8, AssemblyName.GetAssemblyName(file).GetPublicKeyToken()!.Length);
            ZipArchiveEntry pdb = symbols.GetEntry(Path.ChangeExtension(assembly.FullName, ".pdb"))!;
            Assert.InRange(pdb.Length, assembly.Length / 4, long.MaxValue);
            File.Delete(file);
        }
    }

    [Fact]
    public void Nothing_tells_where_it_was_built()
    {
        foreach (string pattern in new[] { "Ens.ImageSharing.0*.nupkg", "Ens.ImageSharing.0*.snupkg", "Ens.ImageSharing.Testing.0*.nupkg", "Ens.ImageSharing.Testing.0*.snupkg", "Ens.ImageSharing.Governance.0*.nupkg", "Ens.ImageSharing.Governance.0*.snupkg" })
        {
            using ZipArchive package = packed.Open(pattern);
            foreach (ZipArchiveEntry entry in package.Entries)
            {
                using MemoryStream content = new();
                using (Stream stream = entry.Open())
                {
                    stream.CopyTo(content);
                }

                byte[] bytes = content.ToArray();
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(PackedFiles.Repository)) < 0 && bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(PackedFiles.Repository)) < 0, entry.FullName);
            }
        }
    }

    [Fact]
    public async Task Two_clean_builds_in_different_folders_are_identical()
    {
        string one = await BuildAsync("one"), two = await BuildAsync("a/deeper/two");

        foreach (string file in new[] { "Ens.ImageSharing/bin/Release/net10.0/Ens.ImageSharing.dll", "Ens.ImageSharing/bin/Release/netstandard2.0/Ens.ImageSharing.dll", "Ens.ImageSharing.Testing/bin/Release/net10.0/Ens.ImageSharing.Testing.dll" })
        {
            Assert.Equal(await HashAsync(Path.Combine(one, file)), await HashAsync(Path.Combine(two, file)));
        }
    }

    private static async Task<string> HashAsync(string file) => Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));

    private async Task<string> BuildAsync(string name)
    {
        string folder = Path.Combine(packed.Root, "clones", name);
        await DotNet.RunAsync(packed.Root, "git", "clone", "--quiet", PackedFiles.Repository, folder);
        await DotNet.RunAsync(folder, "dotnet", "build", "src/Ens.ImageSharing.Testing", "-c", "Release");
        return Path.Combine(folder, "src");
    }

    private XElement Nuspec(string pattern)
    {
        using ZipArchive package = packed.Open(pattern);
        using Stream stream = package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!;
    }
}
