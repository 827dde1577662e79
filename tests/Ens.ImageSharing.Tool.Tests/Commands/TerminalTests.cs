using System.Diagnostics;

namespace Ens.ImageSharing.Tool.Tests.Commands;

/// <summary>The program at a real terminal, which the program 'script' of Linux provides.</summary>
public sealed class TerminalTests
{
    private const string Script = "/usr/bin/script";

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public async Task Without_colors_there_are_no_escape_codes_at_a_terminal(string variable, string value)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Script), "There is no program 'script'.");
        string program = Path.Combine(AppContext.BaseDirectory, "ens-share.dll");
        ProcessStartInfo start = new(Script, ["-qec", $"dotnet '{program}' demo", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["TERM"] = "xterm";
        start.Environment[variable] = value;

        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Contains("m-demo-gpu", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }
}
