using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>The files of profiles: damaged, changing, behind links, and files that are none.</summary>
[Collection("alone")]
public sealed class ProfileFileTests : IDisposable
{
    private const string Role = """{"profiles":[{"name":"default","mode":"RamRoleArn","access_key_id":"ak","access_key_secret":"s","ram_role_arn":"arn"}]}""";

    private readonly Surroundings _surroundings = new();
    private readonly Answering _server = KeyServer.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _surroundings.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData("{\n\n hunter2", "is not valid JSON, at line 3.")]
    [InlineData("""{"profiles":[{"name":"default","sts_token":nil,"access_key_secret":"hunter2"}]}""", "is not valid JSON, at line 1.")]
    [InlineData("""{"profiles":[{"name":"default","access_key_id":"a","access_key_secret":"\ud800hunter2"}]}""", "is not valid JSON, at line 1.")]
    [InlineData("{\"profiles\":[7]}", "is not valid JSON, at line 1.")]
    [InlineData("{\"profiles\":{\"hunter\":7}}", "has a member profiles that is not an array.")]
    [InlineData("{\"current\":[\"hunter\"]}", "has a member current that is not a text.")]
    [InlineData("""{"current":"gone","profiles":[{"name":"default","access_key_id":"a","access_key_secret":"s"}]}""", "names 'gone' as its current profile, but has no profile of that name.")]
    [InlineData("", "is empty.")]
    [InlineData(" \n", "is empty.")]
    [InlineData("huge", "cannot be read: it is longer than 1024 KB.")]
    public async Task A_file_that_cannot_be_used_is_named_without_its_content(string content, string message)
    {
        string path = Cli(content == "huge" ? new string(' ', (1024 * 1024) + 1) : content);

        EnsAuthenticationException exception = await FailureAsync(EnsCredentials.FromProfile());

        Assert.Equal($"The file {path} {message}", exception.Message);
        Assert.DoesNotContain("hunter", exception.ToString(), StringComparison.Ordinal);
        Assert.False(exception.IsUnconfigured);
    }

    [Fact]
    public async Task A_folder_in_place_of_the_file_is_an_error()
    {
        Directory.CreateDirectory(Path.Combine(_surroundings.Home, ".aliyun", "config.json"));

        EnsAuthenticationException exception = await FailureAsync(EnsCredentials.FromProfile());

        Assert.Contains("cannot be read", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsUnconfigured);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_named_must_be_there(bool byVariable)
    {
        string path = Path.Combine(_surroundings.Home, "gone");
        _surroundings.Set(("CREDENTIALS_FILE", byVariable ? path : null));

        EnsAuthenticationException exception = await FailureAsync(EnsCredentials.FromProfile(filePath: byVariable ? null : path));

        Assert.Contains($"{path} does not exist.", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsUnconfigured);
    }

    [Fact]
    public async Task Changes_are_noticed_even_if_time_and_length_stay()
    {
        string path = Cli("""{"profiles":[{"name":"default","access_key_id":"one","access_key_secret":"s"}]}""");
        EnsCredentials credentials = EnsCredentials.FromProfile();
        Assert.Equal("one", (await credentials.GetAccessKeyAsync(Token)).AccessKeyId);

        DateTime written = File.GetLastWriteTimeUtc(path);
        Cli("""{"profiles":[{"name":"default","access_key_id":"two","access_key_secret":"s"}]}""");
        File.SetLastWriteTimeUtc(path, written);

        Assert.Equal("two", (await credentials.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task Changes_behind_links_are_noticed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        _surroundings.Write("mount/..1/config.json", """{"profiles":[{"name":"default","access_key_id":"one","access_key_secret":"s"}]}""");
        _surroundings.Write("mount/..2/config.json", """{"profiles":[{"name":"default","access_key_id":"two","access_key_secret":"s"}]}""");
        string data = Path.Combine(_surroundings.Home, "mount", "..data");
        Directory.CreateSymbolicLink(data, "..1");
        File.CreateSymbolicLink(Path.Combine(_surroundings.Home, "mount", "config.json"), "..data/config.json");
        EnsCredentials credentials = EnsCredentials.FromProfile(filePath: Path.Combine(_surroundings.Home, "mount", "config.json"));
        Assert.Equal("one", (await credentials.GetAccessKeyAsync(Token)).AccessKeyId);

        Directory.Delete(data);
        Directory.CreateSymbolicLink(data, "..2");

        Assert.Equal("two", (await credentials.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task A_link_to_nothing_is_an_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        Directory.CreateDirectory(Path.Combine(_surroundings.Home, ".aliyun"));
        File.CreateSymbolicLink(Path.Combine(_surroundings.Home, ".aliyun", "config.json"), "gone");

        Assert.False((await FailureAsync(EnsCredentials.FromProfile())).IsUnconfigured);
    }

    [Theory]
    [InlineData(Role)]
    [InlineData("""{ "profiles": [{"name":"default","mode":"RamRoleArn","access_key_id":"ak","access_key_secret":"s","ram_role_arn":"arn"}, {"name":"new"}] }""")]
    public async Task A_file_that_is_rewritten_with_the_same_profile_keeps_the_key(string content)
    {
        Cli(Role);
        EnsCredentials credentials = EnsCredentials.FromProfile(transport: _server);
        await credentials.GetAccessKeyAsync(Token);

        File.SetLastWriteTimeUtc(Cli(content), new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await credentials.GetAccessKeyAsync(Token);

        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_profile_that_changes_assumes_its_role_again()
    {
        Cli(Role);
        EnsCredentials credentials = EnsCredentials.FromProfile(transport: _server);
        await credentials.GetAccessKeyAsync(Token);

        Cli(Role.Replace("\"arn\"", "\"other\"", StringComparison.Ordinal));
        await credentials.GetAccessKeyAsync(Token);

        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task A_file_that_does_not_answer_is_given_up_and_holds_up_no_other_caller()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Named pipes are no files there.");
        FakeTimeProvider time = new();
        string path = Path.Combine(_surroundings.Home, "pipe");
        await Process.Start("mkfifo", path)!.WaitForExitAsync(Token);
        EnsCredentials credentials = EnsCredentials.FromProfile(filePath: path, timeProvider: time);
        using CancellationTokenSource stop = new();
        Task<EnsAccessKey> impatient = credentials.GetAccessKeyAsync(stop.Token).AsTask(), patient = credentials.GetAccessKeyAsync(Token).AsTask();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        time.Advance(TimeSpan.FromSeconds(5));
        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => patient.WaitAsync(Token));

        Assert.Equal(($"The file {path} cannot be read: it was not read within 5 s.", true), (exception.Message, exception.IsTransient));

        // Later callers wait for the same reading at most. The next one finds that the path still leads to the same pipe.
        string message;
        do
        {
            Task<EnsAuthenticationException> later = FailureAsync(credentials);
            while (!later.IsCompleted)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }

            message = (await later).Message;
        }
        while (message == $"The file {path} cannot be read: it was not read within 5 s.");

        Assert.Equal($"The file {path} cannot be read: it does not answer.", message);
        File.Move(path, path + ".old");
        await File.WriteAllTextAsync(path, """{"profiles":[{"name":"default","access_key_id":"one","access_key_secret":"s"}]}""", Token);
        Assert.Equal("one", (await credentials.GetAccessKeyAsync(Token)).AccessKeyId);

        // Ends the reading that is left behind.
        await Process.Start("sh", ["-c", $": > {path}.old"]).WaitForExitAsync(Token);
    }

    private static async Task<EnsAuthenticationException> FailureAsync(EnsCredentials credentials) =>
        await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await credentials.GetAccessKeyAsync(Token).AsTask().WaitAsync(Token));

    private string Cli(string json) => _surroundings.Write(".aliyun/config.json", json);
}
