using System.Text.RegularExpressions;

namespace Ens.ImageSharing.Tests.Documentation;

/// <summary>The navigation of the site. What docfx says about its pages, .ci/site treats as an error.</summary>
public partial class SiteTests
{
    private static readonly string[] Navigations = ["docs/site/guides/toc.yml", "docs/site/zh-CN/toc.yml"];

    [Fact]
    public void Every_guide_is_in_the_navigation()
    {
        string[] guides = [.. Repository.Files("docs", "*.md", SearchOption.TopDirectoryOnly), "README.md", "CHANGELOG.md"];

        Assert.Empty(guides.Except(Navigations.SelectMany(Pages)));
    }

    [Fact]
    public void Every_page_of_the_navigation_exists() =>
        Assert.All(Navigations.SelectMany(Pages), page => Assert.True(File.Exists(Repository.PathOf(page)), $"There is no {page}."));

    [Fact]
    public void Each_language_has_its_own_navigation() =>
        Assert.All(Pages("docs/site/zh-CN/toc.yml"), page => Assert.EndsWith(".zh-CN.md", page, StringComparison.Ordinal));

    private static IEnumerable<string> Pages(string navigation) => Page().Matches(Repository.Read(navigation)).Select(match =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Repository.PathOf(Path.Combine(Path.GetDirectoryName(navigation)!, match.Groups["page"].Value))))
            .Replace('\\', '/'));

    [GeneratedRegex(@"href: (?<page>\S+\.md)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Page();
}
