using System.Collections;
using System.Net;
using Ens.ImageSharing.CredentialSources;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>The environment of one test: no variable of Alibaba Cloud's but its own, and a home folder of its own. Restored at the end.</summary>
internal sealed class Surroundings : IDisposable
{
    private static readonly string[] Prefixes = ["ALIBABA_CLOUD_", "ALIBABACLOUD_", "ALICLOUD_"];

    private readonly Dictionary<string, string?> _before = [];

    public Surroundings()
    {
        IEnumerable<string> names = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key);
        foreach (string name in names.Where(name => Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal))))
        {
            Set(name, null);
        }

        Home = Directory.CreateTempSubdirectory("ens-home-").FullName;
        Set("HOME", Home);
        Set("USERPROFILE", Home);

        // Nothing outside this machine is asked, unless the test wants it.
        Set("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
    }

    public string Home { get; }

    /// <summary>The default credentials, with a transport and a clock of the test.</summary>
    public static EnsCredentials Default(HttpMessageHandler transport, TimeProvider? time = null) =>
        new CredentialFactory(new SourceContext(transport, time ?? TimeProvider.System, () => 0.5)).CreateDefault();

    /// <summary>Sets variables, given without the prefix <c>ALIBABA_CLOUD_</c>.</summary>
    public void Set(params (string Name, string? Value)[] variables) =>
        Array.ForEach(variables, variable => Set("ALIBABA_CLOUD_" + variable.Name, variable.Value));

    public void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    public string Write(string relativePath, string content)
    {
        string path = Path.Combine(Home, relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose()
    {
        foreach (KeyValuePair<string, string?> variable in _before)
        {
            Environment.SetEnvironmentVariable(variable.Key, variable.Value);
        }

        Directory.Delete(Home, recursive: true);
    }
}

/// <summary>Sends everything to one server on this machine, whatever the address says, over a real socket.</summary>
internal sealed class Detour(Uri server) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Host = request.RequestUri!.Authority;
        request.RequestUri = new Uri(server, request.RequestUri.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }
}

/// <summary>Answers without a socket.</summary>
internal sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public Func<HttpRequestMessage, HttpResponseMessage> Answer { get; } = answer;

    public List<HttpRequestMessage> Requests { get; } = [];

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(body) };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (Requests)
        {
            Requests.Add(request);
        }

        return Task.FromResult(Answer(request));
    }
}
