using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Polly;

namespace Ens.ImageSharing.Tests.Hosting;

/// <summary>The signature in the handler chain of a host: below whatever the host adds, and never missing.</summary>
public class HandlerChainTests
{
    private static readonly Uri Endpoint = new("https://ens.emulator.invalid");

    private readonly EnsEmulator _emulator = Emulated.With(accounts: 250);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_retry_on_every_client_of_the_host_sends_valid_signatures_with_distinct_nonces(bool before)
    {
        ServiceCollection services = new();
        void AddDefaults() => services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Repeat(4)));
        if (before)
        {
            AddDefaults();
        }

        services.AddSingleton(_emulator.Credentials);
        services.AddEnsClient(options => options.Endpoint = Endpoint)
            .ConfigurePrimaryHttpMessageHandler(() => _emulator)
            .AddHttpMessageHandler(() => new Repeat(4));
        if (!before)
        {
            AddDefaults();
        }

        await using ServiceProvider provider = Build(services);

        await provider.GetRequiredService<EnsClient>().DescribeImageSharePermissionAsync(new(Emulated.Image));

        Assert.Equal(16, _emulator.Requests.Count);
        Assert.All(_emulator.Requests, request => Assert.Equal(200, request.StatusCode));
        Assert.Equal(16, _emulator.Requests.Select(request => request.Nonce).Distinct().Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Under_the_standard_resilience_handler_of_every_client_each_of_16_passes_is_valid(bool before)
    {
        ServiceCollection services = new();
        void AddDefaults() => services.ConfigureHttpClientDefaults(client => client.AddStandardResilienceHandler(standard =>
        {
            standard.Retry.Delay = TimeSpan.Zero;
            standard.Retry.BackoffType = DelayBackoffType.Constant;
        }));
        if (before)
        {
            AddDefaults();
        }

        services.AddSingleton(_emulator.Credentials);
        services.AddEnsClient(options =>
        {
            options.Endpoint = _emulator.Options.Endpoint;
            options.RetryDelay = TimeSpan.Zero;
        }).ConfigurePrimaryHttpMessageHandler(() => new Late503(_emulator));
        if (!before)
        {
            AddDefaults();
        }

        await using ServiceProvider provider = services.BuildServiceProvider();
        await Assert.ThrowsAsync<EnsServerException>(() => provider.GetRequiredService<EnsClient>().DescribeImageSharePermissionAsync(new(Emulated.Image), Token));

        Assert.Equal(16, _emulator.Requests.Count);
        Assert.All(_emulator.Requests, request => Assert.Equal(200, request.StatusCode));
        Assert.Equal(16, _emulator.Requests.Select(request => request.Nonce).Distinct().Count());
    }

    [Fact]
    public async Task A_filter_that_replaces_the_primary_handler_is_an_error_and_nothing_leaves_unsigned()
    {
        ServiceCollection services = new();
        services.AddSingleton(_emulator.Credentials);
        services.AddEnsClient(options => options.Endpoint = Endpoint);
        services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new PrimaryFilter(_ => _emulator));
        await using ServiceProvider provider = Build(services);

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<EnsClient>());

        Assert.StartsWith("The handler chain of the HTTP client 'Ens.ImageSharing' does not sign requests.", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_emulator.Requests);
    }

    [Fact]
    public async Task A_filter_that_wraps_the_primary_handler_keeps_the_signature()
    {
        ServiceCollection services = new();
        services.AddSingleton(_emulator.Credentials);
        services.AddEnsClient(options => options.Endpoint = Endpoint).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new PrimaryFilter(primary => new Repeat(2) { InnerHandler = primary }));
        await using ServiceProvider provider = Build(services);

        await provider.GetRequiredService<EnsClient>().DescribeImageSharePermissionAsync(Emulated.Image, Token);

        Assert.Equal([200, 200], _emulator.Requests.Select(request => request.StatusCode));
    }

    [Theory]
    [InlineData(EnsSignatureVersion.Acs3HmacSha256)]
    [InlineData(EnsSignatureVersion.RpcHmacSha1)]
    [InlineData(EnsSignatureVersion.RoaHmacSha1)]
    public async Task The_factorys_own_logging_sees_neither_signature_nor_token(EnsSignatureVersion version)
    {
        FakeLogCollector logs = new();
        _emulator.AddAccessKey("id", "hunter2", "hunter3");
        ServiceCollection services = new();
        services.AddSingleton(EnsCredentials.FromAccessKey("id", "hunter2", "hunter3"));
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(logs)));
        services.AddEnsClient(options =>
        {
            options.Endpoint = Endpoint;
            options.SignatureVersion = version;
        }).ConfigurePrimaryHttpMessageHandler(() => _emulator).RedactLoggedHeaders(_ => false);
        await using ServiceProvider provider = Build(services);

        await provider.GetRequiredService<EnsClient>().DescribeImageSharePermissionAsync(new(Emulated.Image));

        string text = string.Join("\n", logs.GetSnapshot().Select(record => record.Message + string.Join(",", record.StructuredState ?? [])));
        Assert.Contains("Ens.ImageSharing.EnsClient", string.Join(",", logs.GetSnapshot().Select(record => record.Category)), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Signature=", text, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(IServiceCollection services) =>
        services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

    private sealed class PrimaryFilter(Func<HttpMessageHandler, HttpMessageHandler> change) : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            builder.PrimaryHandler = change(builder.PrimaryHandler);
        };
    }

    /// <summary>Lets the emulator judge each pass, and answers with what makes handlers try again.</summary>
    private sealed class Late503(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using HttpResponseMessage judged = await base.SendAsync(request, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("""{"Code":"ServiceUnavailable"}""") };
        }
    }

    private sealed class Repeat(int times) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (int i = 1; i < times; i++)
            {
                using HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
