using System.CommandLine;
using System.Text.Json;
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Connections;
using Ens.ImageSharing.Tool.Inputs;
using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary><c>list</c>: the accounts of images, each list proven.</summary>
internal static class ListCommand
{
    public static Command Create(ToolHost host, CommonOptions common)
    {
        Argument<string[]> images = new("IMAGE")
        {
            Description = "The images. Without one, every image that you own.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Command command = new("list", "Lists the accounts that images are shared with.") { images };
        return Verb.WithAction(command, host, common, verb => RunAsync(verb, Names.Images(verb.Result.GetValue(images)!)));
    }

    private static async Task<int> RunAsync(Verb verb, string[] imageIds)
    {
        Connection connection = await verb.ConnectAsync().ConfigureAwait(false);
        ImageReading reading = new(verb, connection);
        await reading.FindAsync([.. imageIds.Select(id => new ImageListEntry(id, null))]).ConfigureAwait(false);

        List<Listed> document = [];
        RowWriter rows = verb.Console.StartRows("image", "account");
        int accounts = 0;
        ShareAuditOptions options = new() { Parallelism = verb.Settings.Parallelism };
        await reading.ReadAsync(
            "Reading images",
            (client, ids) => new ShareAuditor(client, options, verb.Host.Time).AuditAsync(AllowList.Empty, ids, verb.Interruption),
            (image, audit) =>
            {
                foreach (SharedAccount account in audit.Snapshot?.Accounts ?? [])
                {
                    rows.Add(image.ImageId, account.AliyunUid);
                    accounts++;
                }

                string? error = audit.Failure is { } failure ? Verb.Describe(failure) : null;
                if (error is not null)
                {
                    reading.Failed(image.ImageId, error);
                }

                if (verb.Console.Format == OutputFormat.Json)
                {
                    document.Add(new Listed(image, audit.Snapshot, error));
                }
            }).ConfigureAwait(false);
        rows.End();
        verb.Console.WriteDocument(
            "ens-share/list/1",
            json => Write(json, document.Concat(reading.NotReached.Select(image => new Listed(image, null, "not reached")))));
        reading.SayWhatIsMissing();
        verb.Console.Say($"{Quantity.Of(accounts, "account")} in {reading.Count}.");
        return reading.ExitCode;
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<Listed> images)
    {
        json.WriteStartArray("images");
        foreach ((ImageSource image, ImageShareSnapshot? snapshot, string? error) in images)
        {
            json.WriteStartObject();
            json.WriteString("imageId", image.ImageId);
            json.WriteString("imageName", image.Image?.ImageName);
            json.WriteString("status", image.Image?.Status);
            json.WriteStartArray("accounts");
            foreach (SharedAccount account in snapshot?.Accounts ?? [])
            {
                json.WriteStringValue(account.AliyunUid);
            }

            json.WriteEndArray();
            if (snapshot is null)
            {
                json.WriteNull("total");
                json.WriteNull("proof");
            }
            else
            {
                json.WriteNumber("total", snapshot.Accounts.Count);
                json.WriteString("proof", VerdictNames.Of(snapshot.Proof));
            }

            json.WriteString("error", error);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private sealed record Listed(ImageSource Image, ImageShareSnapshot? Snapshot, string? Error);
}
