using System.Collections.Concurrent;
using System.Globalization;
using Ens.ImageSharing.Transport;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.Transport;

public class AcsSigningHandlerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 27, 4, 5, 6, TimeSpan.Zero);

    [Theory]
    [InlineData(EnsSignatureVersion.Acs3HmacSha256)]
    [InlineData(EnsSignatureVersion.RpcHmacSha1)]
    [InlineData(EnsSignatureVersion.RoaHmacSha1)]
    public async Task A_message_that_a_handler_above_sends_four_times_leaves_with_four_valid_signatures(EnsSignatureVersion version)
    {
        FakeTimeProvider time = new(Now);
        EnsEmulator emulator = new(time);
        emulator.AddAccessKey("STS.id", "secret", "to+ken/=");
        emulator.Share(Emulated.Image, "1");
        using HttpMessageInvoker pipeline = new(new Repeat(4, time)
        {
            InnerHandler = new AcsSigningHandler(EnsCredentials.FromAccessKey("STS.id", "secret", "to+ken/="), new ServiceClock(time), version, AcsSigningHandler.NewNonce) { InnerHandler = emulator },
        });
        using EnsRequestMessage message = Message($"ImageId={Emulated.Image}");

        using HttpResponseMessage response = await pipeline.SendAsync(message, TestContext.Current.CancellationToken);

        Assert.Equal([200, 200, 200, 200], emulator.Requests.Select(request => request.StatusCode));
        Assert.Equal(4, emulator.Requests.Select(request => request.Nonce).Distinct().Count());
        Assert.Equal(4, emulator.Requests.Select(request => request.Date).Distinct().Count());
        Assert.Equal($"https://ens.emulator.invalid/?ImageId={Emulated.Image}", message.RequestUri!.OriginalString);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("de-DE")]
    public async Task Every_culture_sends_the_same_bytes(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        foreach (EnsSignatureVersion version in Enum.GetValues<EnsSignatureVersion>())
        {
            string invariant = await SentAsync(version, CultureInfo.InvariantCulture);
            Assert.Equal(invariant, await SentAsync(version, CultureInfo.GetCultureInfo(culture)));
        }

        Assert.Equal(before, CultureInfo.CurrentCulture);
    }

    [Fact]
    public void A_million_nonces_on_sixteen_threads_are_all_different()
    {
        ConcurrentDictionary<string, bool> seen = new(16, 1_000_000);

        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ =>
        {
            for (int i = 0; i < 62_500; i++)
            {
                Assert.True(seen.TryAdd(AcsSigningHandler.NewNonce(), true));
            }
        });

        Assert.Equal(1_000_000, seen.Count);
    }

    [Fact]
    public async Task Headers_that_a_host_adds_are_signed_too()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        using HttpMessageInvoker pipeline = new(new AcsSigningHandler(emulator.Credentials, new ServiceClock(TimeProvider.System), EnsSignatureVersion.Acs3HmacSha256, AcsSigningHandler.NewNonce) { InnerHandler = emulator });
        using EnsRequestMessage message = Message($"ImageId={Emulated.Image}");
        message.Headers.TryAddWithoutValidation("X-Acs-Trace", " a value ");

        using HttpResponseMessage response = await pipeline.SendAsync(message, TestContext.Current.CancellationToken);

        Assert.Equal(200, Assert.Single(emulator.Requests).StatusCode);
        Assert.Contains(";x-acs-trace;", emulator.Requests[0].Header("Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_that_a_host_adds_is_signed_too()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        foreach (EnsSignatureVersion version in Enum.GetValues<EnsSignatureVersion>())
        {
            using HttpMessageInvoker pipeline = new(new AcsSigningHandler(emulator.Credentials, new ServiceClock(TimeProvider.System), version, AcsSigningHandler.NewNonce) { InnerHandler = emulator });
            using EnsRequestMessage message = Message($"ImageId={Emulated.Image}&Z%2F=%E9%95%9C%20%2B&A=");
            using HttpResponseMessage response = await pipeline.SendAsync(message, TestContext.Current.CancellationToken);
        }

        Assert.Equal([200, 200, 200], emulator.Requests.Select(request => request.StatusCode));
    }

    [Theory]
    [InlineData("镜像 + * ~ % / & = ?#")]
    [InlineData("😀 m-1%2F")]
    [InlineData("  m-1 ")]
    public async Task Odd_image_ids_arrive_as_they_are_in_every_scheme(string imageId)
    {
        foreach (EnsSignatureVersion version in Enum.GetValues<EnsSignatureVersion>())
        {
            EnsEmulator emulator = new();
            emulator.Share(imageId, "7");
            emulator.Options.SignatureVersion = version;

            ImageSharePage page = await emulator.Client().DescribeImageSharePermissionAsync(new(imageId));

            Assert.Equal((imageId, "7"), (page.ImageId, page.Accounts[0].AliyunUid));
        }
    }

    [Fact]
    public async Task Thousands_of_characters_arrive_as_they_are()
    {
        string imageId = new('像', 5000);
        EnsEmulator emulator = new();
        emulator.Share(imageId, "7");

        Assert.True(await emulator.Client().IsSharedWithAsync(imageId, "7"));
    }

    [Fact]
    public async Task Credentials_that_fail_are_an_authentication_error_with_the_cause()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        EnsClient client = new(new Failing(), emulator.Options, emulator);

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => client.DescribeImageSharePermissionAsync(new("m")));

        Assert.IsType<InvalidOperationException>(exception.InnerException);
        Assert.Null(exception.StatusCode);
        Assert.Empty(emulator.Requests);
    }

    [Fact]
    public async Task The_key_is_asked_for_before_every_request()
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.AddAccessKey("first", "1");
        emulator.AddAccessKey("second", "2");
        Rotating credentials = new();

        await foreach (SharedAccount account in new EnsClient(credentials, emulator.Options, emulator).ListSharedAccountsAsync(Emulated.Image))
        {
            credentials.Key = new EnsAccessKey("second", "2");
        }

        Assert.Equal(["first", "second", "second"], emulator.Requests.Select(request => request.AccessKeyId));
    }

    private static EnsRequestMessage Message(string query)
    {
        EnsRequestMessage message = new(HttpMethod.Post, new Uri("https://ens.emulator.invalid/?" + query));
        message.Headers.TryAddWithoutValidation("x-acs-action", "DescribeImageSharePermission");
        message.Headers.TryAddWithoutValidation("x-acs-version", "2017-11-10");
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        return message;
    }

    private static async Task<string> SentAsync(EnsSignatureVersion version, CultureInfo culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            Recorder recorder = new();
            AcsSigningHandler signing = new(EnsCredentials.FromAccessKey("ID", "SECRET", "TOKEN"), new ServiceClock(new FakeTimeProvider(Now)), version, () => "NONCE-I") { InnerHandler = recorder };
            using HttpMessageInvoker pipeline = new(signing);
            using EnsRequestMessage message = Message(new ImageSharing.Wire.PageQuery("m-İI", 12, 34, "1515285520000000").ToQueryString());
            using HttpResponseMessage response = await pipeline.SendAsync(message, TestContext.Current.CancellationToken);
            return recorder.Sent;
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private sealed class Recorder : HttpMessageHandler
    {
        public string Sent { get; private set; } = "";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent = $"{request.Method} {request.RequestUri}\n{request.Headers}";
            return Task.FromResult(new HttpResponseMessage());
        }
    }

    private sealed class Repeat(int times, FakeTimeProvider time) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (int i = 1; i < times; i++)
            {
                (await base.SendAsync(request, cancellationToken)).Dispose();
                time.Advance(TimeSpan.FromSeconds(1));
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Failing : EnsCredentials
    {
        public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The vault is closed.");
    }

    private sealed class Rotating : EnsCredentials
    {
        public EnsAccessKey Key { get; set; } = new("first", "1");

        public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) => new(Key);
    }
}
