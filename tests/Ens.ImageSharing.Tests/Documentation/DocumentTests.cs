using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Ens.ImageSharing.Tests.Documentation;

/// <summary>What the documents show is what is run, and both languages show the same.</summary>
public partial class DocumentTests
{
    private static readonly string Repository = typeof(DocumentTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Samples").Value! + "/..";

    public static TheoryData<string> Documents => ["README.md", "docs/README.zh-CN.md", "docs/migration.md"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_block_of_code_is_one_that_is_run(string document)
    {
        string[] run = [.. Region().Matches(Read("tests/Ens.ImageSharing.Tests/Documentation/SnippetTests.cs")).Select(match => Undented(match.Groups["code"].Value))];
        string[] shown = [.. Blocks(document, "csharp").Select(block => Undented(string.Join("\n", block.Split('\n').SkipWhile(line => line.StartsWith("using ", StringComparison.Ordinal)))))];

        Assert.NotEmpty(shown);
        Assert.All(shown, block => Assert.Contains(block, run));
    }

    [Fact]
    public void Both_languages_show_the_same_blocks()
    {
        foreach (string language in new[] { "csharp", "json" })
        {
            Assert.Equal(Blocks("README.md", language), Blocks("docs/README.zh-CN.md", language));
        }
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/README.zh-CN.md")]
    public void The_readme_is_short_and_has_the_same_parts_in_both_languages(string document)
    {
        Assert.InRange(Read(document).Split('\n').Length, 100, 200);
        Assert.Equal(Read("README.md").Split('\n').Count(line => line.StartsWith("## ", StringComparison.Ordinal)), Read(document).Split('\n').Count(line => line.StartsWith("## ", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_configuration_that_is_shown_is_one_that_is_accepted()
    {
        string json = Blocks("README.md", "json").First();
        IConfiguration section = new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).Build().GetSection("Ens");

        Assert.True(new EnsConfigurationSection("n", section).Validate("n", new EnsClientOptions()).Succeeded);
    }

    [Fact]
    public void Every_known_error_code_is_explained()
    {
        string text = Read("docs/troubleshooting.md");
        IEnumerable<string> codes = typeof(EnsErrorCodes).GetFields().Select(field => (string)field.GetValue(null)!).Where(code => code != EnsErrorCodes.InvalidParameterField);

        Assert.All(codes, code => Assert.Contains($"`{code}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_policy_that_is_shown_is_JSON_with_the_one_permission()
    {
        using JsonDocument policy = JsonDocument.Parse(Blocks("README.md", "json").Last());

        Assert.Equal("ens:DescribeImageSharePermission", policy.RootElement.GetProperty("Statement")[0].GetProperty("Action").GetString());
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository, path)).ReplaceLineEndings("\n");

    private static string[] Blocks(string document, string language) => [.. Block().Matches(Read(document)).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["code"].Value)];

    private static string Undented(string code)
    {
        string[] lines = code.Trim('\n').Split('\n');
        int indent = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join("\n", lines.Select(line => line.Length > indent ? line[indent..].TrimEnd() : "")).Trim();
    }

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Block();

    [GeneratedRegex(@"#region [^\n]*\n(?<code>.*?)\n\s*#endregion", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Region();
}
