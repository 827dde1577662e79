using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Keys that a program writes: without a shell, within limits of time and output, and unless it is switched off.</summary>
[Collection("alone")]
public sealed class ProcessTests : IDisposable
{
    private static readonly string Program = $"dotnet \"{Path.Combine(AppContext.BaseDirectory, "Ens.ImageSharing.KeyProgram.dll")}\"";

    private readonly Surroundings _surroundings = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _surroundings.Dispose();

    [Fact]
    public async Task The_output_is_the_key()
    {
        EnsAccessKey key = await From("""out {"mode":"StsToken","access_key_id":"id","access_key_secret":"s","sts_token":"t","expiration":"2030-01-01T08:00:00+08:00"}""").GetAccessKeyAsync(Token);

        Assert.Equal(("id", "s", "t", new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)), (key.AccessKeyId, key.AccessKeySecret, key.SecurityToken, key.ExpiresAt));
    }

    [Theory]
    [InlineData("out hunter2", "its output is not a JSON object with an access key.")]
    [InlineData("out {\"access_key_id\":\"id\"}", "the access key in the answer has no AccessKeySecret.")]
    [InlineData("out {\"access_key_id\":\"id\",\"access_key_secret\":nul,\"sts_token\":\"hunter2\"}", "its output is not a JSON object with an access key.")]
    [InlineData("out {\"mode\":\"StsToken\",\"access_key_id\":\"id\",\"access_key_secret\":\"hunter2\"}", "its output has the mode StsToken and no sts_token.")]
    [InlineData("out {\"mode\":\"hunter\",\"access_key_id\":\"id\",\"access_key_secret\":\"s\"}", "its output has a mode other than AK and StsToken.")]
    [InlineData("out hunter2\nflood-out 70000", "it wrote more than 64 KB.")]
    [InlineData("exit 3", "it ended with the exit code 3.")]
    [InlineData("err first\nerr no session.\nerr\nexit 3", "it ended with the exit code 3: no session.")]
    [InlineData("out hunter2-key\nerr cannot store hunter2-key.\nexit 3", "it ended with the exit code 3: cannot store ***.")]
    [InlineData("out {\"access_key_id\":\"id\",\"access_key_secret\":\"hunter2\"}\nerr bad hunter2\nexit 1", "it ended with the exit code 1: bad ***.")]
    [InlineData("err access_key_secret=hunter2\nexit 1", "it ended with the exit code 1: access_key_secret=***.")]
    [InlineData("err a\u001b[2Jb\nexit 1", "it ended with the exit code 1: a?[2Jb.")]
    public async Task What_a_program_does_wrong_is_an_error_without_a_secret(string script, string message)
    {
        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await From(script).GetAccessKeyAsync(Token));

        Assert.Equal("The process of profile 'p' gave no access key: " + message, exception.Message);
        Assert.DoesNotContain("hunter", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_of_any_length_are_read_and_do_not_matter()
    {
        EnsCredentials credentials = From("flood-err 300000\nout {\"access_key_id\":\"id\",\"access_key_secret\":\"s\"}");

        Assert.Equal("id", (await credentials.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task A_child_that_holds_the_output_open_is_not_waited_for()
    {
        string child = Path.Combine(_surroundings.Home, "child");
        EnsCredentials credentials = From($$"""
            child {{child}}
            out {"access_key_id":"id","access_key_secret":"s"}
            """);

        Assert.Equal("id", (await credentials.GetAccessKeyAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token)).AccessKeyId);
        using Process alive = Process.GetProcessById(await WrittenAsync(child));
        alive.Kill();
    }

    [Theory]
    [InlineData("sh \"open", "the command has a quote that is not closed.")]
    [InlineData("\"\"", "the command is empty.")]
    public async Task A_command_that_cannot_be_split_is_an_error(string command, string message)
    {
        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await Profile(command).GetAccessKeyAsync(Token));

        Assert.Equal("The process of profile 'p' gave no access key: " + message, exception.Message);
    }

    [Theory]
    [InlineData("/no/such/program hunter2", "the program cannot be started")]
    public async Task A_program_that_does_not_exist_is_an_error(string command, string message)
    {
        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await Profile(command).GetAccessKeyAsync(Token));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_shell_looks_at_the_command()
    {
        string touched = Path.Combine(_surroundings.Home, "touched");

        await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await Profile($"{Program} $(touch {touched}) ; touch {touched}").GetAccessKeyAsync(Token));

        Assert.False(File.Exists(touched));
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_ended()
    {
        FakeTimeProvider time = new();
        string started = Path.Combine(_surroundings.Home, "started");
        Task<EnsAccessKey> waiting = From($"id {started}\nsleep", time).GetAccessKeyAsync(Token).AsTask();
        int id = await WrittenAsync(started);

        time.Advance(TimeSpan.FromSeconds(55));
        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => waiting);

        Assert.Contains("it did not end within 55 s", exception.Message, StringComparison.Ordinal);
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        while (IsAlive(id))
        {
            // The kill is on its way; how fast the system carries it out is not ours.
            await Task.Yield();
            Assert.False(limit.IsCancellationRequested);
        }
    }

    private static async Task<int> WrittenAsync(string path)
    {
        while (!File.Exists(path))
        {
            await Task.Yield();
            Token.ThrowIfCancellationRequested();
        }

        return int.Parse(await File.ReadAllTextAsync(path, Token), CultureInfo.InvariantCulture);
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [Theory]
    [InlineData("true")]
    [InlineData("TRUE")]
    [InlineData("1")]
    public async Task A_variable_forbids_it(string value)
    {
        _surroundings.Set("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS", value);

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await From("exit 0").GetAccessKeyAsync(Token));

        Assert.Contains("Switched off by ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsUnconfigured);
    }

    private EnsCredentials From(string script, TimeProvider? time = null) => Profile($"{Program} \"{_surroundings.Write("key", script)}\"", time);

    private EnsCredentials Profile(string command, TimeProvider? time = null)
    {
        string json = command.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return EnsCredentials.FromProfile("p", _surroundings.Write("config.json", $$"""{"profiles":[{"name":"p","mode":"External","process_command":"{{json}}"}]}"""), timeProvider: time);
    }
}
