using System.Runtime.InteropServices;

namespace Ens.ImageSharing.PackageTests;

/// <summary>Projects of users, with nothing but the packages.</summary>
public class ConsumerTests(PackedFiles packed)
{
    private const string Listing = """
        using Ens.ImageSharing;
        using Ens.ImageSharing.Testing;

        EnsEmulator emulator = new();
        emulator.Share("m-1", [.. Enumerable.Range(0, 250).Select(number => $"{1515285520000000 + number}")]);
        EnsClient client = new(emulator.Credentials, emulator.Options, emulator);
        int count = 0;
        await foreach (SharedAccount account in client.ListSharedAccountsAsync("m-1"))
        {
            count += account.AliyunUid.Length == 16 ? 1 : 0;
        }

        Console.WriteLine($"listed {count}");
        """;

    [Fact]
    public async Task A_console_program_runs()
    {
        string folder = await packed.CreateAsync("Console", Project("net10.0", "<OutputType>Exe</OutputType>", Both), Listing);

        Assert.Contains("listed 250", await DotNet.RunAsync(folder, "dotnet", "run", "-warnaserror"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_application_answers()
    {
        string folder = await packed.CreateAsync("Web", Project("net10.0", "<OutputType>Exe</OutputType>", Both, "Microsoft.NET.Sdk.Web"), """
            using Ens.ImageSharing;
            using Ens.ImageSharing.Testing;

            EnsEmulator emulator = new();
            emulator.Share("m-1", "7");
            WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration["Ens:Endpoint"] = "https://ens.emulator.invalid";
            builder.Services.AddSingleton(emulator.Credentials);
            builder.Services.AddEnsClient(builder.Configuration.GetSection("Ens")).ConfigurePrimaryHttpMessageHandler(() => emulator);
            WebApplication application = builder.Build();
            application.MapGet("/{image}/{account}", (string image, string account, EnsClient client, CancellationToken token) => client.IsSharedWithAsync(image, account, token));
            await application.StartAsync();
            using HttpClient http = new() { BaseAddress = new Uri(application.Urls.Single()) };
            Console.WriteLine($"answered {await http.GetStringAsync("/m-1/7")} {await http.GetStringAsync("/m-1/8")}");
            await application.StopAsync();
            """);

        Assert.Contains("answered true false", await DotNet.RunAsync(folder, "dotnet", "run", "-warnaserror"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strong_named_library_builds()
    {
        string key = Path.Combine(PackedFiles.Repository, "src", "Ens.ImageSharing.snk");
        string folder = await packed.CreateAsync("Library", Project("netstandard2.0", $"<SignAssembly>true</SignAssembly><AssemblyOriginatorKeyFile>{key}</AssemblyOriginatorKeyFile>", Both), Auditor);

        await DotNet.RunAsync(folder, "dotnet", "build", "-warnaserror");
    }

    [Fact]
    public async Task A_project_of_the_old_framework_builds()
    {
        // A feed need not have the very floor of everything below us.
        const string References = """<PackageReference Include="Microsoft.NETFramework.ReferenceAssemblies" Version="1.0.3" PrivateAssets="all" />""";
        string folder = await packed.CreateAsync("Framework", Project("net472", "<NoWarn>$(NoWarn);NU1603</NoWarn>", Both + References), Auditor);

        await DotNet.RunAsync(folder, "dotnet", "build", "-warnaserror");
    }

    [Fact]
    public async Task A_trimmed_single_file_runs()
    {
        string runtime = RuntimeInformation.RuntimeIdentifier;
        string folder = await packed.CreateAsync("Trimmed", Project("net10.0", "<OutputType>Exe</OutputType><PublishTrimmed>true</PublishTrimmed><PublishSingleFile>true</PublishSingleFile><TrimmerSingleWarn>false</TrimmerSingleWarn>", Both), Listing);

        await DotNet.RunAsync(folder, "dotnet", "publish", "-r", runtime, "--self-contained", "-warnaserror", "-o", Path.Combine(folder, "out"));

        string program = Directory.GetFiles(Path.Combine(folder, "out"), "Trimmed*").Single(file => !file.EndsWith(".pdb", StringComparison.Ordinal));
        Assert.Contains("listed 250", await DotNet.RunAsync(folder, program), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_block_of_the_readme_compiles_as_it_stands()
    {
        string readme = (await File.ReadAllTextAsync(Path.Combine(PackedFiles.Repository, "README.md"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        string[] blocks = [.. readme.Split("```csharp\n").Skip(1).Select(rest => rest.Split("\n```")[0])];
        const string References = """<PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.0" /><PackageReference Include="OpenTelemetry.Extensions.Hosting" Version="1.20.1" /><PackageReference Include="Microsoft.Extensions.TimeProvider.Testing" Version="10.11.0" />""";
        string folder = await packed.CreateAsync("Readme", Project("net10.0", "", Both + Governance + References), "// Each block in a file of its own.");
        for (int i = 0; i < blocks.Length; i++)
        {
            string[] lines = blocks[i].Split('\n');
            string client = blocks[i].Contains("EnsClient client", StringComparison.Ordinal) ? "" : "EnsClient client, ";
            string journal = blocks[i].Contains("journal", StringComparison.Ordinal) ? "Ens.ImageSharing.Governance.IShareJournal journal, " : "";
            await File.WriteAllTextAsync(Path.Combine(folder, $"Block{i}.cs"), $$"""
                using Ens.ImageSharing;
                using Microsoft.Extensions.DependencyInjection;
                using Microsoft.Extensions.Hosting;
                using Microsoft.Extensions.Time.Testing;
                {{string.Join("\n", lines.Where(line => line.StartsWith("using ", StringComparison.Ordinal) && !line.EndsWith(" Ens.ImageSharing;", StringComparison.Ordinal)))}}
                public static class Block{{i}}
                {
                    public static async Task RunAsync({{client}}{{journal}}string imageId, HostApplicationBuilder builder, CancellationToken cancellationToken)
                    {
                        await Task.CompletedTask;
                {{string.Join("\n", lines.SkipWhile(line => line.StartsWith("using ", StringComparison.Ordinal)))}}
                    }
                }
                """, TestContext.Current.CancellationToken);
        }

        Assert.InRange(blocks.Length, 7, 20);
        await DotNet.RunAsync(folder, "dotnet", "build");
    }

    private const string Both = """<PackageReference Include="Ens.ImageSharing" Version="*-*" /><PackageReference Include="Ens.ImageSharing.Testing" Version="*-*" />""";

    private const string Governance = """<PackageReference Include="Ens.ImageSharing.Governance" Version="*-*" />""";

    private const string Auditor = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Ens.ImageSharing;
        using Ens.ImageSharing.Testing;

        public static class Auditor
        {
            public static async Task<int> CountAsync(EnsClient client, string imageId, CancellationToken token)
            {
                int count = 0;
                await foreach (SharedAccount account in client.ListSharedAccountsAsync(imageId, token).ConfigureAwait(false))
                {
                    count += account.AliyunUid.Length > 0 ? 1 : 0;
                }

                return count;
            }

            public static EnsClient Emulated(EnsEmulator emulator) => new EnsClient(emulator.Credentials, emulator.Options, emulator);
        }
        """;

    private static string Project(string framework, string properties, string references, string sdk = "Microsoft.NET.Sdk") => $"""
        <Project Sdk="{sdk}">
          <PropertyGroup><TargetFramework>{framework}</TargetFramework><ImplicitUsings>{(framework == "net10.0" ? "enable" : "disable")}</ImplicitUsings><Nullable>enable</Nullable><LangVersion>latest</LangVersion>{properties}</PropertyGroup>
          <ItemGroup>{references}</ItemGroup>
        </Project>
        """;
}
