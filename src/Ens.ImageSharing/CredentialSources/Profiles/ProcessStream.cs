using System.Text;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>
/// What a process writes to one of its streams: read to the end, so that the process is never held up, and kept up to a limit.
/// </summary>
/// <param name="reader">The stream.</param>
/// <param name="limit">How many characters are kept.</param>
/// <param name="keepsEnd">Whether the last characters are kept, and not the first ones.</param>
internal sealed class ProcessStream(StreamReader reader, int limit, bool keepsEnd)
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _kept = new();

    /// <summary>Whether more came than was kept.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>What has come so far.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
            {
                return _kept.ToString();
            }
        }
    }

    /// <summary>Reads until the stream ends, or until there is too much where the beginning is kept.</summary>
    public async Task ReadToEndAsync()
    {
        char[] buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false)) > 0)
        {
            lock (_gate)
            {
                _kept.Append(buffer, 0, read);
                if (_kept.Length > limit)
                {
                    IsTooLong = true;
                    _kept.Remove(keepsEnd ? 0 : limit, _kept.Length - limit);
                }
            }

            if (IsTooLong && !keepsEnd)
            {
                return;
            }
        }
    }
}
