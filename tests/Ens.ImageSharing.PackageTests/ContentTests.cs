using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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
        Assert.Equal([$"{assembly}.nuspec", "LICENSE", "bom.cdx.json", "icon.png", .. libraries, "package-readme.md"], files);
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

        Assert.Equal(("MIT", "package-readme.md", "icon.png"), (Text("license"), Text("readme"), Text("icon")));
        Assert.Contains("## Unreleased", Text("releaseNotes"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_names_no_place_of_its_sources_unless_it_is_told_one()
    {
        XElement metadata = Nuspec("Ens.ImageSharing.0*.nupkg");

        Assert.DoesNotContain(metadata.Descendants(), element => element.Name.LocalName == "projectUrl");
        Assert.All(metadata.Descendants().Where(element => element.Name.LocalName == "repository"), repository => Assert.Null(repository.Attribute("url")));
    }

    [Fact]
    public async Task One_property_says_where_the_sources_are()
    {
        string answer = await DotNet.RunAsync(
            PackedFiles.Repository, "dotnet", "msbuild", "src/Ens.ImageSharing", "-p:ProjectAddress=https://example.org/sources", "-getProperty:PackageProjectUrl,RepositoryUrl");

        using JsonDocument properties = JsonDocument.Parse(answer);
        Assert.All(properties.RootElement.GetProperty("Properties").EnumerateObject(), property => Assert.Equal("https://example.org/sources", property.Value.GetString()));
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
    public async Task Two_packs_of_one_commit_in_different_folders_are_identical()
    {
        string one = await PackAsync("one"), two = await PackAsync("a/deeper/two");

        string[] files = [.. Directory.GetFiles(one).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(6, files.Length);
        foreach (string file in files)
        {
            Assert.Equal((file, await HashAsync(one, file)), (file, await HashAsync(two, file)));
        }
    }

    private static async Task<string> HashAsync(string folder, string file) =>
        Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken)));

    private async Task<string> PackAsync(string name)
    {
        string folder = Path.Combine(packed.Root, "clones", name);
        await DotNet.RunAsync(packed.Root, "git", "clone", "--quiet", PackedFiles.Repository, folder);
        foreach (string project in PackedFiles.Projects)
        {
            await DotNet.RunAsync(folder, "dotnet", "pack", $"src/{project}", "-c", "Release", "-o", "packed");
        }

        return Path.Combine(folder, "packed");
    }

    private XElement Nuspec(string pattern)
    {
        using ZipArchive package = packed.Open(pattern);
        using Stream stream = package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!;
    }
}
