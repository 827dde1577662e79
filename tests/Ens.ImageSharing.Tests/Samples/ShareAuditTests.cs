using System.Text.Json;

namespace Ens.ImageSharing.Tests.Samples;

/// <summary>The audit as a security team runs it: files in, reports out, an exit code for the pipeline.</summary>
public sealed class ShareAuditTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("share-audit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Five_hundred_images_with_eight_workers_and_faults_are_read_whole_and_exactly()
    {
        string[] images = [.. Enumerable.Range(0, 500).Select(number => $"m-{number:D3}")];
        using RunningServer server = await SampleProcess.StartEmulatorAsync([.. images.SelectMany((image, number) => new[] { "--image", $"{image}={number % 7},1515285520000000" }), "--fault-rate", "0.05"]);
        string list = Write("images.txt", string.Join("\n", images.Reverse()));
        string allowed = Write("allowed.csv", "account,name,reason,expiry\n1515285520000000,Build,CI,\n");

        (int exitCode, string output, string error) = await RunAsync(server, "--images", list, "--allowed", allowed, "--workers", "8", "--csv", PathOf("a.csv"), "--json", PathOf("a.json"));

        Assert.Equal((1, ""), (exitCode, error));
        JsonElement report = Json("a.json");
        Assert.Equal("differences", report.GetProperty("result").GetString());
        Assert.Equal(images, report.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("image").GetString()));
        foreach ((JsonElement image, int number) in report.GetProperty("images").EnumerateArray().Select((image, number) => (image, number)))
        {
            Assert.Equal([$"{number % 7}"], image.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("verdict").GetString() == "unexpected").Select(finding => finding.GetProperty("account").GetString()));
        }

        Assert.Contains("images differ from what is allowed", output.ReplaceLineEndings(" "), StringComparison.Ordinal);

        (exitCode, _, _) = await RunAsync(server, "--images", list, "--allowed", allowed, "--workers", "3", "--csv", PathOf("b.csv"));
        Assert.Equal(1, exitCode);
        Assert.Equal(await File.ReadAllTextAsync(PathOf("a.csv"), TestContext.Current.CancellationToken), await File.ReadAllTextAsync(PathOf("b.csv"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whats_behind_a_refused_key_is_incomplete_and_hides_nothing_else()
    {
        using RunningServer server = await SampleProcess.StartEmulatorAsync("--image", "m-1=1515285520000000,7", "--image", "m-2=7", "--image", "m-3=1515285520000000,7", "--key", "demo:demo-secret", "--refused-key", "poor:secret");
        string home = Directory.CreateDirectory(Path.Combine(_folder, ".aliyun")).FullName;
        await File.WriteAllTextAsync(Path.Combine(home, "config.json"), """{"profiles":[{"name":"poor","mode":"AK","access_key_id":"poor","access_key_secret":"secret"}]}""", TestContext.Current.CancellationToken);
        string images = Write("images.json", """["m-1", {"image": "m-2", "profile": "poor"}, {"image": "m-3", "allowed": [{"account": "7", "reason": "own list"}, {"account": "8"}]}]""");
        string allowed = Write("allowed.json", """[{"account": 1515285520000000, "name": "Build", "expiry": "2026-01-31"}]""");

        (int exitCode, string output, _) = await RunAsync(server, "--images", images, "--allowed", allowed, "--today", "2026-02-01", "--json", PathOf("a.json"), "--html", PathOf("a.html"));

        Assert.Equal(3, exitCode);
        Assert.Contains("Incomplete: 1 of 3 images could not be read", output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("images are as allowed", output, StringComparison.Ordinal);
        JsonElement report = Json("a.json");
        Assert.Equal(["expired 1515285520000000,unexpected 7", "", "allowed 7,expired 1515285520000000,missing 8"], report.GetProperty("images").EnumerateArray().Select(image => string.Join(",", image.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("verdict")} {finding.GetProperty("account")}").Order(StringComparer.Ordinal))));
        Assert.Contains("NoPermission", report.GetProperty("evidence")[1].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("could not be read", await File.ReadAllTextAsync(PathOf("a.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_as_allowed_ends_with_0()
    {
        using RunningServer server = await SampleProcess.StartEmulatorAsync("--image", "m-1=7,8");
        string images = Write("images.txt", "# ours\nm-1\n");
        string allowed = Write("allowed.csv", "Image,Account,Name,Reason,Expiry\nm-1,7,\"Build, farm\",CI,2999-12-31\n,8,,,\nm-other,9,,,\n");

        (int exitCode, string output, _) = await RunAsync(server, "--images", images, "--allowed", allowed);

        Assert.Equal((0, "All 1 images are as allowed."), (exitCode, output.Trim()));
    }

    [Fact]
    public async Task Formulas_are_texts_in_CSV_markup_is_text_in_HTML_and_accounts_can_be_masked()
    {
        using RunningServer server = await SampleProcess.StartEmulatorAsync("--image", "m-1=1515285520000000,7");
        string images = Write("images.txt", "m-1");
        string allowed = Write("allowed.csv", "account,name,reason\n1515285520000000,=HYPERLINK(\"x\"),<script>alert(1)</script>\n");

        await RunAsync(server, "--images", images, "--allowed", allowed, "--mask", "--csv", PathOf("a.csv"), "--html", PathOf("a.html"), "--json", PathOf("a.json"));

        string csv = await File.ReadAllTextAsync(PathOf("a.csv"), TestContext.Current.CancellationToken), html = await File.ReadAllTextAsync(PathOf("a.html"), TestContext.Current.CancellationToken);
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\"", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.All(new[] { csv, html, await File.ReadAllTextAsync(PathOf("a.json"), TestContext.Current.CancellationToken) }, text =>
        {
            Assert.DoesNotContain("1515285520000000", text, StringComparison.Ordinal);
            Assert.Contains("****0000", text, StringComparison.Ordinal);
        });
        Assert.DoesNotContain("http://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demonstration_shows_one_image_of_each_kind()
    {
        (int exitCode, string output, _) = await SampleProcess.RunAsync("ShareAudit", ["--demo"], []);

        Assert.Equal(3, exitCode);
        Assert.Contains("Incomplete: 1 of 5 images could not be read; 3 differ and 1 are as allowed.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("account,expiry\n7,31.12.2026\n", "line 2: the expiry '31.12.2026' is not a day")]
    [InlineData("name\nx\n", "one of them must be \"account\"")]
    [InlineData("account,name\n,x\n", "line 2: an account is missing")]
    [InlineData("[{\"account\":[1]}]", "the member \"account\" must be a text")]
    [InlineData("[{", "makes no sense")]
    public async Task A_list_that_makes_no_sense_is_told_with_its_place(string content, string message)
    {
        string images = Write("images.txt", "m-1"), allowed = Write("allowed", content);

        (int exitCode, _, string error) = await SampleProcess.RunAsync("ShareAudit", ["--images", images, "--allowed", allowed], []);

        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--images", "no-such-file", "--allowed", "no-such-file")]
    [InlineData("--images", "x")]
    [InlineData("--workers", "0", "--demo")]
    [InlineData("--demo", "--today", "tomorrow")]
    [InlineData]
    public async Task Wrong_usage_is_told(params string[] arguments)
    {
        (int exitCode, _, string error) = await SampleProcess.RunAsync("ShareAudit", arguments, []);

        Assert.Equal(2, exitCode);
        Assert.Matches("^usage:|cannot be read", error);
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(RunningServer server, params string[] arguments) =>
        SampleProcess.RunAsync("ShareAudit", arguments, new(server.Variables) { ["HOME"] = _folder, ["USERPROFILE"] = _folder });

    private string PathOf(string name) => Path.Combine(_folder, name);

    private string Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    private JsonElement Json(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(PathOf(name)));
        return document.RootElement.Clone();
    }
}
