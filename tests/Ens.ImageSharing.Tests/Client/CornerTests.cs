using System.Net;
using Ens.ImageSharing.Signing;
using Ens.ImageSharing.Transport;
using Ens.ImageSharing.Wire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.Client;

/// <summary>What happens seldom, and must be right all the same.</summary>
public class CornerTests
{
    public static TheoryData<EnsException, string?> Built => new()
    {
        { new EnsException(), null },
        { new EnsException("m", new IOException()), "m" },
        { new EnsInvalidParameterException(), null },
        { new EnsInvalidParameterException("m") { ParameterName = "PageSize" }, "m" },
        { new EnsInvalidParameterException("m", new IOException()), "m" },
        { new EnsMissingParameterException(), null },
        { new EnsMissingParameterException("m") { ParameterName = "ImageId" }, "m" },
        { new EnsMissingParameterException("m", new IOException()), "m" },
        { new EnsNoPermissionException(), null },
        { new EnsNoPermissionException("m"), "m" },
        { new EnsNoPermissionException("m", new IOException()), "m" },
        { new EnsServerException(), null },
        { new EnsServerException("m"), "m" },
        { new EnsServerException("m", new IOException()), "m" },
        { new EnsThrottlingException(), null },
        { new EnsThrottlingException("m", new IOException()), "m" },
        { new EnsAuthenticationException(), null },
        { new EnsAuthenticationException("m"), "m" },
    };

    [Theory]
    [MemberData(nameof(Built))]
    public void A_test_can_build_each_kind_of_error_in_each_usual_way(EnsException exception, string? message)
    {
        Assert.Equal(message ?? $"Exception of type '{exception.GetType().FullName}' was thrown.", exception.Message);
        Assert.Equal((null, 0, false, false), (exception.ErrorCode, exception.Attempts, exception.Is(EnsErrorCodes.InvalidParameterField), exception.Is(EnsErrorCodes.Throttling)));
    }

    [Fact]
    public void Accounts_compare_with_nothing_too()
    {
        SharedAccount account = new("7");
        SharedAccount? none = null;

        Assert.True(none == null && account != none && none != account && !account.Equals(none) && !account.Equals("7"));
    }

    [Theory]
    [InlineData(9999, 12, 31)]
    [InlineData(1, 1, 2)]
    public void A_clock_at_the_end_of_time_stays_there(int year, int month, int day)
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        ServiceClock clock = new(time);
        clock.Correct(new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero));
        time.SetUtcNow(new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero));

        Assert.InRange(clock.UtcNow, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
    }

    [Theory]
    [InlineData("a=%e4%BD%a0&b=%zz%4", "a=你&b=%zz%4")]
    [InlineData("&&a=%2&b", "a=%2&b")]
    [InlineData("%62=1&a=2", "a=2&b=1")]
    public void A_query_in_other_letters_or_damaged_is_decoded_as_far_as_it_goes(string query, string expected)
    {
        Utf8Buffer text = new(stackalloc byte[4]);
        EncodedQuery.AppendDecoded(ref text, query.AsSpan());

        Assert.Equal(expected, text.ToString());
        text.Dispose();
    }

    [Theory]
    [InlineData("""{"Code":"A","code":"B","Message":"one","message":"two","RequestId":"R","requestid":"S","HostId":"H","hostid":"I","Recommend":"x","recommend":"y"}""", "A")]
    [InlineData("""{"AccessDeniedDetail":null,"Code":"A"}""", "A")]
    [InlineData("""{"AccessDeniedDetail":{"Unknown":[1],"AuthAction":7},"Code":"A"}""", "A")]
    [InlineData("""{"Code":"A","AccessDeniedDetail":{"AuthAction":"x""", "A")]
    [InlineData("""{"Code":"","RequestId":"","HostId":true,"Message":{}}""", null)]
    public void Of_members_that_come_twice_the_first_counts_and_of_damaged_ones_what_is_whole(string body, string? code)
    {
        EnsException exception = new ErrorAnswer(new ErrorDetails(HttpStatusCode.BadRequest), body).ToException();

        Assert.Equal(code, exception.ErrorCode);
    }

    [Theory]
    [InlineData("""{"TotalCount":[],"PageSize":{},"PageNumber":true,"RequestId":7,"ImageId":false,"Accounts":{"Account":""}}""")]
    [InlineData("""{"TotalCount":"x","RequestId":"","Accounts":{"account":null,"Other":[1]},"Extra":{"a":[1,2]}}""")]
    public void Figures_that_are_none_are_as_if_they_were_missing(string body)
    {
        ImageSharePage page = PageReader.Read(System.Text.Encoding.UTF8.GetBytes(body), new PageQuery("m", 3, 50, null), "H")!;

        Assert.Equal((null, 50, 3, "m", 0), (page.TotalCount, page.PageSize, page.PageNumber, page.ImageId, page.Accounts.Count));
    }

    [Theory]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":true}]}}""")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":1.5}]}}""")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":" "}]}}""")]
    [InlineData("""{"Accounts":{"Account":[{"AliyunUid":""}]}}""")]
    [InlineData("""{"Accounts":{"AliyunUid":"7"}}""")]
    [InlineData("""{"Accounts":{"AliyunId":7}}""")]
    [InlineData("""{"TotalCount":1""")]
    [InlineData("""{"Extra":[1""")]
    [InlineData("""{"Extra":1}""")]
    public void An_account_that_cannot_be_read_is_an_error_and_never_left_out(string body) =>
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => PageReader.Read(System.Text.Encoding.UTF8.GetBytes(body), new PageQuery("m", 1, 100, null), null));

    [Fact]
    public async Task A_request_with_a_host_and_without_parameters_is_signed_in_every_scheme()
    {
        foreach (EnsSignatureVersion version in new[] { EnsSignatureVersion.Acs3HmacSha256, EnsSignatureVersion.RpcHmacSha1, EnsSignatureVersion.RoaHmacSha1 })
        {
            EnsEmulator emulator = Emulated.With(accounts: 1);
            using HttpMessageInvoker pipeline = new(new AcsSigningHandler(emulator.Credentials, new ServiceClock(TimeProvider.System), version, AcsSigningHandler.NewNonce) { InnerHandler = emulator });
            using HttpRequestMessage request = new(HttpMethod.Post, "https://ens.emulator.invalid/");
            request.Headers.Host = "ens.example";
            request.Headers.Add("x-acs-action", "DescribeImageSharePermission");
            request.Headers.Add("x-acs-version", "2017-11-10");

            using HttpResponseMessage response = await pipeline.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal("MissingParameter", emulator.Requests[0].ErrorCode);
        }
    }

    [Fact]
    public async Task A_key_in_the_section_that_cannot_be_one_keeps_the_client_from_being_made()
    {
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection([new("Credentials:AccessKeyId", "id"), new("Credentials:AccessKeySecret", "hunter2\n")]).Build();
        ServiceCollection services = new();
        services.AddEnsClient(section);
        await using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<EnsClient>());

        Assert.Contains("Credentials: The value contains a blank", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_fails_oddly_while_the_call_is_cancelled_is_a_cancellation()
    {
        using CancellationTokenSource stop = new();
        EnsEmulator emulator = Emulated.With(accounts: 1);
        EnsClient client = new(emulator.Credentials, emulator.Options, new Odd(stop));

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.DescribeImageSharePermissionAsync(new(Emulated.Image), stop.Token));

        Assert.Equal(stop.Token, exception.CancellationToken);
    }

    private sealed class Odd(CancellationTokenSource stop) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await stop.CancelAsync();
            throw new InvalidOperationException("odd");
        }
    }
}
