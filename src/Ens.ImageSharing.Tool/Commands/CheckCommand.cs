using System.CommandLine;
using Ens.ImageSharing.Tool.Connections;
using Ens.ImageSharing.Tool.Terminal;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary><c>check</c>: whether an image is shared with an account.</summary>
internal static class CheckCommand
{
    public static Command Create(ToolHost host, CommonOptions common)
    {
        Argument<string> image = new("IMAGE") { Description = "The image." };
        Argument<string> account = new("ACCOUNT") { Description = "The ID of the account." };
        Command command = new("check", "Checks whether an image is shared with an account.") { image, account };
        return Verb.WithAction(
            command,
            host,
            common,
            verb => RunAsync(verb, Names.Images([verb.Result.GetValue(image)!])[0], Names.Accounts([verb.Result.GetValue(account)!])[0]));
    }

    private static async Task<int> RunAsync(Verb verb, string image, string account)
    {
        Connection connection = await verb.ConnectAsync().ConfigureAwait(false);
        bool isShared = await connection.ClientFor().IsSharedWithAsync(image, account, verb.Interruption).ConfigureAwait(false);
        RowWriter rows = verb.Console.StartRows("image", "account", "shared");
        rows.Add(image, account, isShared ? "true" : "false");
        rows.End();
        verb.Console.WriteDocument("ens-share/check/1", json =>
        {
            json.WriteString("imageId", image);
            json.WriteString("account", account);
            json.WriteBoolean("shared", isShared);
        });
        verb.Console.Say($"{image} is {(isShared ? "" : "not ")}shared with {account}.");
        return isShared ? ExitCode.Success : ExitCode.Different;
    }
}
