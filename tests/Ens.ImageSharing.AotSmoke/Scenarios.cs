using System.Diagnostics;
using System.Globalization;
using Ens.ImageSharing.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Ens.ImageSharing.AotSmoke;

/// <summary>What a native program does with the library.</summary>
internal static class Scenarios
{
    private const string Image = "m-5s7qotzavwbrnzaqh4unm0001";

    public static async Task SchemesAsync()
    {
        foreach (EnsSignatureVersion version in new[] { EnsSignatureVersion.Acs3HmacSha256, EnsSignatureVersion.RpcHmacSha1, EnsSignatureVersion.RoaHmacSha1 })
        {
            EnsEmulator emulator = Emulator(3);
            emulator.AddAccessKey("id", "secret", "to+ken/=");
            emulator.Options.SignatureVersion = version;
            EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret", "to+ken/="), emulator.Options, emulator);
            ImageSharePage page = await client.DescribeImageSharePermissionAsync(new(Image));
            Checks.Equal(3, page.Accounts.Count, version.ToString());
            Checks.Equal(200, emulator.Requests[0].StatusCode, version.ToString());
        }
    }

    public static async Task PagesAsync()
    {
        foreach (int pagesInFlight in new[] { 1, 8 })
        {
            EnsEmulator emulator = Emulator(1_050);
            emulator.Options.PagesInFlight = pagesInFlight;
            List<string> accounts = [];
            await foreach (SharedAccount account in Client(emulator).ListSharedAccountsAsync(Image))
            {
                accounts.Add(account.AliyunUid);
            }

            Checks.That(accounts.SequenceEqual(Accounts(1_050)), "the accounts in order");
            Checks.Equal(11, emulator.Requests.Count, "requests");
        }

        Checks.That(await Client(Emulator(10)).IsSharedWithAsync(Image, "1515285520000009"), "an account that it is shared with");
        Checks.That(!await Client(Emulator(10)).IsSharedWithAsync(Image, "1515285520000010"), "an account that it is not shared with");
    }

    public static async Task ImagesAsync()
    {
        EnsEmulator emulator = Emulator(150);
        List<string> images = [];
        await foreach (EnsImage image in Client(emulator).ListImagesAsync())
        {
            images.Add(image.ImageId);
        }

        Checks.That(images.SequenceEqual([Image]), "the images");
        ImageShareSnapshot snapshot = await Client(emulator).ReadSharesAsync(Image);
        Checks.Equal(150, snapshot.Accounts.Count, "accounts");
        Checks.Equal(2, snapshot.Passes, "passes");
    }

    public static async Task ChangesAsync()
    {
        EnsEmulator emulator = Emulator(1);
        ImageShareChange added = await Client(emulator).ShareAsync(Image, ["1515285520000000", "1515285520000007"]);
        Checks.That(added.Added.SequenceEqual(["1515285520000007"]), "only what was missing is added");
        ImageShareChange removed = await Client(emulator).UnshareAsync(Image, ["1515285520000000"]);
        Checks.That(removed.After.Accounts.Select(account => account.AliyunUid).SequenceEqual(["1515285520000007"]), "what is left");
    }

    public static async Task ErrorsAsync()
    {
        EnsEmulator emulator = Emulator(1);
        emulator.AddAccessKey("poor", "secret", allowed: false);
        EnsNoPermissionException refused = await Checks.ThrowsAsync<EnsNoPermissionException>(() => new EnsClient(EnsCredentials.FromAccessKey("poor", "secret"), emulator.Options, emulator).DescribeImageSharePermissionAsync(new(Image)));
        Checks.That(refused.Is(EnsErrorCodes.NoPermission) && refused.RequestId is not null, "code and request id");
        EnsAuthenticationException wrong = await Checks.ThrowsAsync<EnsAuthenticationException>(() => new EnsClient(EnsCredentials.FromAccessKey("poor", "wrong"), emulator.Options, emulator).DescribeImageSharePermissionAsync(new(Image)));
        Checks.That(wrong.Message.Contains("the access key secret is wrong", StringComparison.Ordinal), wrong.Message);
        EnsInvalidParameterException unknown = await Checks.ThrowsAsync<EnsInvalidParameterException>(() => Client(emulator).DescribeImageSharePermissionAsync(new("m-unknown")));
        Checks.Equal("ImageId", unknown.ParameterName, "the parameter");
        await Checks.ThrowsAsync<ArgumentOutOfRangeException>(() => Client(emulator).DescribeImageSharePermissionAsync(new(Image) { PageSize = 101 }));
    }

    public static async Task RetriesAsync()
    {
        EnsEmulator emulator = Emulator(1);
        emulator.Options.RetryDelay = TimeSpan.Zero;
        emulator.Faults.Throttle(TimeSpan.FromMilliseconds(1)).Drop().Truncate();
        await Client(emulator).DescribeImageSharePermissionAsync(new(Image));
        Checks.Equal(4, emulator.Requests.Count, "attempts");
        emulator.Faults.SkewClock(TimeSpan.FromHours(8));
        await Client(emulator).DescribeImageSharePermissionAsync(new(Image));
        Checks.Equal(6, emulator.Requests.Count, "attempts with a wrong clock");
    }

    public static async Task CancellationAsync()
    {
        EnsEmulator emulator = Emulator(1);
        emulator.Faults.Delay(Timeout.InfiniteTimeSpan);
        using CancellationTokenSource stop = new();
        Task<ImageSharePage> call = Client(emulator).DescribeImageSharePermissionAsync(new(Image), stop.Token);
        await stop.CancelAsync();
        OperationCanceledException cancelled = await Checks.ThrowsAsync<OperationCanceledException>(() => call);
        Checks.Equal(stop.Token, cancelled.CancellationToken, "the token");
    }

