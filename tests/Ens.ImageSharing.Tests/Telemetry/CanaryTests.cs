using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ens.ImageSharing.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ens.ImageSharing.Tests.Telemetry;

/// <summary>A secret and a token that are easy to find, and everything searched for them that anybody may see.</summary>
[Collection("alone")]
public sealed class CanaryTests : IDisposable
{
    private const string KeyId = "LTAI5tCanaryKeyIdInFull";
    private const string Secret = "Canary/Secret+Of=30~Characters";
    private const string SecurityToken = "CAISCanary/Token+With=Padding==";

    private static readonly JsonSerializerOptions ByReflection = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static readonly EnsAccessKey Key = new(KeyId, Secret, SecurityToken);

    private readonly Observer _observer = new();
    private readonly ConcurrentQueue<string> _signatures = new();

    public static TheoryData<EnsSignatureVersion> Versions => [EnsSignatureVersion.Acs3HmacSha256, EnsSignatureVersion.RpcHmacSha1, EnsSignatureVersion.RoaHmacSha1];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _observer.Dispose();

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task No_secret_shows_anywhere_whatever_goes_wrong(EnsSignatureVersion version)
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.AddAccessKey(KeyId, Secret, SecurityToken);
        using ServiceProvider provider = Build(new Spy(emulator, _signatures), version, new Uri("https://ens.emulator.invalid"));
        EnsClient client = provider.GetRequiredService<EnsClient>();

        await RunAsync(client, emulator, () => { });
        await RunAsync(client, emulator, () => emulator.Faults.Throttle().Throttle());
        await RunAsync(client, emulator, () => emulator.Faults.Drop().Drop());
        await RunAsync(client, emulator, () => emulator.Faults.Truncate().Truncate());
        await RunAsync(client, emulator, () => emulator.Faults.Delay(Timeout.InfiniteTimeSpan).Delay(Timeout.InfiniteTimeSpan));
        await RunAsync(client, emulator, () => emulator.Faults.WrongPage());
        await RunAsync(client, emulator, () => emulator.Faults.Error(400, EnsErrorCodes.SignatureDoesNotMatch, $"server string to sign is:POST&%2F&SecurityToken%3D{Uri.EscapeDataString(Uri.EscapeDataString(SecurityToken))}%26secret={Secret}"));
        foreach (string body in new[] { $$"""{"RequestId":"{{SecurityToken}}","PageNumber":7,"TotalCount":5,"Accounts":{} }""", Secret, SecurityToken, $"<Error><Message>{SecurityToken} {Secret}</Message></Error>", $$"""{"Code":"NoPermission","Message":"{{SecurityToken}}","HostId":"{{Secret}}","Recommend":"https://r/?t={{Uri.EscapeDataString(SecurityToken)}}","RequestId":"{{Secret}}"}""", $$"""{"Code":"InvalidParameter.{{Secret}}","Message":"no"}""", $$"""{"Code":"Missing{{Secret}}","AccessDeniedDetail":{"AuthAction":"{{SecurityToken}}"} }""" })
        {
            foreach (int status in new[] { 200, 400, 403, 500 })
            {
                await RunAsync(client, emulator, () => emulator.Faults.Status(status, body).Status(status, body));
            }
        }

        emulator.ExpireSecurityToken(KeyId);
        await RunAsync(client, emulator, () => { });
        Assert.NotEmpty(_signatures);
        Assert.Contains(_observer.Seen, text => text.StartsWith("span Ens/", StringComparison.Ordinal));
        Assert.Contains(_observer.Seen, text => text.StartsWith("metric rpc.client", StringComparison.Ordinal));
        Assert.Contains(_observer.Seen, text => text.StartsWith("log System.Net.Http.HttpClient", StringComparison.Ordinal));
        Assert.Contains(_observer.Seen, text => text.StartsWith("exception", StringComparison.Ordinal));
        AssertNoSecret();
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task On_a_real_socket_the_address_with_the_key_reaches_no_span_no_event_and_no_log(EnsSignatureVersion version)
    {
        // The worst of servers: it sends everything back that it got.
        await using LoopbackServer server = new((stream, request, token) => LoopbackServer.WriteAsync(stream, request.Head, 400, "", token));
        using ServiceProvider provider = Build(primary: null, version, server.Address);

        await RunAsync(provider.GetRequiredService<EnsClient>(), emulator: null, () => { });

        foreach (ReceivedText request in server.Requests)
        {
            Spy.Note(_signatures, request.Header("Authorization"), request.RequestLine.Split(' ')[1]);
        }

        Assert.NotEmpty(_signatures);
        Assert.Contains(_observer.Seen, text => text.StartsWith("span System.Net.Http", StringComparison.Ordinal));
        Assert.Contains(_observer.Seen, text => text.StartsWith("event", StringComparison.Ordinal));
        AssertNoSecret();
        Assert.DoesNotContain(_observer.Seen, text => text.Contains(KeyId, StringComparison.Ordinal) && !text.StartsWith("exception", StringComparison.Ordinal));
    }

