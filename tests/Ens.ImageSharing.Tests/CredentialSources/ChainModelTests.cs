using System.Net;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Random histories of all sources at once, checked against a model of which identity may sign.</summary>
[Collection("alone")]
public sealed class ChainModelTests : IDisposable
{
    private static readonly string[] Sources = ["env", "oidc", "cli", "ini", "ecs", "uri"];

    private static readonly string[] Changes =
    [
        "env none", "env whole", "env half", "env damaged", "oidc none", "oidc whole", "oidc half", "oidc tokenless", "sts up", "sts down",
        "cli none", "cli whole", "cli empty", "cli broken", "cli without", "cli undecided", "ini none", "ini whole", "ini empty", "ini cut", "ini without",
        "ecs up", "ecs down", "uri none", "uri whole", "wait 1", "wait 4", "wait 5", "wait 61",
    ];

    private static readonly Gen<string[]> Histories = Gen.Int[0, Changes.Length - 1].Select(index => Changes[index]).Array[1, 12];

    private readonly Surroundings _surroundings = new();

    public void Dispose() => _surroundings.Dispose();

    [Fact]
    public Task No_history_makes_the_client_another_identity() => Histories.SampleAsync(ReplayAsync, iter: 2_000, threads: 1);

    private async Task ReplayAsync(string[] history)
    {
        World world = new(_surroundings);
        EnsCredentials chain = Surroundings.Default(world.Transport, world.Time);
        foreach (string change in history)
        {
            world.Apply(change);
            string[] expected = world.Expected();
            string actual = await AskAsync(chain);
            Assert.True(expected.Contains(actual), $"After {change} of {string.Join(", ", history)}: {actual}, and expected was {string.Join(" or ", expected)}.");
        }
    }

    private static async Task<string> AskAsync(EnsCredentials chain)
    {
        try
        {
            return (await chain.GetAccessKeyAsync(TestContext.Current.CancellationToken)).AccessKeyId;
        }
        catch (EnsAuthenticationException exception)
        {
            return exception.IsUnconfigured ? "nothing" : "error";
        }
    }

    /// <summary>The state of all sources, and what the client knows of it.</summary>
    private sealed class World
    {
        private const string Key = """{"AccessKeyId":"ID","AccessKeySecret":"s","SecurityToken":"t","Expiration":"2040-01-01T00:00:00Z"}""";

        private readonly Surroundings _surroundings;
        private readonly Dictionary<string, string> _states = Sources.ToDictionary(name => name, _ => "none");
        private readonly Dictionary<string, DateTimeOffset?> _missingSince = [];
        private bool _isStsUp = true;
        private DateTimeOffset? _ecsMissingAt;

        public World(Surroundings surroundings)
        {
            _surroundings = surroundings;
            Transport = new Answering(Answer);
            _surroundings.Set(("ECS_METADATA_DISABLED", null));
            Array.ForEach(Sources, name => Apply(name + " none"));
        }

        public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

        public Answering Transport { get; }

        public void Apply(string change)
        {
            string[] parts = change.Split(' ');
            switch (parts[0])
            {
                case "wait":
                    Time.Advance(TimeSpan.FromSeconds(int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)));
                    return;
                case "sts":
                    _isStsUp = parts[1] == "up";
                    return;
                case "env":
                    _surroundings.Set(("ACCESS_KEY_ID", parts[1] is "none" or "half" ? null : "env"), ("ACCESS_KEY_SECRET", parts[1] switch { "none" => null, "damaged" => "s\n", _ => "s" }));
                    break;
                case "oidc":
                    _surroundings.Set(("ROLE_ARN", parts[1] == "none" ? null : "arn"), ("OIDC_PROVIDER_ARN", parts[1] is "none" or "half" ? null : "prov"));
                    _surroundings.Set(("OIDC_TOKEN_FILE", parts[1] is "none" ? null : Path.Combine(_surroundings.Home, "token")));
                    Write("token", parts[1] == "whole" ? "jwt" : null);
                    break;
                case "cli":
                    Write(".aliyun/config.json", parts[1] switch
                    {
                        "none" => null,
                        "whole" => """{"profiles":[{"name":"default","access_key_id":"cli","access_key_secret":"s"}]}""",
                        "empty" => "",
                        "broken" => "{ \"profiles\": [",
                        "undecided" => """{"profiles":[{"name":"other"}]}""",
                        _ => """{"profiles":[]}""",
                    });
                    break;
                case "ini":
                    Write(".alibabacloud/credentials", parts[1] switch { "none" => null, "whole" => "[default]\naccess_key_id=ini\naccess_key_secret=s", "empty" => "", "cut" => "[defau", _ => "[other]" });
                    break;
                case "uri":
                    _surroundings.Set(("CREDENTIALS_URI", parts[1] == "none" ? null : "http://127.0.0.1/uri"));
                    break;
            }

            _states[parts[0]] = parts[1];
        }

        /// <summary>What the chain may answer now, from the first source that is set up.</summary>
        public string[] Expected()
        {
            List<string> alsoPossible = [];
            foreach (string name in Sources)
            {
                string state = _states[name];
                if (name == "ecs" && state != "none" && Time.GetUtcNow() - _ecsMissingAt < TimeSpan.FromSeconds(60))
                {
                    // The client may still remember that there was no metadata service: half a minute since its last look, which is made in the background.
                    alsoPossible.AddRange(["ecs", "error"]);
                }
                else if (state is not ("none" or "without"))
                {
                    _missingSince[name] = null;
                    bool hasKeyFromBefore = name is "oidc" && state is "whole" or "tokenless" || name is "ecs";
                    return state is "whole" or "up" && (name != "oidc" || _isStsUp) ? [name, .. alsoPossible]
                        : hasKeyFromBefore ? [name, "error", .. alsoPossible] : ["error", .. alsoPossible];
                }
                else if (name is "cli" or "ini" && _missingSince.TryGetValue(name, out DateTimeOffset? since))
                {
                    _missingSince[name] = since ??= Time.GetUtcNow();
                    if (Time.GetUtcNow() - since < TimeSpan.FromSeconds(5))
                    {
                        return ["error", .. alsoPossible];
                    }

                    _missingSince.Remove(name);
                }
                else if (name == "ecs" && !(Time.GetUtcNow() - _ecsMissingAt < TimeSpan.FromSeconds(10)))
                {
                    _ecsMissingAt = Time.GetUtcNow();
                }
            }

            return ["nothing", .. alsoPossible];
        }

        private void Write(string path, string? content)
        {
            if (content is null)
            {
                File.Delete(_surroundings.Write(path, ""));
            }
            else
            {
                _surroundings.Write(path, content);
            }
        }

        private HttpResponseMessage Answer(HttpRequestMessage request) => request.RequestUri!.Host switch
        {
            "127.0.0.1" => Answering.Json(Key.Replace("ID", "uri", StringComparison.Ordinal)),
            "100.100.100.200" => _states["ecs"] switch
            {
                "none" => throw new HttpRequestException("Network is unreachable"),
                "up" => Answering.Json(request.RequestUri.AbsolutePath.EndsWith("/attached", StringComparison.Ordinal) ? Key.Replace("ID", "ecs", StringComparison.Ordinal) : "attached"),
                _ => new HttpResponseMessage(HttpStatusCode.Forbidden),
            },
            _ => _isStsUp ? Answering.Json($$"""{"Credentials":{{Key.Replace("ID", "oidc", StringComparison.Ordinal)}}}""")
                : Answering.Json("""{"Code":"NoPermission"}""", HttpStatusCode.Forbidden),
        };
    }
}
