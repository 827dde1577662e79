using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;

namespace Ens.ImageSharing.PackageTests;

/// <summary>The bill of materials in each package.</summary>
public class BillOfMaterialsTests(PackedFiles packed)
{
    public static TheoryData<string> Packages => [.. PackedFiles.Projects];

    [Theory]
    [MemberData(nameof(Packages))]
    public void It_is_a_CycloneDX_document_about_the_package(string package)
    {
        using JsonDocument bill = Bill(package);
        JsonElement subject = bill.RootElement.GetProperty("metadata").GetProperty("component");

        Assert.Equal(("CycloneDX", "1.6"), (Text(bill.RootElement, "bomFormat"), Text(bill.RootElement, "specVersion")));
        Assert.Equal(($"pkg:nuget/{package}@0.1.0", package, "0.1.0"), (Text(subject, "purl"), Text(subject, "name"), Text(subject, "version")));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void It_lists_what_the_package_asks_for(string package)
    {
        using ZipArchive archive = packed.Open($"{package}.0*.nupkg");
        using Stream stream = archive.GetEntry($"{package}.nuspec")!.Open();
        IEnumerable<string> asked = XDocument.Load(stream).Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(dependency => $"pkg:nuget/{dependency.Attribute("id")!.Value}@{dependency.Attribute("version")!.Value}");

        using JsonDocument bill = Bill(package);
        Assert.Equal(asked.Distinct().Order(StringComparer.Ordinal), Dependencies(bill)[$"pkg:nuget/{package}@0.1.0"]);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void It_lists_everything_below_and_nothing_else(string package)
    {
        using JsonDocument bill = Bill(package);
        Dictionary<string, string[]> dependencies = Dependencies(bill);
        SortedSet<string> reached = new(StringComparer.Ordinal);
        Reach($"pkg:nuget/{package}@0.1.0");

        Assert.Equal(reached, bill.RootElement.GetProperty("components").EnumerateArray().Select(component => Text(component, "purl")));
        Assert.Contains("pkg:nuget/Microsoft.Extensions.Options@10.0.0", reached);

        void Reach(string address)
        {
            foreach (string below in dependencies[address].Where(reached.Add))
            {
                Reach(below);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Tools_of_the_build_are_not_in_it(string package) => Assert.DoesNotContain("Analyzer", Content(package), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [MemberData(nameof(Packages))]
    public void It_has_a_serial_number_and_no_time(string package)
    {
        using JsonDocument bill = Bill(package);

        Assert.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$", Text(bill.RootElement, "serialNumber"));
        Assert.False(bill.RootElement.GetProperty("metadata").TryGetProperty("timestamp", out _));
    }

    [Fact]
    public void It_says_the_licence_of_each_component()
    {
        using JsonDocument bill = Bill("Ens.ImageSharing");
        JsonElement polly = bill.RootElement.GetProperty("components").EnumerateArray().Single(component => Text(component, "name") == "Polly.Core");

        Assert.Equal("BSD-3-Clause", Text(polly.GetProperty("licenses")[0], "expression"));
    }

    private static Dictionary<string, string[]> Dependencies(JsonDocument bill) => bill.RootElement.GetProperty("dependencies").EnumerateArray()
        .ToDictionary(entry => Text(entry, "ref"), entry => entry.GetProperty("dependsOn").EnumerateArray().Select(below => below.GetString()!).ToArray());

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;

    private JsonDocument Bill(string package) => JsonDocument.Parse(Content(package));

    private string Content(string package)
    {
        using ZipArchive archive = packed.Open($"{package}.0*.nupkg");
        using StreamReader reader = new(archive.GetEntry("bom.cdx.json")!.Open());
        return reader.ReadToEnd();
    }
}