    [Fact]
    public void No_public_object_shows_a_secret_as_text_as_JSON_or_to_a_debugger()
    {
        EnsCredentials credentials = EnsCredentials.FromAccessKey(KeyId, Secret, SecurityToken);
        EnsEmulator emulator = new();
        emulator.AddAccessKey(KeyId, Secret, SecurityToken);
        EnsClient client = new(credentials, emulator.Options, emulator);
        foreach (object shown in new object[] { Key, credentials, EnsCredentials.FromAssumedRole(credentials, "arn"), client, emulator.Options, emulator.Credentials, emulator.Faults })
        {
            _observer.Seen.Enqueue($"text {shown}");
            _observer.Seen.Enqueue("json " + Json(shown));
            _observer.Seen.Enqueue("debugger " + Debugger(shown));
        }

        AssertNoSecret();
    }

    private async Task RunAsync(EnsClient client, EnsEmulator? emulator, Action prepare)
    {
        prepare();
        try
        {
            await foreach (ImageSharePage page in client.ListSharedAccountPagesAsync(new(Emulated.Image) { PageSize = 100 }, Token))
            {
                _observer.Seen.Enqueue("json " + Json(page));
            }
        }
        catch (Exception exception) when (exception is EnsException or HttpRequestException or TimeoutException)
        {
            foreach (string text in PublicText.Of(exception))
            {
                _observer.Seen.Enqueue(text);
            }
        }

        foreach (EnsEmulatorRequest request in emulator?.Requests ?? [])
        {
            _observer.Seen.Enqueue("received " + Json(request));
        }

        _observer.TakeLogs();
    }

    private void AssertNoSecret()
    {
        string[] secrets = [Secret, SecurityToken, .. _signatures.Distinct()];
        string[] forms = [.. secrets.SelectMany(Forms).Distinct()];
        Assert.All(_observer.Seen, text => Assert.DoesNotContain(forms, form => text.Contains(form, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>As it is, encoded for addresses once and twice, in Base64 at each of its three alignments, and either half.</summary>
    private static IEnumerable<string> Forms(string secret)
    {
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return Uri.EscapeDataString(Uri.EscapeDataString(secret));
        yield return secret[..(secret.Length / 2)];
        yield return secret[(secret.Length / 2)..];
        for (int shift = 0; shift < 3; shift++)
        {
            string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', shift) + secret));
            yield return encoded[4..^4];
        }
    }

    private ServiceProvider Build(HttpMessageHandler? primary, EnsSignatureVersion version, Uri endpoint)
    {
        ServiceCollection services = new();
        services.AddSingleton(EnsCredentials.FromAccessKey(KeyId, Secret, SecurityToken));
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_observer.Logger));
        IHttpClientBuilder builder = services.AddEnsClient(options =>
        {
            options.Endpoint = endpoint;
            options.SignatureVersion = version;
            options.MaxRetries = 1;
            options.RetryDelay = TimeSpan.Zero;
            options.AttemptTimeout = TimeSpan.FromMilliseconds(250);
        }).RedactLoggedHeaders(_ => false);
        if (primary is not null)
        {
            builder.ConfigurePrimaryHttpMessageHandler(() => primary);
        }

        return services.BuildServiceProvider();
    }

    private static string Json(object value)
    {
        try
        {
            return JsonSerializer.Serialize(value, value.GetType(), ByReflection);
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException)
        {
            return exception.Message;
        }
    }

    private static string Debugger(object value)
    {
        Type type = value.GetType();
        if (type.GetCustomAttribute<DebuggerTypeProxyAttribute>() is { } proxy)
        {
            object view = Activator.CreateInstance(Type.GetType(proxy.ProxyTypeName)!, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [value], CultureInfo.InvariantCulture)!;
            return string.Join(" ", view.GetType().GetProperties().Select(property => property.GetValue(view)));
        }

        return string.Join(" ", type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.GetIndexParameters().Length == 0).Select(property => property.GetValue(value)));
    }

    /// <summary>Stands below the signature and remembers it, to search for it.</summary>
    private sealed class Spy(HttpMessageHandler inner, ConcurrentQueue<string> signatures) : DelegatingHandler(inner)
    {
        public static void Note(ConcurrentQueue<string> signatures, string? authorization, string address)
        {
            string signature = authorization is not null
                ? authorization[(authorization.LastIndexOfAny(authorization.StartsWith("acs ", StringComparison.Ordinal) ? [':'] : ['=']) + 1)..]
                : Uri.UnescapeDataString(address[(address.IndexOf("&Signature=", StringComparison.Ordinal) + "&Signature=".Length)..]);
            signatures.Enqueue(signature);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Note(signatures, request.Headers.TryGetValues("Authorization", out IEnumerable<string>? values) ? values.Single() : null, request.RequestUri!.AbsoluteUri);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
