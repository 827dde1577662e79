namespace Ens.ImageSharing.Tests.Snapshots;

/// <summary>A client that reads a moving world, with pages requested ahead as a real one does.</summary>
internal sealed class MovingClient(int pagesInFlight)
    : EnsClient(EnsCredentials.FromAccessKey("id", "secret"), new EnsClientOptions { PagesInFlight = pagesInFlight })
{
    public MovingWorld World { get; set; } = new(0);

    public override Task<ImageSharePage> DescribeImageSharePermissionAsync(
        DescribeImageSharePermissionRequest request, CancellationToken cancellationToken = default) => Task.FromResult(World.Answer(request));
}
