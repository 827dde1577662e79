namespace Ens.ImageSharing.Tests.Snapshots;

/// <summary>A test double that overrides nothing but the single call, as a user would write it.</summary>
internal sealed class ListedClient(string[] accounts) : EnsClient
{
    /// <summary>The largest page of the service.</summary>
    public int Cap { get; init; } = 100;

    public bool EchoesCap { get; init; } = true;

    /// <summary>Whether pages are always as large as the service likes.</summary>
    public bool IgnoresPageSize { get; init; }

    public bool HasTotal { get; init; } = true;

    /// <summary>The IDs of the requests, in order.</summary>
    public List<string> RequestIds { get; } = [];

    public override Task<ImageSharePage> DescribeImageSharePermissionAsync(
        DescribeImageSharePermissionRequest request, CancellationToken cancellationToken = default)
    {
        RequestIds.Add($"R-{RequestIds.Count + 1}");
        int number = request.PageNumber ?? 1, asked = request.PageSize ?? 10, size = IgnoresPageSize ? Cap : Math.Min(asked, Cap);
        return Task.FromResult(new ImageSharePage
        {
            ImageId = request.ImageId,
            PageNumber = number,
            PageSize = EchoesCap ? size : asked,
            TotalCount = HasTotal ? accounts.Length : null,
            RequestId = RequestIds[^1],
            Accounts = [.. accounts.Skip((number - 1) * size).Take(size).Select(id => new SharedAccount(id))],
        });
    }
}
