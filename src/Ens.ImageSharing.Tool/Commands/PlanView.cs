using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>Shows the steps of a plan.</summary>
internal static class PlanView
{
    public static void WriteRows(ToolConsole console, IReadOnlyList<ShareStep> steps)
    {
        RowWriter rows = console.StartRows("step", "image", "account", "change", "why");
        foreach (ShareStep step in steps)
        {
            string number = FormattableString.Invariant($"{step.Number}");
            rows.Add(number, step.ImageId, step.AliyunUid, JsonNames.Of(step.Change), VerdictNames.Of(step.Why));
        }

        rows.End();
    }

    /// <summary>Shows the person the steps that are about to be made.</summary>
    public static void Say(ToolConsole console, IReadOnlyList<ShareStep> steps)
    {
        foreach (ShareStep step in steps)
        {
            console.Say(FormattableString.Invariant(
                $"{step.Number,4}  {JsonNames.Of(step.Change),-6}  {step.AliyunUid}  {step.ImageId}"));
        }
    }

    /// <param name="console">Receives the document.</param>
    /// <param name="steps">The steps of the plan.</param>
    /// <param name="refused">The number of removals that the limits refuse.</param>
    public static void WriteDocument(ToolConsole console, IReadOnlyList<ShareStep> steps, int refused) =>
        console.WriteDocument("ens-share/plan/1", json =>
        {
            json.WriteNumber("steps", steps.Count);
            json.WriteNumber("images", steps.Select(step => step.ImageId).Distinct(StringComparer.Ordinal).Count());
            json.WriteNumber("removals", Removals(steps));
            json.WriteNumber("additions", steps.Count - Removals(steps));
            json.WriteNumber("refused", refused);
        });

    /// <summary>Tells which accounts have no step although they should, and returns whether there are none.</summary>
    public static bool SayUnplannable(ToolConsole console, IReadOnlyList<(string ImageId, string AliyunUid)> accounts)
    {
        foreach ((string imageId, string aliyunUid) in accounts)
        {
            console.Say($"{imageId}: no step was planned for the account '{aliyunUid}', because its ID does not consist of digits.");
        }

        return accounts.Count == 0;
    }

    public static string Describe(IReadOnlyList<ShareStep> steps)
    {
        int removals = Removals(steps), images = steps.Select(step => step.ImageId).Distinct(StringComparer.Ordinal).Count();
        string additions = Quantity.Of(steps.Count - removals, "addition");
        return $"{Quantity.Of(removals, "removal")} and {additions} in {Quantity.Of(images, "image")}.";
    }

    private static int Removals(IReadOnlyList<ShareStep> steps) => steps.Count(step => step.Change == ShareChangeKind.Remove);
}
