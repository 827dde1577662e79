namespace Ens.ImageSharing.Tests.Changes;

/// <summary>A client whose single calls reach a world in memory.</summary>
internal sealed class ChangingClient(EnsClientOptions options, TimeProvider time)
    : EnsClient(EnsCredentials.FromAccessKey("id", "secret"), options, transport: null, loggerFactory: null, time)
{
    public ChangingWorld? World { get; set; }

    public override Task<ImageSharePage> DescribeImageSharePermissionAsync(
        DescribeImageSharePermissionRequest request, CancellationToken cancellationToken = default) => Task.FromResult(World!.Read(request));

    public override Task<ModifyImageSharePermissionResult> ModifyImageSharePermissionAsync(
        ModifyImageSharePermissionRequest request, CancellationToken cancellationToken = default) => Task.FromResult(World!.Change(request));

    public override async Task<ImageShareSnapshot> ReadSharesAsync(string imageId, CancellationToken cancellationToken = default)
    {
        ImageShareSnapshot snapshot = await base.ReadSharesAsync(imageId, cancellationToken);
        World!.NoteRead(snapshot);
        return snapshot;
    }
}
