namespace Ens.ImageSharing.Tool.Connections;

/// <summary>What the command line says about where to and how.</summary>
internal sealed record ConnectionSettings
{
    public string? Profile { get; init; }

    public string? Endpoint { get; init; }

    public string? Region { get; init; }

    public bool Vpc { get; init; }

    public int Parallelism { get; init; } = 8;

    public double? MaxCallsPerSecond { get; init; }

    public bool Verbose { get; init; }
}
