namespace Ens.ImageSharing.Tool.Terminal;

/// <summary>Standard streams that the process was started without, as <c>2&gt;&amp;-</c> in a shell does.</summary>
internal static class ClosedStreams
{
    private const int StandardError = 2;

    private static readonly List<FileStream> Held = [];

    /// <summary>
    /// Takes the numbers of closed streams. The system gives the lowest free number to the next file that is opened, and a message for the
    /// standard error would be written into a report or a journal.
    /// </summary>
    public static void Hold()
    {
        while (!OperatingSystem.IsWindows())
        {
            // Cannot be written to, so that a closed standard output stays a failure.
            FileStream nothing = new("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (nothing.SafeFileHandle.DangerousGetHandle() > StandardError)
            {
                nothing.Dispose();
                return;
            }

            Held.Add(nothing);
        }
    }
}
