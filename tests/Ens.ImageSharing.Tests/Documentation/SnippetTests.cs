using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Library = Ens.ImageSharing;

namespace Ens.ImageSharing.Tests.Documentation;

/// <summary>
/// The code of the documentation, run as it stands there: each region is one block, to the letter. Where a block names the real
/// service, the class at the end of this file stands in for its client.
/// </summary>
public class SnippetTests
{
    private const string ImageId = "m-5s7qotzavwbrnzaqh4unm****";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Six_lines()
    {
        #region six lines
        EnsClient client = new(EnsCredentials.Default);   // one for the whole application
        await foreach (SharedAccount account in client.ListSharedAccountsAsync("m-5s7qotzavwbrnzaqh4unm****"))
        {
            Console.WriteLine(account.AliyunUid);
        }
        #endregion

        Assert.Equal(3, client.Emulator.Requests.Count);
    }

    [Fact]
    public async Task Proof()
    {
        EnsClient client = new(EnsCredentials.Default);
        string imageId = ImageId;
        CancellationToken cancellationToken = Cancellation;

        #region proof
        ImageShareSnapshot snapshot = await client.ReadSharesAsync(imageId, cancellationToken);
        Console.WriteLine($"{snapshot.Accounts.Count} accounts at {snapshot.CompletedAt:u}, {snapshot.Proof} in {snapshot.Passes} passes");
        #endregion

        Assert.Equal((250, SnapshotProof.EqualPasses, 2), (snapshot.Accounts.Count, snapshot.Proof, snapshot.Passes));
    }

    [Fact]
    public async Task Images()
    {
        EnsClient client = new(EnsCredentials.Default);
        CancellationToken cancellationToken = Cancellation;

        #region images
        await foreach (EnsImage image in client.ListImagesAsync(cancellationToken: cancellationToken))
        {
            Console.WriteLine($"{image.ImageId} {image.ImageName} ({image.Status}), own: {image.IsOwn}");
        }
        #endregion

        Assert.Equal("DescribeSelfImages", Assert.Single(client.Emulator.Requests).Action);
    }

