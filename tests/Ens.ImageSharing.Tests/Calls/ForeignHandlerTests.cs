using Polly;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>A retry of the host's in the way of our requests.</summary>
public class ForeignHandlerTests
{
    [Fact]
    public async Task A_foreign_resilience_handler_that_gives_up_is_a_failure_of_the_network()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        emulator.Options.MaxRetries = 0;
        ResiliencePipeline<HttpResponseMessage> broken = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddCircuitBreaker(new() { ManualControl = new Polly.CircuitBreaker.CircuitBreakerManualControl(isIsolated: true) }).Build();
        EnsClient client = new(emulator.Credentials, emulator.Options, new Foreign(broken) { InnerHandler = emulator });

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.DescribeImageSharePermissionAsync(new(Emulated.Image)));

        Assert.StartsWith("A resilience handler below the client gave up: The circuit", exception.Message, StringComparison.Ordinal);
        Assert.IsType<Polly.CircuitBreaker.IsolatedCircuitException>(exception.InnerException);
        Assert.Empty(emulator.Requests);
    }

    [Fact]
    public async Task A_foreign_time_out_is_not_taken_for_ours()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        emulator.Options.MaxRetries = 0;
        emulator.Faults.Delay(Timeout.InfiniteTimeSpan);
        ResiliencePipeline<HttpResponseMessage> impatient = new ResiliencePipelineBuilder<HttpResponseMessage>().AddTimeout(TimeSpan.FromMilliseconds(20)).Build();
        EnsClient client = new(emulator.Credentials, emulator.Options, new Foreign(impatient) { InnerHandler = emulator });

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.DescribeImageSharePermissionAsync(new(Emulated.Image)));

        Assert.IsType<Polly.Timeout.TimeoutRejectedException>(exception.InnerException);
    }

    private sealed class Foreign(ResiliencePipeline<HttpResponseMessage> pipeline) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            await pipeline.ExecuteAsync(async token => await base.SendAsync(request, token), cancellationToken);
    }
}
