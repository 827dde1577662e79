using System.Reflection;
using System.Text.RegularExpressions;

namespace Ens.ImageSharing.Tests.Documentation;

/// <summary>Whatever the documents refer to exists: files, scripts, projects and names.</summary>
public partial class DocumentReferenceTests
{
    private const BindingFlags AnyMember = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    public static TheoryData<string> Documents => [.. Repository.Documents];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_to_a_file_leads_somewhere(string document)
    {
        string folder = Path.GetDirectoryName(document)!;
        IEnumerable<string> targets = Link().Matches(Repository.Read(document)).Select(match => match.Groups["target"].Value)
            .Where(target => !target.StartsWith('#') && !target.Contains("://", StringComparison.Ordinal));

        Assert.All(targets, target =>
        {
            string path = Repository.PathOf(Path.Combine(folder, target.Split('#')[0]));
            Assert.True(Path.Exists(path), $"{document}: the link to {target} leads nowhere.");
        });
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_script_exists(string document) => Assert.All(
        Script().Matches(Repository.Read(document)).Select(match => match.Value),
        script => Assert.True(File.Exists(Repository.PathOf(script)), $"{document}: there is no script {script}."));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_project_exists(string document) => Assert.All(
        Project().Matches(Repository.Read(document)).Select(match => match.Groups["path"].Value),
        project => Assert.True(
            Directory.Exists(Repository.PathOf(project)) && Directory.EnumerateFiles(Repository.PathOf(project), "*.csproj").Any(),
            $"{document}: there is no project {project}."));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_name_of_the_library_and_its_tests_exists(string document)
    {
        ILookup<string, Type> types = new[] { typeof(EnsClient), typeof(EnsEmulator), typeof(DocumentTests) }
            .SelectMany(type => type.Assembly.GetTypes()).ToLookup(type => type.Name.Split('`')[0], StringComparer.Ordinal);

        Assert.All(Name().Matches(Repository.Read(document)), match =>
        {
            string member = match.Groups["member"].Value;
            Assert.True(
                types[match.Groups["type"].Value].Any(type => member.Length == 0 || type.GetMember(member, AnyMember).Length > 0),
                $"{document}: {match.Value} does not exist.");
        });
    }

    [GeneratedRegex(@"\]\((?<target>[^) ]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"\.ci/[a-z]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Script();

    [GeneratedRegex(@"--project (?<path>[A-Za-z./]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Project();

    [GeneratedRegex(@"`(?<type>Ens[A-Za-z]+|[A-Z][A-Za-z]+Tests)(\.(?<member>[A-Z][A-Za-z]+))?`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Name();
}
