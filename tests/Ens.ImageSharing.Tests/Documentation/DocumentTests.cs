using System.Text.Json;
using System.Text.RegularExpressions;
using Ens.ImageSharing.Hosting;
using Microsoft.Extensions.Configuration;

namespace Ens.ImageSharing.Tests.Documentation;

/// <summary>What the documents show is what is run, and both languages show the same.</summary>
public partial class DocumentTests
{
    public static TheoryData<string> Documents => ["README.md", "docs/README.zh-CN.md", "docs/migration.md"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_block_of_code_is_one_that_is_run(string document)
    {
        string snippets = Repository.Read("tests/Ens.ImageSharing.Tests/Documentation/SnippetTests.cs");
        string[] run = [.. Region().Matches(snippets).Select(match => Undented(match.Groups["code"].Value))];
        string[] shown = [.. Blocks(document, "csharp").Select(WithoutUsings).Select(Undented)];

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

    [Fact]
    public void The_readme_has_the_same_parts_in_both_languages()
    {
        (int Level, int Blocks, int Rows, int Points)[] english = [.. Parts("README.md")];

        Assert.True(english.Length > 5);
        Assert.Equal(english, Parts("docs/README.zh-CN.md"));
    }

    [Fact]
    public void The_configuration_that_is_shown_is_one_that_is_accepted()
    {
        string json = Blocks("README.md", "json").First();
        IConfiguration section = new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).Build().GetSection("Ens");

        Assert.True(new ClientRegistration(serviceKey: null, section).Validate("", section.Get<EnsClientOptions>()!).Succeeded);
    }

    [Fact]
    public void Every_known_error_code_is_explained()
    {
        string text = Repository.Read("docs/troubleshooting.md");
        IEnumerable<string> codes = typeof(EnsErrorCodes).GetFields().Select(field => (string)field.GetValue(null)!)
            .Where(code => code != EnsErrorCodes.InvalidParameterField);

        Assert.All(codes, code => Assert.Contains($"`{code}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_policy_that_is_shown_is_JSON_with_the_one_permission()
    {
        using JsonDocument policy = JsonDocument.Parse(Blocks("README.md", "json").Last());

        Assert.Equal("ens:DescribeImageSharePermission", policy.RootElement.GetProperty("Statement")[0].GetProperty("Action").GetString());
    }

    /// <summary>The sections under a second-level heading, as far as they do not depend on a language.</summary>
    private static IEnumerable<(int Level, int Blocks, int Rows, int Points)> Parts(string document) =>
        Repository.Read(document).Split("\n#").Select(part => part.Split('\n')).Select(lines => (
            lines[0].TakeWhile(character => character == '#').Count(),
            lines.Count(line => line.StartsWith("```", StringComparison.Ordinal)),
            lines.Count(line => line.StartsWith('|')),
            lines.Count(line => line.StartsWith("- ", StringComparison.Ordinal))));

    private static string[] Blocks(string document, string language) =>
    [
        .. Block().Matches(Repository.Read(document)).Where(match => match.Groups["language"].Value == language)
            .Select(match => match.Groups["code"].Value),
    ];

    private static string WithoutUsings(string code) =>
        string.Join("\n", code.Split('\n').SkipWhile(line => line.StartsWith("using ", StringComparison.Ordinal)));

    private static string Undented(string code)
    {
        string[] lines = code.Trim('\n').Split('\n');
        int indent = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join("\n", lines.Select(line => line.Length > indent ? line[indent..].TrimEnd() : "")).Trim();
    }

    [GeneratedRegex(
        "^```(?<language>[a-z]+)\n(?<code>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Block();

    [GeneratedRegex(@"#region [^\n]*\n(?<code>.*?)\n\s*#endregion", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Region();
}
