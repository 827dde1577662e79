using System.CommandLine;
using System.Text;
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Governance.Plans;
using Ens.ImageSharing.Tool.Connections;
using Ens.ImageSharing.Tool.Inputs;
using Ens.ImageSharing.Tool.Outputs;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary><c>plan</c>: writes the changes that bring images in line with an allow-list.</summary>
internal sealed class PlanCommand
{
    private readonly ImageSelection _images = new();
    private readonly AllowListOptions _allowList = new();
    private readonly Option<string> _out = new("--out")
    {
        HelpName = "PLAN",
        Description = "The file that the plan is written to.",
        Required = true,
    };
    private readonly Option<bool> _removeUnexpected = new("--remove-unexpected") { Description = "Removes accounts that no entry allows." };
    private readonly Option<bool> _removeExpired = new("--remove-expired") { Description = "Removes accounts whose entry has expired." };
    private readonly Option<bool> _addMissing = new("--add-missing")
    {
        Description = "Adds accounts that have an entry, but not the image.",
    };

    private readonly Option<int> _maxRemovals = new("--max-removals")
    {
        HelpName = "N",
        Description = "The maximum number of removals in the plan. A plan with more is refused.",
        DefaultValueFactory = _ => new SharePlanOptions().MaxRemovals,
        CustomParser = OptionValues.Number(0, int.MaxValue),
    };

    private readonly Option<int> _maxRemovalsPerImage = new("--max-removals-per-image")
    {
        HelpName = "N",
        Description = "The maximum number of removals for one image. A plan with more is refused.",
        DefaultValueFactory = _ => new SharePlanOptions().MaxRemovalsPerImage,
        CustomParser = OptionValues.Number(0, int.MaxValue),
    };

    private readonly Option<string[]> _protectedAccounts = new("--protect-account")
    {
        HelpName = "ID",
        Description = "An account that is never removed. Can be given several times.",
    };

    private readonly Option<string[]> _protectedImages = new("--protect-image")
    {
        HelpName = "ID",
        Description = "An image that is never changed. Can be given several times.",
    };

    public static Command Create(ToolHost host, CommonOptions common)
    {
        PlanCommand plan = new();
        Command command = new("plan", "Plans the changes that bring images in line with an allow-list.");
        plan._images.AddTo(command);
        plan._allowList.AddTo(command);
        foreach (Option option in (Option[])
        [
            plan._out, plan._removeUnexpected, plan._removeExpired, plan._addMissing, plan._maxRemovals, plan._maxRemovalsPerImage,
            plan._protectedAccounts, plan._protectedImages,
        ])
        {
            command.Add(option);
        }

        return Verb.WithAction(command, host, common, plan.RunAsync);
    }

    private async Task<int> RunAsync(Verb verb)
    {
        SharePlanOptions options = Options(verb.Result);
        AllowListFile allowList = await verb.ReadAsync(() => _allowList.Read(verb.Result)).ConfigureAwait(false);
        IReadOnlyList<ImageListEntry> given = await verb.ReadAsync(() => _images.Read(verb.Result)).ConfigureAwait(false);
        OutputFile file = OutputFile.Probe("--out", verb.Result.GetRequiredValue(_out), allowList.Path, _images.File(verb.Result));
        Connection connection = await verb.ConnectAsync([.. given.Select(image => image.Profile)]).ConfigureAwait(false);
        AuditSession session = new(verb, connection, allowList.AllowList, _allowList.AuditOptions(verb));
        await session.RunAsync(given).ConfigureAwait(false);
        session.Reading.SayWhatIsMissing();
        if (session.Reading.ExitCode != ExitCode.Success)
        {
            verb.Console.Say("No plan was written, because not every image was read.");
            return session.Reading.ExitCode;
        }

        if (session.Reading.Images.Count == 0)
        {
            verb.Console.Say("No plan was written, because there is no image to plan for.");
            return ExitCode.Failed;
        }

        return await WriteAsync(verb, session.Audit, options, file).ConfigureAwait(false);
    }

    private static async Task<int> WriteAsync(Verb verb, ShareAudit audit, SharePlanOptions options, OutputFile file)
    {
        SharePlan plan;
        try
        {
            plan = SharePlan.Create(audit, options);
        }
        catch (SharePlanLimitException exception)
        {
            PlanView.WriteDocument(verb.Console, [], refused: exception.Needed);
            string option = exception.ImageId is null ? "--max-removals" : "--max-removals-per-image";
            string where = exception.ImageId is { } imageId ? $" from image {imageId}" : "";
            verb.Console.Say(
                $"No plan was written: it would remove {Quantity.Of(exception.Needed, "account")}{where}, "
                + $"which is more than {option} allows. "
                + FormattableString.Invariant($"If this is intended, use {option} {exception.Needed}."));
            return ExitCode.Different;
        }

        byte[] text = Encoding.UTF8.GetBytes(plan.ToJson() + "\n");
        await file.WriteAsync(stream => stream.Write(text), verb.Interruption).ConfigureAwait(false);
        PlanView.WriteRows(verb.Console, plan.Steps);
        PlanView.WriteDocument(verb.Console, plan.Steps, refused: 0);
        bool isWhole = PlanView.SayUnplannable(verb.Console, [.. Planner.FindUnplannable(audit, options)]);
        verb.Console.Say(
            plan.Steps.Count == 0
                ? $"{(isWhole ? "Nothing is to be changed. " : "")}The plan in '{file.Path}' has no steps."
                : $"{PlanView.Describe(plan.Steps)} The plan is in '{file.Path}'. Apply it with 'ens-share apply'.");
        return isWhole ? ExitCode.Success : ExitCode.Failed;
    }

    /// <exception cref="UsageException">No mode is set, or a protected account or image is no ID.</exception>
    private SharePlanOptions Options(ParseResult result)
    {
        SharePlanOptions options = new()
        {
            RemoveUnexpected = result.GetValue(_removeUnexpected),
            RemoveExpired = result.GetValue(_removeExpired),
            AddMissing = result.GetValue(_addMissing),
            MaxRemovals = result.GetValue(_maxRemovals),
            MaxRemovalsPerImage = result.GetValue(_maxRemovalsPerImage),
            ProtectedAccounts = Names.Accounts(result.GetValue(_protectedAccounts) ?? [], _protectedAccounts.Name),
            ProtectedImages = Names.Images(result.GetValue(_protectedImages) ?? [], _protectedImages.Name),
        };
        if (!options.RemoveUnexpected && !options.RemoveExpired && !options.AddMissing)
        {
            throw new UsageException("At least one of --remove-unexpected, --remove-expired and --add-missing is required.");
        }

        return options.ProtectedImages.FirstOrDefault(image => image.Contains('*', StringComparison.Ordinal)) is { } pattern
            ? throw new UsageException($"--protect-image: An image must be an ID, not a pattern, but was '{pattern}'.")
            : options;
    }
}
