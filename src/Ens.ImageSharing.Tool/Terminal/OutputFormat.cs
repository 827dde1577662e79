namespace Ens.ImageSharing.Tool.Terminal;

/// <summary>The form of the data on the standard output.</summary>
internal enum OutputFormat
{
    /// <summary>Comma-separated lines without a header, for other programs.</summary>
    Lines,

    Table,

    Json,

    Csv,
}