    [Fact]
    public async Task Changes()
    {
        EnsClient client = new(EnsCredentials.Default);
        client.Emulator.Unshare(ImageId, "1515285520000000");
        string imageId = ImageId;
        CancellationToken cancellationToken = Cancellation;

        #region changes
        ImageShareChange change = await client.ShareAsync(imageId, ["1515285520000000", "1515285520000001"], cancellationToken);
        Console.WriteLine($"added: {string.Join(", ", change.Added)}; the image now has {change.After.Accounts.Count} accounts");
        #endregion

        Assert.Equal(["1515285520000000"], change.Added);
        Assert.Contains("1515285520000000", client.Emulator.AccountsOf(ImageId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Errors(bool allowed)
    {
        EnsEmulator emulator = EnsClient.CreateEmulator(allowed);
        emulator.Options.MaxRetries = 0;
        emulator.Unshare(ImageId, Emulated.Accounts(250)[1..]);
        if (allowed)
        {
            // The list fits into one response, so the change is the second request.
            emulator.Faults.Succeed().LoseAnswer();
        }

        EnsClient client = new(emulator);
        string imageId = ImageId;
        CancellationToken cancellationToken = Cancellation;

        #region errors
        try
        {
            await client.UnshareAsync(imageId, ["1515285520000000"], cancellationToken);
        }
        catch (EnsNoPermissionException exception)
        {
            Console.Error.WriteLine($"{exception.Message} Policy: {exception.AccessDeniedDetail?.PolicyType}");
        }
        catch (EnsOutcomeUnknownException exception)
        {
            Console.Error.WriteLine($"{exception.Message} Unknown: {string.Join(", ", (string[])exception.Data["Unknown"]!)}");
        }
        #endregion

        Assert.Equal(!allowed, emulator.AccountsOf(ImageId).Contains("1515285520000000"));
        EnsEmulatorRequest change = Assert.Single(emulator.Requests, request => request.Action == "ModifyImageSharePermission");
        Assert.Equal(allowed ? null : "NoPermission", change.ErrorCode);
    }

    [Fact]
    public async Task Pages()
    {
        EnsClient client = new(EnsCredentials.Default);
        string imageId = ImageId;
        CancellationToken cancellationToken = Cancellation;

        #region pages
        DescribeImageSharePermissionRequest request = new(imageId) { PageNumber = 3, PageSize = 50 };
        await foreach (ImageSharePage page in client.ListSharedAccountPagesAsync(request, cancellationToken))
        {
            Console.WriteLine($"page {page.PageNumber}: {page.Accounts.Count} of {page.TotalCount}, request ID {page.RequestId}");
        }
        #endregion

        Assert.Equal(["3", "4", "5"], client.Emulator.Requests.Select(received => received.Parameter("PageNumber")));
    }

    [Fact]
    public async Task Hosting()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddJsonStream(new MemoryStream("""{ "Ens": { "RegionId": "ap-southeast-1" } }"""u8.ToArray()));

        #region hosting
        builder.Services.AddSingleton(EnsCredentials.FromEcsRole());
        builder.Services.AddEnsClient(builder.Configuration.GetSection("Ens"), options => options.PagesInFlight = 4);
        builder.Services.Configure<EnsClientOptions>(options => options.ApplicationId = "image-audit/2.1");
        #endregion

        #region telemetry
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource("Ens.ImageSharing"))
            .WithMetrics(metrics => metrics.AddMeter("Ens.ImageSharing"));
        #endregion

        using IHost host = builder.Build();
        await host.StartAsync(Cancellation);
        EnsClientOptions chosen = host.Services.GetRequiredService<IOptions<EnsClientOptions>>().Value;
        Assert.Equal(("ap-southeast-1", 4, "image-audit/2.1"), (chosen.RegionId, chosen.PagesInFlight, chosen.ApplicationId));
        Library.EnsClient client = host.Services.GetRequiredService<Library.EnsClient>();
        Assert.Equal("https://ens.ap-southeast-1.aliyuncs.com/", client.Endpoint.AbsoluteUri);
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Testing()
    {
        #region testing
        FakeTimeProvider clock = new();                   // from the package Microsoft.Extensions.TimeProvider.Testing
        EnsEmulator emulator = new(clock);
        emulator.Share("m-1", "1515285520000000", "1515285520000001");
        emulator.Faults.Throttle(retryAfter: TimeSpan.FromSeconds(30));
        EnsClient client = new(emulator.Credentials, emulator.Options, emulator, timeProvider: clock);

        Task<bool> shared = client.IsSharedWithAsync("m-1", "1515285520000000");
        clock.Advance(TimeSpan.FromSeconds(30));          // the second attempt succeeds
        #endregion

        Assert.True(await shared.WaitAsync(Cancellation));
        Assert.Equal(["Throttling.User", null], emulator.Requests.Select(request => request.ErrorCode));
    }

    [Fact]
    public void Credentials()
    {
        #region credentials
        EnsCredentials key = EnsCredentials.FromProfile("prod");
        EnsCredentials auditor = EnsCredentials.FromAssumedRole(key, "acs:ram::1515285520000000:role/auditor");
        #endregion

        Assert.Contains("acs:ram::1515285520000000:role/auditor", auditor.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migration()
    {
        string accessKeyId = "id", accessKeySecret = "secret", imageId = ImageId;
        CancellationToken cancellationToken = Cancellation;

        #region migration
        EnsClientOptions options = new() { RegionId = "ap-southeast-1", AttemptTimeout = TimeSpan.FromSeconds(5) };
        EnsClient client = new(EnsCredentials.FromAccessKey(accessKeyId, accessKeySecret), options);
        DescribeImageSharePermissionRequest request = new(imageId) { PageNumber = 1, PageSize = 100 };
        ImageSharePage page = await client.DescribeImageSharePermissionAsync(request, cancellationToken);
        #endregion

        Assert.Equal(100, page.Accounts.Count);
    }

    [Fact]
    public async Task Migration_of_a_change()
    {
        EnsClient client = new(EnsCredentials.Default);
        string imageId = ImageId;
        CancellationToken cancellationToken = Cancellation;

        #region migration of a change
        ModifyImageSharePermissionRequest request = new(imageId) { AddAccounts = ["1515285520001000", "1515285520001001"] };
        ModifyImageSharePermissionResult result = await client.ModifyImageSharePermissionAsync(request, cancellationToken);
        #endregion

        Assert.NotNull(result.RequestId);
        Assert.Equal(252, client.Emulator.AccountsOf(ImageId).Count);
    }

    /// <summary>The client of the blocks, with the emulator in place of the service.</summary>
    private sealed class EnsClient : Library.EnsClient
    {
        public EnsClient(EnsCredentials credentials, bool allowed = true)
            : this(CreateEmulator(allowed)) =>
            ArgumentNullException.ThrowIfNull(credentials);

        public EnsClient(EnsCredentials credentials, EnsClientOptions options)
            : this(credentials) =>
            _ = new Library.EnsClient(credentials, options);

        public EnsClient(EnsCredentials credentials, EnsClientOptions options, EnsEmulator emulator, TimeProvider timeProvider)
            : base(credentials, options, emulator, timeProvider: timeProvider) =>
            Emulator = emulator;

        public EnsClient(EnsEmulator emulator)
            : base(emulator.Credentials, emulator.Options, emulator) =>
            Emulator = emulator;

        public EnsEmulator Emulator { get; }

        public static EnsEmulator CreateEmulator(bool allowed)
        {
            EnsEmulator emulator = new();
            emulator.Share(ImageId, Emulated.Accounts(250));
            EnsEmulatorPermissions permissions = allowed ? EnsEmulatorPermissions.All : EnsEmulatorPermissions.Read;
            emulator.AddAccessKey("EmulatorAccessKeyId", "EmulatorAccessKeySecret", permissions);
            return emulator;
        }
    }
}
