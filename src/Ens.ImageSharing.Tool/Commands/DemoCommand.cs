using System.CommandLine;
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Connections;
using Ens.ImageSharing.Tool.Emulation;
using Ens.ImageSharing.Tool.Outputs;
using Ens.ImageSharing.Tool.Terminal;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary><c>demo</c>: audits a small made-up world in process.</summary>
internal static class DemoCommand
{
    public static Command Create(ToolHost host, CommonOptions common)
    {
        AuditOutputOptions outputs = new();
        Command command = new("demo", "Audits made-up images, to show the reports without an account.");
        outputs.AddTo(command);
        return Verb.WithAction(command, host, common, verb => RunAsync(verb, outputs));
    }

    private static async Task<int> RunAsync(Verb verb, AuditOutputOptions options)
    {
        if (verb.Settings is not { Endpoint: null, Region: null, Profile: null })
        {
            throw new UsageException(
                "demo uses made-up images and accounts, and cannot be combined with --endpoint, --region or --profile. "
                + "Use 'ens-share audit' for real images.");
        }

        AuditOutputs outputs = options.Read(verb.Result);
        outputs.Probe();
        DateOnly today = DateOnly.FromDateTime(verb.Host.Time.GetUtcNow().UtcDateTime);
        DemoWorld world = new(today);
        ToolHost demo = verb.Host with { Transport = world.Emulator, Credentials = world.Emulator.Credentials };
        ConnectionSettings settings = verb.Settings with { Endpoint = world.Emulator.Options.Endpoint!.OriginalString };
        Connection connection = await Connection.OpenAsync(demo, settings, [], loggers: null, verb.Interruption).ConfigureAwait(false);
        AuditSession session = new(
            verb,
            connection,
            world.AllowList,
            new ShareAuditOptions { Parallelism = verb.Settings.Parallelism, AsOf = today, ExpiringWithinDays = 30 });
        await session.RunAsync([]).ConfigureAwait(false);
        verb.Console.Say("This is a demonstration: the images and accounts are made up.");
        return await AuditView.EndAsync(
                verb, session.CreateReport(world.Source), outputs, options.Accounts(verb.Result), session.Reading.IsInterrupted)
            .ConfigureAwait(false);
    }
}
