namespace Ens.ImageSharing.Governance.Tests.Doubles;

/// <summary>A client over images in memory, without a wire in between: fast, and it can fail or hang wherever a test wants.</summary>
internal sealed class World : EnsClient
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedSet<string>> _images = new(StringComparer.Ordinal);
    private int _reading;

    /// <summary>Comes before a list is read.</summary>
    public Func<string, CancellationToken, Task> OnRead { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>Comes before a change is made.</summary>
    public Func<ModifyImageSharePermissionRequest, Task> BeforeChange { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Comes after a change was made and before its caller knows.</summary>
    public Func<ModifyImageSharePermissionRequest, Task> AfterChange { get; set; } = static _ => Task.CompletedTask;

    public List<string> Reads { get; } = [];

    public List<ModifyImageSharePermissionRequest> Changes { get; } = [];

    public int MostReadsAtOnce { get; private set; }

    public int ReadsInProgress => _reading;

    public SortedSet<string> this[string image] => _images[image];

    public World With(string image, params string[] accounts)
    {
        _images[image] = new SortedSet<string>(accounts, StringComparer.Ordinal);
        return this;
    }

    /// <summary>All images with their accounts, as one text to compare.</summary>
    public string Describe() => string.Join("; ", _images.OrderBy(image => image.Key, StringComparer.Ordinal).Select(image => $"{image.Key}: {string.Join(",", image.Value)}"));

    public override async Task<ImageSharePage> DescribeImageSharePermissionAsync(
        DescribeImageSharePermissionRequest request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Reads.Add(request.ImageId);
            MostReadsAtOnce = Math.Max(MostReadsAtOnce, ++_reading);
        }

        try
        {
            await OnRead(request.ImageId, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _reading);
        }

        lock (_gate)
        {
            string[] all = _images.TryGetValue(request.ImageId, out SortedSet<string>? accounts)
                ? [.. accounts.Where(account => request.AliyunUid is null || request.AliyunUid == account)]
                : throw new EnsException($"There is no image '{request.ImageId}'.");
            int size = request.PageSize ?? 10, number = request.PageNumber ?? 1;
            return new ImageSharePage
            {
                ImageId = request.ImageId,
                PageNumber = number,
                PageSize = size,
                TotalCount = all.Length,
                RequestId = "read",
                Accounts = [.. all.Skip((number - 1) * size).Take(size).Select(account => new SharedAccount(account))],
            };
        }
    }

    public override async Task<ModifyImageSharePermissionResult> ModifyImageSharePermissionAsync(
        ModifyImageSharePermissionRequest request, CancellationToken cancellationToken = default)
    {
        await BeforeChange(request);
        lock (_gate)
        {
            Changes.Add(request);
            _images[request.ImageId].UnionWith(request.AddAccounts);
            _images[request.ImageId].Remove(request.RemoveAccount ?? "");
        }

        await AfterChange(request);
        return new ModifyImageSharePermissionResult { RequestId = "change" };
    }
}
