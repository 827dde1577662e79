using Ens.ImageSharing.Tests.Doubles;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>A source whose key the service has refused is still set up: nothing else signs in its place.</summary>
[Collection("alone")]
public sealed class RefusedKeyTests : IDisposable
{
    private static readonly EnsCredentials Other = EnsCredentials.FromAccessKey("other", "s");

    private readonly Surroundings _surroundings = new();
    private bool _isGone;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _surroundings.Dispose();

    [Theory]
    [InlineData("instance")]
    [InlineData("callback")]
    public async Task No_other_identity_signs_after_a_refused_key(string kind)
    {
        using Answering metadata = Metadata();
        EnsCredentials chain = EnsCredentials.FirstOf(kind == "instance" ? EnsCredentials.FromEcsRole(transport: metadata) : Callback(), Other);
        StubHandler service = new(_ =>
        {
            _isGone = true;
            return StubHandler.Response("""{"Code":"InvalidSecurityToken.Expired"}""", 403);
        });
        EnsClient client = new(chain, new EnsClientOptions { Endpoint = new Uri("https://ens.emulator.invalid") }, service);

        for (int i = 0; i < 3; i++)
        {
            EnsAuthenticationException exception =
                await Assert.ThrowsAsync<EnsAuthenticationException>(() => client.DescribeImageSharePermissionAsync("m", Token));
            Assert.False(exception.IsUnconfigured);
        }

        Assert.Contains("Credential=mine,", Assert.Single(service.Sent).Header("Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_comes_back_after_a_refused_key_is_used_again()
    {
        EnsCredentials chain = EnsCredentials.FirstOf(Callback(), Other);
        EnsAccessKey key = await chain.GetAccessKeyAsync(Token);
        _isGone = true;
        chain.Invalidate(key);
        await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await chain.GetAccessKeyAsync(Token));

        _isGone = false;

        Assert.Equal("mine", (await chain.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    private EnsCredentials Callback() => EnsCredentials.FromCallback(async token => _isGone
        ? await EnsCredentials.FromEnvironment().GetAccessKeyAsync(token)
        : new EnsAccessKey("mine", "s", "t", DateTimeOffset.UtcNow.AddHours(3)));

    private Answering Metadata() => new(request => request.RequestUri!.AbsolutePath switch
    {
        "/latest/api/token" => Answering.Json("token"),
        _ when _isGone => Answering.Json("", System.Net.HttpStatusCode.NotFound),
        { } path when path.EndsWith('/') => Answering.Json("auditor"),
        _ => Answering.Json("""{"AccessKeyId":"mine","AccessKeySecret":"s","SecurityToken":"t","Expiration":"2040-01-01T00:00:00Z"}"""),
    });
}
