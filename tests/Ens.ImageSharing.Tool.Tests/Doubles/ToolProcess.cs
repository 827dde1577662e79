using System.Diagnostics;

namespace Ens.ImageSharing.Tool.Tests.Doubles;

/// <summary>The program as a process of its own, without the variables and the home of whoever runs the tests.</summary>
internal sealed class ToolProcess : IDisposable
{
    private readonly Task<string> _error;

    private ToolProcess(Process process)
    {
        Process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    public Process Process { get; }

    public static ToolProcess Start(IReadOnlyDictionary<string, string> variables, string folder, params string[] arguments)
    {
        ToolProcess process = StartWithInput(variables, folder, arguments);
        process.Process.StandardInput.Close();
        return process;
    }

    /// <summary>Starts the program with a standard input that stays open.</summary>
    public static ToolProcess StartWithInput(
        IReadOnlyDictionary<string, string> variables, string folder, params string[] arguments) =>
        StartCommand(variables, folder, [Host, Program, .. arguments]);

    private static string Host =>
        Environment.ProcessPath is { } path && path.EndsWith("dotnet", StringComparison.Ordinal) ? path : "dotnet";

    private static string Program => Path.Combine(AppContext.BaseDirectory, "ens-share.dll");

    private static ToolProcess StartCommand(IReadOnlyDictionary<string, string> variables, string folder, string[] command)
    {
        ProcessStartInfo start = new(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (string name in start.Environment.Keys.Where(IsForeign).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = start.Environment["USERPROFILE"] = folder;
        start.Environment["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true";
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        return new ToolProcess(Process.Start(start)!);
    }

    public static async Task<ToolResult> RunAsync(IReadOnlyDictionary<string, string> variables, string folder, params string[] arguments)
    {
        using ToolProcess process = Start(variables, folder, arguments);
        return await process.EndAsync();
    }

    /// <summary>Runs the program with a redirection of a shell, such as <c>&gt;&gt; log</c>.</summary>
    public static async Task<ToolResult> RunInShellAsync(
        string redirection, IReadOnlyDictionary<string, string> variables, string folder, params string[] arguments)
    {
        using ToolProcess process =
            StartCommand(variables, folder, ["sh", "-c", "exec \"$@\" " + redirection, "sh", Host, Program, .. arguments]);
        process.Process.StandardInput.Close();
        return await process.EndAsync();
    }

    public async Task<ToolResult> EndAsync()
    {
        string output = await Process.StandardOutput.ReadToEndAsync();
        await Process.WaitForExitAsync();
        return new ToolResult(Process.ExitCode, output, await _error);
    }

    /// <summary>Sends a signal of Unix.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", ["-" + name, Process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill(entireProcessTree: true);
        }

        Process.Dispose();
    }

    private static bool IsForeign(string name) => name.StartsWith("ALIBABA", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ALICLOUD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ENS_", StringComparison.Ordinal)
        || name.StartsWith("JOB_COMPLETION", StringComparison.Ordinal) || name is "NO_COLOR" or "KUBERNETES_SERVICE_HOST";
}
