using System.CommandLine;
using System.Text.Json;
using Ens.ImageSharing.Tool.Connections;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary><c>share</c> and <c>unshare</c>: see to it that accounts have an image, or have it not.</summary>
internal sealed class ShareCommand(string name, bool isAddition)
{
    private readonly ChangeOptions _options = new();

    private readonly Argument<string> _image = new("IMAGE") { Description = "The image." };

    private readonly Argument<string[]> _accounts = new("ACCOUNT")
    {
        Description = "The IDs of the accounts.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command CreateShare(ToolHost host, CommonOptions common) =>
        new ShareCommand("share", isAddition: true).Create("Shares an image with accounts and proves that they have it.", host, common);

    public static Command CreateUnshare(ToolHost host, CommonOptions common) =>
        new ShareCommand("unshare", isAddition: false)
            .Create("Stops sharing an image with accounts and proves that they do not have it.", host, common);

    private Command Create(string description, ToolHost host, CommonOptions common)
    {
        Command command = new(name, description) { _image, _accounts };
        _options.AddTo(command, withJournal: false);
        return Verb.WithAction(command, host, common, RunAsync);
    }

    private async Task<int> RunAsync(Verb verb)
    {
        string image = Names.Images([verb.Result.GetValue(_image)!])[0];
        string[] accounts = Names.Accounts(verb.Result.GetValue(_accounts)!);
        string question = $"{(isAddition ? "Share" : "Stop sharing")} {image} with {string.Join(", ", accounts)}?";
        if (!await _options.ConfirmAsync(verb, question).ConfigureAwait(false))
        {
            return ExitCode.Different;
        }

        Connection connection = await verb.ConnectAsync().ConfigureAwait(false);
        try
        {
            EnsClient client = connection.ClientFor();
            ImageShareChange change = isAddition
                ? await client.ShareAsync(image, accounts, verb.Interruption).ConfigureAwait(false)
                : await client.UnshareAsync(image, accounts, verb.Interruption).ConfigureAwait(false);
            SayWhatIs(verb.Console, change);
            Show(verb.Console, change);
            return ExitCode.Success;
        }
        catch (Exception exception) when (
            exception is EnsException or HttpRequestException or TimeoutException or OperationCanceledException)
        {
            SayWhatWasDone(verb.Console, exception);
            throw;
        }
    }

    private void Show(ToolConsole console, ImageShareChange change)
    {
        RowWriter rows = console.StartRows("image", "account", "change");
        foreach (string account in isAddition ? change.Added : change.Removed)
        {
            rows.Add(change.ImageId, account, isAddition ? "added" : "removed");
        }

        rows.End();
        console.WriteDocument($"ens-share/{name}/1", json =>
        {
            json.WriteString("imageId", change.ImageId);
            WriteArray(json, "before", change.Before.Accounts.Select(account => account.AliyunUid));
            WriteArray(json, "after", change.After.Accounts.Select(account => account.AliyunUid));
            WriteArray(json, "added", change.Added);
            WriteArray(json, "removed", change.Removed);
            json.WriteBoolean("changed", change.Changed);
            WriteArray(json, "requestIds", change.RequestIds);
        });
    }

    /// <summary>Comes first, because the change was made even if the data cannot be written.</summary>
    private static void SayWhatIs(ToolConsole console, ImageShareChange change) =>
        console.Say(
            $"{change.ImageId} was shared with {Quantity.Of(change.Before.Accounts.Count, "account")} "
            + FormattableString.Invariant($"and is shared with {change.After.Accounts.Count}: ")
            + FormattableString.Invariant($"{change.Added.Count} added, {change.Removed.Count} removed."));

    /// <summary>The client notes on the exception what it has changed, and what may have been.</summary>
    private void SayWhatWasDone(ToolConsole console, Exception exception)
    {
        string Noted(string key) => exception.Data[key] is string[] { Length: > 0 } accounts ? string.Join(", ", accounts) : "none";
        console.Say($"Not everything was done. {(isAddition ? "Added" : "Removed")}: {Noted("Changed")}. Unknown: {Noted("Unknown")}.");
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