    public static async Task ConfigurationAsync()
    {
        EnsEmulator emulator = Emulator(250);
        emulator.AddAccessKey("section", "secret", "token");
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"));
        builder.Services.AddEnsClient(builder.Configuration.GetSection("Ens")).ConfigurePrimaryHttpMessageHandler(() => emulator);
        using IHost host = builder.Build();
        await host.StartAsync();
        int count = 0;
        await foreach (SharedAccount account in host.Services.GetRequiredService<EnsClient>().ListSharedAccountsAsync(Image))
        {
            count += account.AliyunUid.Length > 0 ? 1 : 0;
        }

        Checks.Equal(250, count, "accounts");
        Checks.That(emulator.Requests[0].Header("Authorization")!.StartsWith("acs section:", StringComparison.Ordinal), "the scheme and the key of the file");
        await host.StopAsync();
    }

    public static async Task WrongConfigurationAsync()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Ens:MaxRetrys", "3"), new("Ens:Timeout", "-00:00:01")]);
        builder.Services.AddEnsClient(builder.Configuration.GetSection("Ens"));
        using IHost host = builder.Build();
        OptionsValidationException refused = await Checks.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Checks.That(refused.Message.Contains("Ens:MaxRetrys is not a known key", StringComparison.Ordinal) && refused.Message.Contains("Timeout must be", StringComparison.Ordinal), refused.Message);
    }

    public static async Task CredentialsAsync()
    {
        string home = Directory.CreateTempSubdirectory("ens-smoke-").FullName;
        string cli = Path.Combine(home, "config.json"), ini = Path.Combine(home, "credentials");
        await File.WriteAllTextAsync(cli, """{"current":"p","profiles":[{"name":"p","mode":"StsToken","access_key_id":"cli","access_key_secret":"secret","sts_token":"token"},{"name":"x","mode":"External","process_command":"sh -c 'echo {\\\"access_key_id\\\":\\\"process\\\",\\\"access_key_secret\\\":\\\"secret\\\"}'"}]}""");
        await File.WriteAllTextAsync(ini, "[default]\ntype = access_key\naccess_key_id = ini # mine\naccess_key_secret = secret\n");
        Environment.SetEnvironmentVariable("ALIBABA_CLOUD_ACCESS_KEY_ID", "env");
        Environment.SetEnvironmentVariable("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret");
        (EnsCredentials Credentials, string Id)[] all =
        [
            (EnsCredentials.Default, "env"), (EnsCredentials.FromEnvironment(), "env"), (EnsCredentials.FromProfile(filePath: cli), "cli"), (EnsCredentials.FromProfile(filePath: ini), "ini"),
            (EnsCredentials.FromUri(new Uri("https://keys.invalid/"), new Fetched("""{"Code":"Success","AccessKeyId":"uri","AccessKeySecret":"secret","Expiration":"2100-01-01T00:00:00Z"}""")), "uri"),
            (EnsCredentials.FromAssumedRole(EnsCredentials.FromAccessKey("a", "b"), "acs:ram::1:role/r", transport: new Fetched("""{"Credentials":{"AccessKeyId":"role","AccessKeySecret":"secret","Expiration":"2100-01-01T00:00:00Z"}}""")), "role"),
            (EnsCredentials.FirstOf(EnsCredentials.FromEnvironment(), EnsCredentials.FromAccessKey("last", "secret")), "env"),
        ];
        if (!OperatingSystem.IsWindows())
        {
            all = [.. all, (EnsCredentials.FromProfile("x", cli), "process")];
        }

        foreach ((EnsCredentials credentials, string id) in all)
        {
            EnsEmulator emulator = Emulator(1);
            emulator.AddAccessKey(id, "secret", id == "cli" ? "token" : null);
            await new EnsClient(credentials, emulator.Options, emulator).DescribeImageSharePermissionAsync(new(Image));
            Checks.Equal(id, emulator.Requests[0].AccessKeyId, "the key of " + credentials);
        }

        // A source that is set up and broken is an error: the next one might be somebody else.
        EnsCredentials broken = EnsCredentials.FirstOf(EnsCredentials.FromProfile("none", cli), EnsCredentials.FromAccessKey("last", "secret"));
        await Checks.ThrowsAsync<EnsAuthenticationException>(async () => await broken.GetAccessKeyAsync(CancellationToken.None));
        Directory.Delete(home, recursive: true);
    }

    public static async Task TelemetryAsync()
    {
        List<string> spans = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "Ens.ImageSharing",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => spans.Add(activity.OperationName),
        };
        ActivitySource.AddActivityListener(listener);
        await Client(Emulator(1)).DescribeImageSharePermissionAsync(new(Image));
        Checks.Equal("Ens/DescribeImageSharePermission", spans.Single(), "the span");
    }

    private static IEnumerable<string> Accounts(int count) => Enumerable.Range(0, count).Select(number => (1515285520000000L + number).ToString(CultureInfo.InvariantCulture));

    private static EnsEmulator Emulator(int accounts)
    {
        EnsEmulator emulator = new();
        emulator.Share(Image, [.. Accounts(accounts)]);
        return emulator;
    }

    private static EnsClient Client(EnsEmulator emulator) => new(emulator.Credentials, emulator.Options, emulator);

    private sealed class Fetched(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent(body) });
    }
}
