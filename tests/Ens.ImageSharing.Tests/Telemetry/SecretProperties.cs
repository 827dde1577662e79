using CsCheck;
using Ens.ImageSharing.Tests.Doubles;
using Microsoft.Extensions.Logging;

namespace Ens.ImageSharing.Tests.Telemetry;

/// <summary>Random secrets, echoed in random encodings at random places of random responses: nobody can read them back from what the client shows.</summary>
[Collection("alone")]
public sealed class SecretProperties : IDisposable
{
#if MUTATED_ROOM
    private const int Cases = 300;
#else
    private const int Cases = 3_000;
#endif

    private const int MaxEncodings = 3;

    private static readonly string[] Alphabets =
    [
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.",
        "abcXYZ019!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    ];

    /// <summary>Responses with a place for an echo, which is encoded as the response requires.</summary>
    private static readonly (int Status, string Body)[] Responses =
    [
        (400, """{"Code":"NoPermission","Message":"said ECHO.","RequestId":"R"}"""),
        (400, """{"RequestId":"ECHO","HostId":"ECHO","Code":"InvalidParameter.ECHO","Message":"m","Recommend":"https://r/?q=ECHO"}"""),
        (400, """{"Code":"SignatureDoesNotMatch","Message":"server string to sign is:POST&%2F&ECHO"}"""),
        (403, """{"Code":"NoPermission","AccessDeniedDetail":{"AuthAction":"ECHO","EncodedDiagnosticMessage":"ECHO"}}"""),
        (400, """{"Data":{"Sent":"ECHO"},"Code":"Throttling","Message":"m"}"""),
        (400, """{"Code":"ECHO","Message":"cut ECHO"""),
        (400, "<Error><RequestId>ECHO</RequestId><Code>InvalidSecurityToken.Malformed</Code><Message>said ECHO</Message></Error>"),
        (502, "<html><body>ECHO</body></html>"),
        (503, "ECHO"),
        (200, """{"TotalCount":1,"RequestId":"ECHO","ImageId":"ECHO","Message":"ECHO"}"""),
        (200, """{"TotalCount":nil,"Accounts":{"Account":[]},"RequestId":"ECHO"}"""),
        (200, """{"Code":"InternalError","Message":"ECHO"}"""),
        (200, """{"Accounts":{"Account":[{"Name":"ECHO"}]}}"""),
        (302, "ECHO"),
    ];

    private static readonly Gen<string> Secret = Gen.Select(
        Gen.Int[0, Alphabets.Length - 1], Gen.Int[16, 120], Gen.Int, (alphabet, length, seed) => Draw(Alphabets[alphabet], length, seed));

    private static readonly Gen<(string Token, string Key, bool IsToken, int[] Encoders, int Response, bool InHeader, int Seed)> Echo = Gen.Select(
        Secret,
        Secret,
        Gen.Bool,
        Gen.Int[0, Encoder.All.Length - 1].Array[0, MaxEncodings],
        Gen.Int[0, Responses.Length - 1],
        Gen.Bool,
        Gen.Int);

    private readonly Observer _observer = new();
    private readonly LoggerFactory _loggers;

    public SecretProperties() => _loggers = new LoggerFactory([_observer.Logger], new LoggerFilterOptions { MinLevel = LogLevel.Trace });

    public void Dispose()
    {
        _loggers.Dispose();
        _observer.Dispose();
    }

    [Fact]
    public async Task No_echoed_secret_can_be_read_back() => await Echo.SampleAsync(
        async echo =>
        {
            string secret = echo.IsToken ? echo.Token : echo.Key;
            Encoder[] encoders = [.. echo.Encoders.Select(index => Encoder.All[index])];
            Random random = new(echo.Seed);
            string encoded = encoders.Aggregate(secret, (text, encoder) => encoder.Encode(text, random));
            (int status, string body) = Responses[echo.Response];

            foreach (string text in await ShownAsync(echo.Token, echo.Key, status, body.Replace("ECHO", Fit(encoded, body), StringComparison.Ordinal), echo.InHeader ? encoded : null))
            {
                Assert.False(CanBeRead(secret, text, [.. encoders, body[0] == '<' ? Encoder.Xml : Encoder.Json]), $"{secret} as {encoded} in: {text}");
            }
        },
        iter: Cases,
        threads: 1);

    /// <summary>Whether the secret, or either end of it, shows after some of the encodings are undone.</summary>
    private static bool CanBeRead(string secret, string text, Encoder[] encoders)
    {
        for (int count = 0; count <= encoders.Length; count++)
        {
            for (int last = encoders.Length; last >= count; last--)
            {
                IEnumerable<string> readings = [text];
                foreach (Encoder encoder in encoders[(last - count)..last].Reverse())
                {
                    readings = readings.SelectMany(encoder.Decode).Where(reading => reading.Length >= secret.Length / 2);
                }

                if (readings.Any(reading => reading.Contains(secret[..12], StringComparison.Ordinal) || reading.Contains(secret[^12..], StringComparison.Ordinal)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>An echo as a server puts it into a response of this kind.</summary>
    private static string Fit(string encoded, string body) => body[0] switch
    {
        '{' => encoded.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal),
        '<' => encoded.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal),
        _ => encoded,
    };

    private static string Draw(string alphabet, int length, int seed)
    {
        Random random = new(seed);
        return string.Concat(Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)]));
    }

    /// <summary>Everything that is shown of a call.</summary>
    private async Task<string[]> ShownAsync(string token, string key, int status, string body, string? requestId)
    {
        StubHandler transport = new(_ => StubHandler.Response(body, status, requestId is null ? [] : [("x-acs-request-id", requestId)]));
        EnsClientOptions options = new() { Endpoint = new Uri("https://ens.emulator.invalid"), MaxRetries = 0 };
        EnsClient client = new(EnsCredentials.FromAccessKey("STS.id", key, token), options, transport, _loggers);

        Exception? exception = await Record.ExceptionAsync(() => client.DescribeImageSharePermissionAsync("m-1"));

        Assert.NotNull(exception);
        _observer.TakeLogs();
        List<string> shown = [.. PublicText.Of(exception)];
        while (_observer.Seen.TryDequeue(out string? text))
        {
            shown.Add(text);
        }

        return [.. shown.Distinct()];
    }
}
