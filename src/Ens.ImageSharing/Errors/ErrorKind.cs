namespace Ens.ImageSharing;

/// <summary>Which exception an error becomes.</summary>
internal enum ErrorKind
{
    Other,
    MissingParameter,
    InvalidParameter,
    NoPermission,
    Throttling,
    Authentication,
    Server,
}
