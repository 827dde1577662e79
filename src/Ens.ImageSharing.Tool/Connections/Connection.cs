using System.Collections.Concurrent;
using System.Reflection;
using Ens.ImageSharing.Tool.Terminal;
using Microsoft.Extensions.Logging;

namespace Ens.ImageSharing.Tool.Connections;

/// <summary>The service as this run reaches it: one endpoint, and one client for each profile.</summary>
internal sealed class Connection
{
    private readonly ToolHost _host;
    private readonly EnsClientOptions _options;
    private readonly string? _profile;
    private readonly ILoggerFactory? _loggers;
    private readonly ConcurrentDictionary<string, (EnsClient Client, EnsCredentials Credentials)> _clients = new(StringComparer.Ordinal);

    private Connection(ToolHost host, ConnectionSettings settings, Uri endpoint, ILoggerFactory? loggers)
    {
        _host = host;
        _profile = settings.Profile;
        _loggers = loggers;
        _options = new EnsClientOptions
        {
            Endpoint = endpoint,
            MaxCallsPerSecond = settings.MaxCallsPerSecond,
            PagesInFlight = Math.Min(settings.Parallelism, 16),
            ApplicationId = $"ens-share/{Version}",
        };
    }

    /// <summary>The version of the program.</summary>
    public static string Version { get; } =
        typeof(Connection).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public Uri Endpoint => _options.Endpoint!;

    /// <summary>The ID of the access key, abbreviated.</summary>
    public string AccessKeyId { get; private set; } = "";

    /// <summary>Finds the endpoint and asks for the keys, so that nothing is read if one is missing.</summary>
    /// <param name="host">The variables.</param>
    /// <param name="settings">What the command line says.</param>
    /// <param name="profiles">The profiles that are used besides that of the command line.</param>
    /// <param name="loggers">Receives what the clients log.</param>
    /// <param name="cancellationToken">Cancels the wait for the keys.</param>
    /// <exception cref="UsageException">There is no usable endpoint, or no key.</exception>
    public static async Task<Connection> OpenAsync(
        ToolHost host,
        ConnectionSettings settings,
        IEnumerable<string?> profiles,
        ILoggerFactory? loggers,
        CancellationToken cancellationToken)
    {
        Uri endpoint = await EndpointChoice.FindAsync(settings, host.Variable, cancellationToken).ConfigureAwait(false);
        Connection connection = new(host, settings, endpoint, loggers);
        string own = settings.Profile ?? "";
        foreach (string profile in profiles.Select(profile => profile ?? own).DefaultIfEmpty(own).Distinct(StringComparer.Ordinal))
        {
            EnsAccessKey key = await connection.AskForKeyAsync(profile, cancellationToken).ConfigureAwait(false);
            connection.AccessKeyId = connection.AccessKeyId.Length == 0 ? key.ToString() : $"{connection.AccessKeyId}, {key}";
        }

        return connection;
    }

    /// <summary>The client for a profile; <see langword="null"/> is that of the command line.</summary>
    public EnsClient ClientFor(string? profile = null) => Open(profile ?? _profile ?? "").Client;

    private (EnsClient Client, EnsCredentials Credentials) Open(string profile) => _clients.GetOrAdd(profile, name =>
    {
        EnsCredentials credentials = _host.Credentials
            ?? (name.Length == 0 ? EnsCredentials.Default : EnsCredentials.FromProfile(name));
        return (new EnsClient(credentials, _options, _host.Transport, _loggers, _host.Time), credentials);
    });

    private async Task<EnsAccessKey> AskForKeyAsync(string profile, CancellationToken cancellationToken)
    {
        try
        {
            return await Open(profile).Credentials.GetAccessKeyAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EnsAuthenticationException exception) when (exception.IsUnconfigured)
        {
            throw new UsageException(
                "No access key is configured. Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run "
                + "'aliyun configure' and name the profile with --profile. To look around without a key, run 'ens-share demo'.",
                exception);
        }
        catch (Exception exception) when (exception is EnsException or HttpRequestException or TimeoutException)
        {
            throw new UsageException($"There is no usable access key. {exception.Message}", exception);
        }
    }
}
