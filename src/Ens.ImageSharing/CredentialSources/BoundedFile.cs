using System.Text;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>
/// A small file that is read as a whole, on another thread and within limits of time and size, because the path may lead to anything.
/// </summary>
/// <remarks>
/// The file is opened and read each time: times and sizes of links and mounted volumes do not tell whether the content has changed. One
/// reading serves all callers that wait. A reading that hangs, as on a named pipe that nothing writes to, is left behind, and the next
/// begins when the path has changed.
/// </remarks>
internal sealed class BoundedFile(string path, int maxKilobytes, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Reading? _reading;
    private Reading? _hanging;

    public string Path => path;

    /// <summary>Whether this is how a file fails to be read.</summary>
    public static bool IsFailure(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or TimeoutException or ArgumentException or NotSupportedException
            or System.Security.SecurityException;

    /// <summary>Reads the file.</summary>
    /// <returns>The text; <see langword="null"/> if there is no file.</returns>
    /// <exception cref="IOException">The file cannot be read or is too long. See <see cref="IsFailure"/> for the others.</exception>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        Task<string?> text = Begin().Text;
        try
        {
            return await text.WaitAsync(Limit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException(FormattableString.Invariant($"it was not read within {Limit.TotalSeconds} s."), exception);
        }
    }

    private Reading Begin()
    {
        lock (_gate)
        {
            if (_reading is { Text.IsCompleted: false } current)
            {
                if (!current.HangsSince(time.GetUtcNow() - Limit))
                {
                    return current;
                }

                _hanging = current;
            }

            _hanging = _hanging?.Text.IsCompleted == false ? _hanging : null;
            return _reading = new Reading(path, maxKilobytes * 1024, _hanging, time.GetUtcNow());
        }
    }

    private sealed class Reading
    {
        private readonly DateTimeOffset _startedAt;
        private (long, DateTime)? _version;
        private volatile bool _isOpening;

        public Reading(string path, int maxBytes, Reading? hanging, DateTimeOffset startedAt)
        {
            _startedAt = startedAt;
            Text = DetachedTask.Run(() => Task.FromResult(Read(path, maxBytes, hanging)));
        }

        public Task<string?> Text { get; }

        public bool HangsSince(DateTimeOffset time) => _isOpening && _startedAt <= time;

        private string? Read(string path, int maxBytes, Reading? hanging)
        {
            FileInfo file = new(path);
            if (!IsThere(file))
            {
                return null;
            }

            _version = file.Exists ? (file.Length, file.LastWriteTimeUtc) : null;
            if (hanging is not null && hanging._version == _version)
            {
                throw new IOException("it does not answer.");
            }

            _isOpening = true;
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return Read(stream, maxBytes);
        }

        private static string Read(FileStream stream, int maxBytes)
        {
            using MemoryStream content = new();
            byte[] buffer = new byte[4096];
            int read;
            while ((read = stream.Read(buffer, 0, buffer.Length)) > 0)
            {
                content.Write(buffer, 0, read);
                if (content.Length > maxBytes)
                {
                    throw new IOException(FormattableString.Invariant($"it is longer than {maxBytes / 1024} KB."));
                }
            }

            content.Position = 0;
            using StreamReader reader = new(content, Encoding.UTF8);
            return reader.ReadToEnd();
        }

        /// <summary>
        /// Whether there is anything at the path, be it a folder or a link to nothing. Asked first, because most places have no file.
        /// </summary>
        private static bool IsThere(FileInfo file)
        {
            try
            {
                return file.Attributes != (FileAttributes)(-1);
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                // The older framework throws instead.
                return false;
            }
        }
    }
}
