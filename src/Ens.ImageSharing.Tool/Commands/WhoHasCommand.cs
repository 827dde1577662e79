using System.CommandLine;
using System.Text.Json;
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Connections;
using Ens.ImageSharing.Tool.Inputs;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary><c>who-has</c>: which images an account has.</summary>
internal static class WhoHasCommand
{
    public static Command Create(ToolHost host, CommonOptions common)
    {
        Argument<string> account = new("ACCOUNT") { Description = "The ID of the account." };
        Argument<string[]> images = new("IMAGE")
        {
            Description = "The images. Without one, every image that you own.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Command command = new("who-has", "Finds the images that an account has.") { account, images };
        return Verb.WithAction(
            command,
            host,
            common,
            verb => RunAsync(verb, Names.Accounts([verb.Result.GetValue(account)!])[0], Names.Images(verb.Result.GetValue(images)!)));
    }

    private static async Task<int> RunAsync(Verb verb, string account, string[] imageIds)
    {
        Connection connection = await verb.ConnectAsync().ConfigureAwait(false);
        ImageReading reading = new(verb, connection);
        await reading.FindAsync([.. imageIds.Select(id => new ImageListEntry(id, null))]).ConfigureAwait(false);

        List<(string ImageId, bool? IsShared, string? Error)> document = [];
        RowWriter rows = verb.Console.StartRows("image", "shared", "error");
        int holdings = 0;
        ShareAuditOptions options = new() { Parallelism = verb.Settings.Parallelism };
        await reading.ReadAsync(
            "Checking images",
            (client, ids) => new ShareAuditor(client, options, verb.Host.Time).FindAccountAsync(account, ids, verb.Interruption),
            (image, holding) =>
            {
                string? error = holding.Failure is { } failure ? Verb.Describe(failure) : null;
                document.Add((image.ImageId, holding.IsShared, error));
                holdings += holding.IsShared == true ? 1 : 0;
                if (error is not null)
                {
                    reading.Failed(image.ImageId, error);
                }

                if (holding.IsShared != false)
                {
                    rows.Add(image.ImageId, holding.IsShared is null ? "unknown" : "true", error);
                }
            }).ConfigureAwait(false);
        rows.End();
        document.AddRange(reading.NotReached.Select(image => (image.ImageId, (bool?)null, (string?)"not reached")));
        verb.Console.WriteDocument("ens-share/who-has/1", json => Write(json, account, document));
        reading.SayWhatIsMissing();
        verb.Console.Say(document.TrueForAll(image => image.IsShared is not null)
            ? FormattableString.Invariant($"{account} has {holdings} of {reading.Count}.")
            : $"{account} has {Quantity.Of(holdings, "image")}. Only {reading.Count} could be read.");
        return reading.ExitCode != ExitCode.Success ? reading.ExitCode : holdings > 0 ? ExitCode.Success : ExitCode.Different;
    }

    private static void Write(Utf8JsonWriter json, string account, List<(string ImageId, bool? IsShared, string? Error)> images)
    {
        json.WriteString("account", account);
        json.WriteNumber("asked", images.Count);
        json.WriteStartArray("images");
        foreach ((string imageId, bool? isShared, string? error) in images)
        {
            json.WriteStartObject();
            json.WriteString("imageId", imageId);
            if (isShared is { } shared)
            {
                json.WriteBoolean("shared", shared);
            }
            else
            {
                json.WriteNull("shared");
            }

            json.WriteString("error", error);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
