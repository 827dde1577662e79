using System.CommandLine;
using System.Text.Json;
using Ens.ImageSharing.Tool.Connections;
using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary><c>images</c>: our images, those shared with us, or both.</summary>
internal static class ImagesCommand
{
    public static Command Create(ToolHost host, CommonOptions common)
    {
        Option<bool> received = new("--received") { Description = "Lists the images that other accounts share with you." };
        Option<bool> all = new("--all") { Description = "Lists all images: your own and those shared with you." };
        Command command = new("images", "Lists your images.") { received, all };
        command.Validators.Add(result =>
        {
            if (result.GetValue(received) && result.GetValue(all))
            {
                result.AddError("--received and --all cannot be combined.");
            }
        });
        return Verb.WithAction(command, host, common, verb =>
        {
            bool isAll = verb.Result.GetValue(all), isReceived = verb.Result.GetValue(received);
            return RunAsync(verb, image => isAll || (isReceived ? image.IsReceived : image.IsOwn));
        });
    }

    private static async Task<int> RunAsync(Verb verb, Func<EnsImage, bool> isWanted)
    {
        Connection connection = await verb.ConnectAsync().ConfigureAwait(false);
        List<EnsImage> images = [];
        RowWriter rows = verb.Console.StartRows("image", "name", "status", "owner", "region", "created", "platform", "architecture");
        int exitCode = ExitCode.Success;
        try
        {
            IAsyncEnumerable<EnsImage> listed = connection.ClientFor().ListImagesAsync(cancellationToken: verb.Interruption);
            await foreach (EnsImage image in listed.ConfigureAwait(false))
            {
                if (isWanted(image))
                {
                    images.Add(image);
                    rows.Add(
                        image.ImageId, image.ImageName, image.Status, image.OwnerAlias,
                        image.RegionId, Created(image), image.Platform, image.Architecture);
                }
            }
        }
        catch (OperationCanceledException) when (verb.Interruption.IsCancellationRequested)
        {
            exitCode = ExitCode.Interrupted;
            verb.Console.Say("Interrupted. The list is incomplete.");
        }
        catch (Exception exception) when (exception is EnsException or HttpRequestException or TimeoutException)
        {
            exitCode = ExitCode.Failed;
            verb.Console.Say($"The list is incomplete: {Verb.Describe(exception)}");
        }

        rows.End();
        verb.Console.WriteDocument("ens-share/images/1", json => Write(json, images));
        verb.Console.Say(Quantity.Of(images.Count, "image") + ".");
        return exitCode;
    }

    private static void Write(Utf8JsonWriter json, List<EnsImage> images)
    {
        json.WriteStartArray("images");
        foreach (EnsImage image in images)
        {
            json.WriteStartObject();
            json.WriteString("imageId", image.ImageId);
            json.WriteString("imageName", image.ImageName);
            json.WriteString("status", image.Status);
            json.WriteString("owner", image.OwnerAlias);
            json.WriteString("regionId", image.RegionId);
            json.WriteString("createdAt", Created(image));
            json.WriteString("platform", image.Platform);
            json.WriteString("architecture", image.Architecture);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? Created(EnsImage image) =>
        image.CreationTime is { } time ? ReportTime.Format(time) : null;
}
