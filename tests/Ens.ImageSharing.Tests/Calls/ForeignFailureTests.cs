using System.Security.Authentication;
using Ens.ImageSharing.Tests.Doubles;
using Polly;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>Failures of message handlers that are not the client's: each becomes one of the promised outcomes.</summary>
public class ForeignFailureTests
{
    private readonly SkippingTime _time = new(new EnsClientOptions());

    [Fact]
    public async Task A_wrong_certificate_is_told_with_its_reason_and_not_tried_again()
    {
        StubHandler transport = StubHandler.Throwing(() => new HttpRequestException(
            "The SSL connection could not be established, see inner exception.",
            new AuthenticationException("The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot")));

        HttpRequestException exception = await FailAsync(transport);

        Assert.Equal(
            "The TLS connection to ens.emulator.invalid could not be established: "
            + "The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot",
            exception.Message);
        Assert.Single(transport.Sent);
    }

    [Fact]
    public async Task A_handshake_that_breaks_off_is_told_with_its_reason_and_tried_again()
    {
        StubHandler transport = StubHandler.Throwing(() => new HttpRequestException(
            "The SSL connection could not be established, see inner exception.",
            new IOException("Received an unexpected EOF or 0 bytes from the transport stream.")));

        HttpRequestException exception = await FailAsync(transport);

        Assert.Equal(
            "The TLS connection to ens.emulator.invalid could not be established: "
            + "Received an unexpected EOF or 0 bytes from the transport stream.",
            exception.Message);
        Assert.Equal(4, transport.Sent.Count);
    }

    [Fact]
    public async Task A_type_of_Polly_below_other_causes_does_not_leave_the_library()
    {
        StubHandler transport = StubHandler.Throwing(() => new HttpRequestException(
            "It failed.", new IOException("Below.", new Polly.Timeout.TimeoutRejectedException("Too slow."))));

        Assert.DoesNotContain("Polly", (await FailAsync(transport)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_in_a_handler_is_told_with_its_place_and_not_tried_again()
    {
        StubHandler transport = StubHandler.Throwing(() => throw new InvalidOperationException("mistake"));

        HttpRequestException exception = await FailAsync(transport);

        Assert.Equal("The request failed in a message handler: mistake", exception.Message);
        Assert.Contains(nameof(A_mistake_in_a_handler_is_told_with_its_place_and_not_tried_again), exception.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, exception.Data["PageNumber"]);
        Assert.Single(transport.Sent);
    }

    [Fact]
    public async Task A_cancellation_that_the_caller_did_not_ask_for_is_a_failure_of_the_network()
    {
        StubHandler transport = StubHandler.Throwing(() => new TaskCanceledException("HttpClient.Timeout"));

        HttpRequestException exception = await FailAsync(transport);

        Assert.Equal("A message handler below the client canceled the request.", exception.Message);
        Assert.IsType<TaskCanceledException>(exception.InnerException);
        Assert.Equal(4, transport.Sent.Count);
    }

    [Fact]
    public async Task A_resilience_handler_that_gives_up_is_a_failure_of_the_network_without_a_type_of_Polly()
    {
        ResiliencePipeline<HttpResponseMessage> broken = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddCircuitBreaker(new() { ManualControl = new Polly.CircuitBreaker.CircuitBreakerManualControl(isIsolated: true) }).Build();
        StubHandler transport = StubHandler.Answering("""{"TotalCount":0}""");

        HttpRequestException exception = await FailAsync(new Foreign(broken) { InnerHandler = transport });

        Assert.StartsWith("The request failed in a message handler: The circuit", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.InnerException);
        Assert.Empty(transport.Sent);
    }

    [Fact]
    public async Task A_time_out_of_a_resilience_handler_is_not_taken_for_one_of_the_client()
    {
        ResiliencePipeline<HttpResponseMessage> impatient = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = _time }
            .AddTimeout(TimeSpan.FromSeconds(1)).Build();
        StubHandler transport = new((_, _) =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return new TaskCompletionSource<HttpResponseMessage>().Task;
        });

        HttpRequestException exception = await FailAsync(new Foreign(impatient) { InnerHandler = new Cancelable(transport) });

        Assert.StartsWith("The request failed in a message handler: ", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.InnerException);
    }

    [Fact]
    public async Task A_handler_that_fails_while_the_caller_cancels_is_a_cancellation()
    {
        using CancellationTokenSource stop = new();
        StubHandler transport = new(async (_, _) =>
        {
            await stop.CancelAsync();
            throw new InvalidOperationException("odd");
        });

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Client(transport).DescribeImageSharePermissionAsync(Emulated.Image, stop.Token));

        Assert.Equal(stop.Token, exception.CancellationToken);
    }

    private Task<HttpRequestException> FailAsync(HttpMessageHandler transport) => Assert.ThrowsAsync<HttpRequestException>(
        () => Client(transport).DescribeImageSharePermissionAsync(new(Emulated.Image) { PageNumber = 4 }, TestContext.Current.CancellationToken));

    private EnsClient Client(HttpMessageHandler transport) => new(
        EnsCredentials.FromAccessKey("id", "secret"), new EnsClientOptions { Endpoint = new Uri("https://ens.emulator.invalid") }, transport, timeProvider: _time);

    private sealed class Foreign(ResiliencePipeline<HttpResponseMessage> pipeline) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            await pipeline.ExecuteAsync(async token => await base.SendAsync(request, token), cancellationToken);
    }

    /// <summary>Gives up when its token says so.</summary>
    private sealed class Cancelable(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            base.SendAsync(request, cancellationToken).WaitAsync(cancellationToken);
    }
}
