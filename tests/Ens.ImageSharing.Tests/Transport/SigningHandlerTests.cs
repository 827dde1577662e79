using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using Ens.ImageSharing.Tests.Doubles;
using Ens.ImageSharing.Transport;
using Ens.ImageSharing.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>What is signed is what is sent, whatever a host puts on a message.</summary>
public class SigningHandlerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 27, 4, 5, 6, TimeSpan.Zero);

    public static TheoryData<EnsSignatureVersion> Versions => [.. Signed.Versions];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_message_that_is_sent_four_times_leaves_with_four_valid_signatures(EnsSignatureVersion version)
    {
        FakeTimeProvider time = new(Now);
        using EnsEmulator emulator = new(time);
        emulator.AddAccessKey("STS.id", "secret", "to+ken/=");
        emulator.Share(Emulated.Image, "1");
        using HttpMessageInvoker pipeline = new(new RepeatingHandler(4, between: () => time.Advance(TimeSpan.FromSeconds(1)))
        {
            InnerHandler = Signed.Handler(EnsCredentials.FromAccessKey("STS.id", "secret", "to+ken/="), version, emulator, time),
        });
        using HttpRequestMessage message = Signed.Message($"ImageId={Emulated.Image}");

        using HttpResponseMessage response = await pipeline.SendAsync(message, Token);

        Assert.Equal([200, 200, 200, 200], emulator.Requests.Select(request => request.StatusCode));
        Assert.Equal(4, emulator.Requests.Select(request => request.Nonce).Distinct().Count());
        Assert.Equal(4, emulator.Requests.Select(request => request.Date).Distinct().Count());
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("de-DE")]
    public async Task Every_culture_sends_the_same_bytes(string culture)
    {
        foreach (EnsSignatureVersion version in Signed.Versions)
        {
            string invariant = await SentAsync(version, CultureInfo.InvariantCulture);
            Assert.Equal(invariant, await SentAsync(version, CultureInfo.GetCultureInfo(culture)));
        }
    }

    [Fact]
    public async Task A_message_that_a_handler_has_copied_without_its_content_is_sent_with_an_empty_one()
    {
        using HttpRequestMessage bare = Signed.Message("ImageId=m");
        Assert.Null(bare.Content);
        using ContentLength transport = new();
        using HttpMessageInvoker signed = Signed.Pipeline(
            EnsCredentials.FromAccessKey("id", "secret"), EnsSignatureVersion.Acs3HmacSha256, transport);

        (await signed.SendAsync(bare, TestContext.Current.CancellationToken)).Dispose();

        Assert.Equal(0, transport.Sent);
    }

    [Fact]
    public void A_million_nonces_on_sixteen_threads_are_all_different()
    {
        ConcurrentDictionary<string, bool> seen = new(16, 1_000_000);

        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ =>
        {
            for (int i = 0; i < 62_500; i++)
            {
                Assert.True(seen.TryAdd(SigningHandler.NewNonce(), true));
            }
        });

        Assert.Equal(1_000_000, seen.Count);
    }

    [Fact]
    public async Task Headers_of_the_protocol_that_a_host_adds_are_signed()
    {
        using EnsEmulator emulator = Emulated.With(accounts: 1);
        using HttpMessageInvoker pipeline = Signed.Pipeline(emulator.Credentials, EnsSignatureVersion.Acs3HmacSha256, emulator);
        using HttpRequestMessage message = Signed.Message($"ImageId={Emulated.Image}");
        message.Headers.TryAddWithoutValidation("X-Acs-Trace", " a value ");

        using HttpResponseMessage response = await pipeline.SendAsync(message, Token);

        Assert.Equal(200, Assert.Single(emulator.Requests).StatusCode);
        Assert.Contains(";x-acs-trace;", emulator.Requests[0].Header("Authorization"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_parameter_that_a_host_adds_is_signed(EnsSignatureVersion version)
    {
        using EnsEmulator emulator = Emulated.With(accounts: 1);
        using HttpMessageInvoker pipeline = Signed.Pipeline(emulator.Credentials, version, emulator);
        using HttpRequestMessage message = Signed.Message($"ImageId={Emulated.Image}&Z%2F=%E9%95%9C%20%2B&A=");

        using HttpResponseMessage response = await pipeline.SendAsync(message, Token);

        Assert.Equal(200, Assert.Single(emulator.Requests).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_content_type_that_a_host_sets_is_signed(EnsSignatureVersion version)
    {
        using EnsEmulator emulator = Emulated.With(accounts: 1);
        using HttpMessageInvoker pipeline = Signed.Pipeline(emulator.Credentials, version, emulator);
        using HttpRequestMessage message = Signed.Message($"ImageId={Emulated.Image}");
        message.Content = new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" } } };

        using HttpResponseMessage response = await pipeline.SendAsync(message, Token);

        Assert.Equal((200, "application/json; charset=utf-8"), (Assert.Single(emulator.Requests).StatusCode, emulator.Requests[0].Header("Content-Type")));
        Assert.Equal(
            version == EnsSignatureVersion.Acs3HmacSha256,
            emulator.Requests[0].Header("Authorization")?.Contains("SignedHeaders=content-type;host;", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_body_that_a_host_adds_is_hashed_and_sent()
    {
        using EnsEmulator emulator = Emulated.With(accounts: 1);
        using HttpMessageInvoker pipeline = Signed.Pipeline(emulator.Credentials, EnsSignatureVersion.Acs3HmacSha256, emulator);
        using HttpRequestMessage message = Signed.Message("");
        message.Content = new FormUrlEncodedContent([new("ImageId", Emulated.Image)]);

        using HttpResponseMessage response = await pipeline.SendAsync(message, Token);

        Assert.Equal(200, Assert.Single(emulator.Requests).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_request_with_a_host_header_and_without_parameters_is_signed(EnsSignatureVersion version)
    {
        using EnsEmulator emulator = Emulated.With(accounts: 1);
        using HttpMessageInvoker pipeline = Signed.Pipeline(emulator.Credentials, version, emulator);
        using HttpRequestMessage message = Signed.Message("");
        message.RequestUri = new Uri("https://ens.emulator.invalid/");
        message.Headers.Host = "ens.example";

        using HttpResponseMessage response = await pipeline.SendAsync(message, Token);

        Assert.Equal("MissingParameter", Assert.Single(emulator.Requests).ErrorCode);
    }

    [Theory]
    [InlineData("镜像 + * ~ % / & = ?#")]
    [InlineData("😀 m-1%2F")]
    [InlineData("  m-1 ")]
    public async Task Odd_image_IDs_arrive_as_they_are_in_every_scheme(string imageId)
    {
        foreach (EnsSignatureVersion version in Signed.Versions)
        {
            using EnsEmulator emulator = new();
            emulator.Share(imageId, "7");
            emulator.Options.SignatureVersion = version;

            ImageSharePage page = await emulator.Client().DescribeImageSharePermissionAsync(imageId, Token);

            Assert.Equal((imageId, "7"), (page.ImageId, page.Accounts[0].AliyunUid));
        }
    }

    [Fact]
    public async Task Thousands_of_characters_arrive_as_they_are()
    {
        string imageId = new('像', 5000);
        using EnsEmulator emulator = new();
        emulator.Share(imageId, "7");

        Assert.Single((await emulator.Client().DescribeImageSharePermissionAsync(imageId, Token)).Accounts);
    }

    private static async Task<string> SentAsync(EnsSignatureVersion version, CultureInfo culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            StubHandler transport = StubHandler.Answering("");
            EnsCredentials credentials = EnsCredentials.FromAccessKey("ID", "SECRET", "TOKEN");
            DescribeImageShares operation = new(new("m-İI") { PageNumber = 12, PageSize = 34, AliyunUid = "1515285520000000" });
            using HttpMessageInvoker pipeline = Signed.Pipeline(credentials, version, transport, new FakeTimeProvider(Now), () => "NONCE-I");
            using HttpRequestMessage message = Signed.Message(operation.ToQueryString());
            using HttpResponseMessage response = await pipeline.SendAsync(message, Token);
            return Assert.Single(transport.Sent).ToString();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>Sees how long the content of a message is; null for a message without any.</summary>
    private sealed class ContentLength : HttpMessageHandler
    {
        public long? Sent { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent = request.Content?.Headers.ContentLength;
            return Task.FromResult(StubHandler.Response("{}"));
        }
    }
}
