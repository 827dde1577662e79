using System.Diagnostics;
using System.Reflection;

namespace Ens.ImageSharing.Tests.Samples;

/// <summary>A sample in a process of its own, with no more of the machine's settings than the test gives it.</summary>
internal static class SampleProcess
{
    public static ProcessStartInfo StartInfo(string sample, string[] arguments, Dictionary<string, string> environment)
    {
        ProcessStartInfo start = new("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Metadata("Samples"), sample, "bin", Metadata("Configuration"), "net10.0", sample + ".dll"));
        Array.ForEach(arguments, start.ArgumentList.Add);
        foreach (string variable in start.Environment.Keys.Where(name => name.StartsWith("ALIBABA_CLOUD_", StringComparison.Ordinal) || name.StartsWith("ENS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        // No home with profiles of the person who runs the tests, and no look at the network for a metadata service.
        start.Environment["HOME"] = start.Environment["USERPROFILE"] = AppContext.BaseDirectory;
        start.Environment["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true";
        foreach (KeyValuePair<string, string> variable in environment)
        {
            start.Environment[variable.Key] = variable.Value;
        }

        return start;
    }

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string sample, string[] arguments, Dictionary<string, string> environment)
    {
        using Process process = Process.Start(StartInfo(sample, arguments, environment))!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>The emulator behind a socket, and the variables that lead a client to it.</summary>
    public static async Task<RunningServer> StartEmulatorAsync(params string[] arguments)
    {
        Process process = Process.Start(StartInfo("EmulatorServer", ["--port", "0", .. arguments], []))!;
        Dictionary<string, string> variables = [];
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && line.Split('=', 2) is [{ } name, { } value])
        {
            variables.Add(name, value);
        }

        return new RunningServer(process, variables);
    }

    private static string Metadata(string key) =>
        typeof(SampleProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}

/// <summary>A server process, ended with the test.</summary>
internal sealed class RunningServer(Process process, Dictionary<string, string> variables) : IDisposable
{
    public Dictionary<string, string> Variables { get; } = variables;

    public Uri Address { get; } = new(variables["ENS_ENDPOINT"]);

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
