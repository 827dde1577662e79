using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Library = Ens.ImageSharing;

namespace Ens.ImageSharing.Tests.Documentation;

/// <summary>
/// The code of the documentation, run as it stands there: each region is one block, to the letter. Where a block names the real
/// service, the class at the end of this file stands in for its client.
/// </summary>
public class SnippetTests
{
    private const string ImageId = "m-5s7qotzavwbrnzaqh4unm****";

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

        #region one account
        bool shared = await client.IsSharedWithAsync("m-5s7qotzavwbrnzaqh4unm****", "1515285520000000");
        #endregion

        Assert.True(shared);
        Assert.Equal(Emulated.Accounts(250), Console.Lines);
    }

    [Fact]
    public async Task Errors()
    {
        EnsClient client = new(EnsCredentials.Default, allowed: false);
        string imageId = ImageId;

        #region errors
        try
        {
            await client.DescribeImageSharePermissionAsync(new DescribeImageSharePermissionRequest(imageId));
        }
        catch (EnsNoPermissionException exception)
        {
            Console.Error.WriteLine($"{exception.Message} {exception.RequestId}");
        }
        #endregion

        Assert.Contains("requires the RAM permission ens:DescribeImageSharePermission", Assert.Single(Console.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages()
    {
        EnsClient client = new(EnsCredentials.Default);
        string imageId = ImageId;
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;

        #region pages
        DescribeImageSharePermissionRequest request = new(imageId) { PageNumber = 3, PageSize = 50 };
        await foreach (ImageSharePage page in client.ListSharedAccountPagesAsync(request, cancellationToken))
        {
            Console.WriteLine($"page {page.PageNumber}: {page.Accounts.Count} of {page.TotalCount}, request id {page.RequestId}");
        }
        #endregion

        Assert.StartsWith("page 3: 50 of 250, request id ", Console.Lines[0], StringComparison.Ordinal);
        Assert.Equal(3, Console.Lines.Length);
    }

    [Fact]
    public async Task Hosting()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddJsonStream(new MemoryStream(
            """{ "Ens": { "RegionId": "cn-hangzhou", "Timeout": "00:00:30", "Credentials": { "Profile": "auditor" } } }"""u8.ToArray()));

        #region hosting
        builder.Services.AddEnsClient(builder.Configuration.GetSection("Ens"));   // or AddEnsClient(options => …), AddKeyedEnsClient("name", …)
        #endregion

        #region telemetry
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource("Ens.ImageSharing"))
            .WithMetrics(metrics => metrics.AddMeter("Ens.ImageSharing"));
        #endregion

        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal("https://ens.aliyuncs.com/", host.Services.GetRequiredService<Library.EnsClient>().Endpoint.AbsoluteUri);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Testing()
    {
        #region testing
        EnsEmulator emulator = new();
        emulator.Share("m-1", "1515285520000000", "1515285520000001");
        emulator.Faults.Throttle();                       // the next answer is a refusal

        EnsClient client = new(emulator.Credentials, emulator.Options, emulator);
        #endregion

        Assert.Equal(2, (await client.DescribeImageSharePermissionAsync(new("m-1"), TestContext.Current.CancellationToken)).TotalCount);
    }

    [Fact]
    public void Credentials()
    {
        #region credentials
        EnsCredentials auditor = EnsCredentials.FromAssumedRole(EnsCredentials.FromProfile("prod"), "acs:ram::1515285520000000:role/auditor");
        #endregion

        Assert.Equal("RAM role acs:ram::1515285520000000:role/auditor, assumed with the profile files", auditor.ToString());
    }

    [Fact]
    public async Task Migration()
    {
        string accessKeyId = "id", accessKeySecret = "secret", imageId = ImageId;
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;

        #region migration
        EnsClientOptions options = new() { RegionId = "ap-southeast-1", AttemptTimeout = TimeSpan.FromSeconds(5), ApplicationId = "image-audit/2.1" };
        EnsClient client = new(EnsCredentials.FromAccessKey(accessKeyId, accessKeySecret), options);
        ImageSharePage page = await client.DescribeImageSharePermissionAsync(new(imageId) { PageNumber = 1, PageSize = 100 }, cancellationToken);
        #endregion

        Assert.Equal(100, page.Accounts.Count);
    }

    /// <summary>The console of the blocks, which the test that runs in this context reads back.</summary>
    private static class Console
    {
        private static readonly AsyncLocal<StringWriter> Written = new();

        public static StringWriter Error => Written.Value ??= new StringWriter();

        public static string[] Lines => Error.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        public static void WriteLine(string text) => Error.WriteLine(text);
    }

    /// <summary>The client of the blocks, with the emulator in place of the service.</summary>
    private sealed class EnsClient : Library.EnsClient
    {
        public EnsClient(EnsCredentials credentials, bool allowed = true)
            : this(Emulator(allowed), credentials)
        {
        }

        public EnsClient(EnsCredentials credentials, EnsClientOptions options)
            : this(Emulator(allowed: true), credentials) =>
            _ = new Library.EnsClient(credentials, options);

        public EnsClient(EnsCredentials credentials, EnsClientOptions options, HttpMessageHandler transport)
            : base(credentials, options, transport)
        {
        }

        private EnsClient(EnsEmulator emulator, EnsCredentials credentials)
            : base(emulator.Credentials, emulator.Options, emulator) => ArgumentNullException.ThrowIfNull(credentials);

        private static EnsEmulator Emulator(bool allowed)
        {
            EnsEmulator emulator = Emulated.With(accounts: 0);
            emulator.Share(ImageId, Emulated.Accounts(250));
            emulator.AddAccessKey("EmulatorAccessKeyId", "EmulatorAccessKeySecret", allowed: allowed);
            return emulator;
        }
    }
}
