using System.Text.RegularExpressions;

namespace Ens.ImageSharing.Tests.Documentation;

/// <summary>The page of each package is read where there is no repository.</summary>
public partial class PackagePageTests
{
    public static TheoryData<string> Pages => [.. Repository.PackagePages];

    [Fact]
    public void Every_package_has_a_page() => Assert.Equal(
        Repository.Files("src", "*.csproj").Select(project => Path.GetDirectoryName(project)!),
        Repository.PackagePages.Select(page => Path.GetDirectoryName(page)!).Where(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.csproj").Any()));

    [Theory]
    [MemberData(nameof(Pages))]
    public void It_says_how_to_install_the_package(string page)
    {
        string package = Path.GetFileName(Path.GetDirectoryName(page)!);

        Assert.Matches($@"```shell\ndotnet (add package|tool install --global) {Regex.Escape(package)}\n", Repository.Read(page));
        Assert.StartsWith($"# {package}\n", Repository.Read(page), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void It_needs_no_repository(string page)
    {
        string text = Repository.Read(page);

        Assert.All(Link().Matches(text), link => Assert.StartsWith("https://", link.Groups["target"].Value, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"--project|dotnet (build|test|run)|\.ci/|samples/|src/|docs/", text);
    }

    [GeneratedRegex(@"\]\((?<target>[^) ]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Link();
}
