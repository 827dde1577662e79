using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ens.ImageSharing.Hosting;
using Microsoft.Extensions.Configuration;

namespace Ens.ImageSharing.Tests.Documentation;

/// <summary>What the documents show is what is run, and both languages show the same.</summary>
public partial class DocumentTests
{
    private static readonly string[] Permissions =
        ["ens:DescribeImageSharePermission", "ens:DescribeSelfImages", "ens:ModifyImageSharePermission"];

    public static TheoryData<string> Documents =>
    [
        "README.md", "docs/README.zh-CN.md", "docs/getting-started.md", "docs/getting-started.zh-CN.md", "docs/migration.md", "docs/migration.zh-CN.md",
        "docs/site/index.md", "docs/site/zh-CN/index.md",
        "src/Ens.ImageSharing/package-readme.md", "src/Ens.ImageSharing.Testing/package-readme.md", "src/Ens.ImageSharing.Governance/package-readme.md",
    ];

    /// <summary>Documents in English and in Chinese.</summary>
    public static TheoryData<string, string> Translations =>
    [
        ("README.md", "docs/README.zh-CN.md"),
        .. Repository.Files("docs", "*.zh-CN.md").Select(file => (English: file.Replace(".zh-CN", "", StringComparison.Ordinal), Chinese: file))
            .Where(pair => File.Exists(Repository.PathOf(pair.English))),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_block_of_code_is_one_that_is_run(string document)
    {
        IEnumerable<string> tests = Repository.Files("tests", "SnippetTests.cs").Select(Read);
        string[] run = [.. tests.SelectMany(text => Region().Matches(text)).Select(match => Undented(match.Groups["code"].Value))];
        string[] shown = [.. Blocks(document, "csharp").Select(block => Undented(WithoutUsings(block)))];

        Assert.NotEmpty(shown);
        Assert.All(shown, block => Assert.Contains(block, run));
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void Both_languages_show_the_same_blocks(string english, string chinese)
    {
        foreach (string language in new[] { "shell", "csharp", "json" })
        {
            Assert.Equal(Blocks(english, language), Blocks(chinese, language));
        }
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void Both_languages_have_the_same_headings_and_tables(string english, string chinese)
    {
        Assert.Equal(Headings(english), Headings(chinese));
        Assert.Equal(Rows(english), Rows(chinese));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/README.zh-CN.md")]
    public void The_readme_is_short_and_has_the_same_parts_in_both_languages(string document)
    {
        Assert.InRange(Read(document).Split('\n').Length, 100, 220);
        Assert.Equal(Headings("README.md"), Headings(document));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/README.zh-CN.md")]
    public void Commands_can_be_pasted_into_any_shell(string document) =>
        Assert.All(Blocks(document, "shell"), block => Assert.DoesNotContain('#', block));

    [Fact]
    public void The_configuration_that_is_shown_is_one_that_is_accepted()
    {
        MemoryStream json = new(Encoding.UTF8.GetBytes(Blocks("README.md", "json").First()));
        IConfiguration section = new ConfigurationBuilder().AddJsonStream(json).Build().GetSection("Ens");

        ClientRegistration registration = new(serviceKey: null, section);
        Assert.NotEmpty(section.GetChildren());
        Assert.True(registration.Validate(registration.OptionsName, new EnsClientOptions()).Succeeded);
    }

    [Theory]
    [InlineData("docs/troubleshooting.md")]
    [InlineData("docs/troubleshooting.zh-CN.md")]
    public void Every_known_error_code_is_explained(string document)
    {
        string text = Read(document);
        IEnumerable<string> codes = typeof(EnsErrorCodes).GetFields()
            .Select(field => (string)field.GetValue(null)!)
            .Where(code => code != EnsErrorCodes.InvalidParameterField);

        Assert.All(codes, code => Assert.Contains($"`{code}`", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("docs/troubleshooting.md")]
    [InlineData("docs/troubleshooting.zh-CN.md")]
    public void Every_exception_is_explained(string document)
    {
        string text = Read(document);
        IEnumerable<Type> exceptions = typeof(EnsException).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Exception)));

        Assert.All(exceptions, exception => Assert.Contains($"`{exception.Name}`", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("docs/troubleshooting.md")]
    [InlineData("docs/troubleshooting.zh-CN.md")]
    public void Every_message_that_is_quoted_is_one_of_the_library(string document)
    {
        string library = Path.Combine(Repository.Root, "src/Ens.ImageSharing");
        IEnumerable<string> files = Directory.EnumerateFiles(library, "*.cs", SearchOption.AllDirectories);
        string source = JoinedLiterals().Replace(string.Concat(files.Select(File.ReadAllText)), "");
        string[] quotes = [.. Quote().Matches(Read(document))
            .SelectMany(match => match.Groups["text"].Value.Split('…', StringSplitOptions.RemoveEmptyEntries))];

        Assert.NotEmpty(quotes);
        Assert.All(quotes, quote => Assert.Contains(quote.Trim(), source, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/README.zh-CN.md")]
    public void Every_metric_is_named(string document)
    {
        string text = Read(document);
        MatchCollection metrics = Metric().Matches(Read("src/Ens.ImageSharing/Telemetry/EnsTelemetry.cs"));

        Assert.NotEmpty(metrics);
        Assert.All(metrics, metric => Assert.Contains($"`{metric.Groups["name"].Value}`", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/ram-policies.md")]
    [InlineData("docs/ram-policies.zh-CN.md")]
    public void Every_policy_is_JSON_and_names_only_permissions_that_the_client_needs(string document)
    {
        string[] policies = [.. Blocks(document, "json").Where(json => json.Contains("\"Statement\"", StringComparison.Ordinal))];

        Assert.NotEmpty(policies);
        Assert.All(policies.SelectMany(Actions), action => Assert.Contains(action, Permissions));
    }

    private static string Read(string path) => Repository.Read(path);

    private static int Headings(string document) =>
        Read(document).Split('\n').Count(line => line.StartsWith("## ", StringComparison.Ordinal));

    private static int Rows(string document) => Read(document).Split('\n').Count(line => line.StartsWith('|'));

    private static string[] Blocks(string document, string language) =>
        [
            .. Block().Matches(Read(document))
                .Where(match => match.Groups["language"].Value == language)
                .Select(match => match.Groups["code"].Value),
        ];

    private static string[] Actions(string json)
    {
        using JsonDocument policy = JsonDocument.Parse(json);
        Assert.Equal("1", policy.RootElement.GetProperty("Version").GetString());
        return
        [
            .. policy.RootElement.GetProperty("Statement").EnumerateArray()
                .Select(statement => statement.GetProperty("Action"))
                .SelectMany(action => action.ValueKind == JsonValueKind.Array ? [.. action.EnumerateArray()] : new[] { action })
                .Select(action => action.GetString()!),
        ];
    }

    private static string WithoutUsings(string block) =>
        string.Join("\n", block.Split('\n').SkipWhile(line => line.StartsWith("using ", StringComparison.Ordinal)));

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

    [GeneratedRegex(
        @"#region [^\n]*\n(?<code>.*?)\n\s*#endregion",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Region();

    [GeneratedRegex("\"(?<text>[^\"\n]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Quote();

    /// <summary>Between two literals that are one text.</summary>
    [GeneratedRegex(
        @"""\)?\s*\+ (FormattableString\.Invariant\()?\$?""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex JoinedLiterals();

    [GeneratedRegex(@"""ens\.client\.(?<name>[a-z.]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Metric();
}
