namespace Ens.ImageSharing.Tool.Terminal;

/// <summary>How the program ends. Of several reasons the worst counts: 130, 3, 1, 0.</summary>
internal static class ExitCode
{
    /// <summary>As allowed, done, or shared.</summary>
    public const int Success = 0;

    /// <summary>Differences were found, the image is not shared, or the answer was no.</summary>
    public const int Different = 1;

    /// <summary>Wrong usage, or a file that cannot be used. Nothing was called.</summary>
    public const int Usage = 2;

    /// <summary>Something could not be read or done.</summary>
    public const int Failed = 3;

    public const int Interrupted = 130;
}
