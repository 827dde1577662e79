using Ens.ImageSharing.CredentialSources;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Keys that a program writes: no shell, limits in time and output, and a switch to forbid it.</summary>
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
    [InlineData("echo hunter2", "its output is not the JSON of a key")]
    [InlineData("echo '{\"access_key_id\":\"id\"}'", "the key in the answer cannot be used")]
    [InlineData("echo hunter2 >&2; exit 3", "it ended with the exit code 3")]
    [InlineData("yes hunter2", "it wrote more than 64 KB")]
    [InlineData("yes hunter2 >&2", "it wrote more than 64 KB")]
    public async Task What_a_program_does_wrong_is_told_without_its_output(string script, string message)
    {
        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await From(script).GetAccessKeyAsync(Token));

        Assert.Contains("The process of profile 'p' gave no key: " + message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/no/such/program hunter2", "the program cannot be started")]
    [InlineData("''", "the program cannot be started")]
    public async Task A_program_that_is_not_there_is_told(string command, string message)
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

        Assert.Contains("switched off by ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b  c", "a|b|c")]
    [InlineData(" 'a b' \"c d\"e ", "a b|c de")]
    [InlineData("a\\ b \\\"c '\\d' \"\\e\"", "a b|\"c|\\d|e")]
    [InlineData("a '' \"\"", "a||")]
    [InlineData("it\"'\"s", "it's")]
    [InlineData("\t", "")]
    public void A_command_is_taken_apart_at_its_blanks(string command, string words) =>
        Assert.Equal(words, string.Join("|", ProcessCredentials.Split(command)));

    private EnsCredentials From(string script, TimeProvider? time = null) => Profile($"sh {_surroundings.Write("keys.sh", script)}", time);

    private EnsCredentials Profile(string command, TimeProvider? time = null)
    {
        string json = command.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return EnsCredentials.FromProfile("p", _surroundings.Write("config.json", $$"""{"profiles":[{"name":"p","mode":"External","process_command":"{{json}}"}]}"""), timeProvider: time);
    }
}
