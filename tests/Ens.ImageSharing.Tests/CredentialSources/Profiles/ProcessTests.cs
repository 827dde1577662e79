using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Keys that a program writes: without a shell, within limits of time and output, and unless it is switched off.</summary>
[Collection("alone")]
public sealed class ProcessTests : IDisposable
{
    private readonly Surroundings _surroundings = new();

    public ProcessTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs of these tests are shell scripts.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _surroundings.Dispose();

    [Fact]
    public async Task The_output_is_the_key()
    {
        EnsAccessKey key = await From("""echo '{"mode":"StsToken","access_key_id":"id","access_key_secret":"s","sts_token":"t","expiration":"2030-01-01T08:00:00+08:00"}'""").GetAccessKeyAsync(Token);

        Assert.Equal(("id", "s", "t", new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)), (key.AccessKeyId, key.AccessKeySecret, key.SecurityToken, key.ExpiresAt));
    }

    [Theory]
    [InlineData("echo hunter2", "its output is not a JSON object with an access key.")]
    [InlineData("echo '{\"access_key_id\":\"id\"}'", "the access key in the answer has no AccessKeySecret.")]
    [InlineData("echo '{\"access_key_id\":\"id\",\"access_key_secret\":nul,\"sts_token\":\"hunter2\"}'", "its output is not a JSON object with an access key.")]
    [InlineData("echo '{\"mode\":\"StsToken\",\"access_key_id\":\"id\",\"access_key_secret\":\"hunter2\"}'", "its output has the mode StsToken and no sts_token.")]
    [InlineData("echo '{\"mode\":\"hunter\",\"access_key_id\":\"id\",\"access_key_secret\":\"s\"}'", "its output has a mode other than AK and StsToken.")]
    [InlineData("yes hunter2", "it wrote more than 64 KB.")]
    [InlineData("exit 3", "it ended with the exit code 3.")]
    [InlineData("echo first >&2; echo 'no session.' >&2; echo >&2; exit 3", "it ended with the exit code 3: no session.")]
    [InlineData("echo hunter2-key; echo 'cannot store hunter2-key.' >&2; exit 3", "it ended with the exit code 3: cannot store ***.")]
    [InlineData("echo '{\"access_key_id\":\"id\",\"access_key_secret\":\"hunter2\"}'; echo 'bad hunter2' >&2; exit 1", "it ended with the exit code 1: bad ***.")]
    [InlineData("echo 'access_key_secret=hunter2' >&2; exit 1", "it ended with the exit code 1: access_key_secret=***.")]
    [InlineData("printf 'a\\033[2Jb\\n' >&2; exit 1", "it ended with the exit code 1: a?[2Jb.")]
    public async Task What_a_program_does_wrong_is_an_error_without_a_secret(string script, string message)
    {
        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await From(script).GetAccessKeyAsync(Token));

        Assert.Equal("The process of profile 'p' gave no access key: " + message, exception.Message);
        Assert.DoesNotContain("hunter", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_of_any_length_are_read_and_do_not_matter()
    {
        EnsCredentials credentials = From("""yes x | head -c 300000 >&2; echo '{"access_key_id":"id","access_key_secret":"s"}'""");

        Assert.Equal("id", (await credentials.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task A_child_that_holds_the_output_open_is_not_waited_for()
    {
        string child = Path.Combine(_surroundings.Home, "child");
        EnsCredentials credentials = From($$"""sleep 600 & echo $! > {{child}}; echo '{"access_key_id":"id","access_key_secret":"s"}'""");

        Assert.Equal("id", (await credentials.GetAccessKeyAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token)).AccessKeyId);
        System.Diagnostics.Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(child, Token), System.Globalization.CultureInfo.InvariantCulture)).Kill();
    }

    [Theory]
    [InlineData("sh 'open", "the command has a quote that is not closed.")]
    [InlineData("''", "the command is empty.")]
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

        await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await Profile($"echo $(touch {touched}) ; touch {touched}").GetAccessKeyAsync(Token));

        Assert.False(File.Exists(touched));
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_ended()
    {
        FakeTimeProvider time = new();
        string started = Path.Combine(_surroundings.Home, "started");
        Task<EnsAccessKey> waiting = From($"echo $$ > {started}.new; mv {started}.new {started}; exec sleep 600", time).GetAccessKeyAsync(Token).AsTask();
        while (!File.Exists(started))
        {
            await Task.Yield();
        }

        time.Advance(TimeSpan.FromSeconds(55));
        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => waiting);

        Assert.Contains("it did not end within 55 s", exception.Message, StringComparison.Ordinal);
        int id = int.Parse(await File.ReadAllTextAsync(started, Token), System.Globalization.CultureInfo.InvariantCulture);
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        while (IsAlive(id))
        {
            // The kill is on its way; how fast the system carries it out is not ours.
            await Task.Yield();
            Assert.False(limit.IsCancellationRequested);
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Contains(" Z ", StringComparison.Ordinal);
        }
        catch (IOException)
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

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await From("echo").GetAccessKeyAsync(Token));

        Assert.Contains("Switched off by ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsUnconfigured);
    }

    private EnsCredentials From(string script, TimeProvider? time = null) => Profile($"sh {_surroundings.Write("keys.sh", script)}", time);

    private EnsCredentials Profile(string command, TimeProvider? time = null)
    {
        string json = command.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return EnsCredentials.FromProfile("p", _surroundings.Write("config.json", $$"""{"profiles":[{"name":"p","mode":"External","process_command":"{{json}}"}]}"""), timeProvider: time);
    }
}
