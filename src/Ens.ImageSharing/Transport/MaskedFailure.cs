using System.Collections;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Transport;

/// <summary>
/// Failures of a transport, which may quote the request or what a server echoes of it: the platform's do so for a broken status line.
/// </summary>
internal static class MaskedFailure
{
    /// <summary>Bytes that the platform could not read, as it quotes them. They may begin within a secret, which no mask finds.</summary>
    private static readonly Regex QuotedBytes = new(
        "(?:[0-9A-F]{2}-){4,}[0-9A-F]{2}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The failure itself if it shows no secret; else one of the same kind that shows none, down to its last cause.</summary>
    public static Exception Of(Exception failure, SecretMask mask) =>
        failure is EnsException or KeyUnchangedException || !Shows(failure, mask) ? failure : Replace(failure, mask);

    private static bool Shows(Exception failure, SecretMask mask)
    {
        string text = failure.ToString();
        for (Exception? part = failure; part is not null; part = part.InnerException)
        {
            // Names and files of the program, which may look like anything.
            text = part.StackTrace is { Length: > 0 } trace ? text.Replace(trace, "") : text;
            text += "\n" + part.Message;
            foreach (DictionaryEntry entry in part.Data)
            {
                text += FormattableString.Invariant($"\n{entry.Key}={entry.Value}");
            }
        }

        return mask.Finds(text) || QuotedBytes.IsMatch(text);
    }

    /// <summary>What decides about another attempt is kept: the type, and whether there was a connection.</summary>
    private static Exception Replace(Exception failure, SecretMask mask)
    {
        string message = QuotedBytes.Replace(mask.Apply(failure.Message), "***");
        Exception? cause = failure.InnerException is { } inner ? Of(inner, mask) : null;
        return failure switch
        {
            HttpRequestException request => PlatformHttp.Failure(message, cause, request),
            OperationCanceledException canceled => new OperationCanceledException(message, cause, canceled.CancellationToken),
            TimeoutException => new TimeoutException(message, cause),
            IOException => new IOException(message, cause),
            InvalidDataException => new InvalidDataException(message, cause),
            AuthenticationException => new AuthenticationException(message, cause),
            SocketException socket => new SocketException((int)socket.SocketErrorCode),
            _ => new InvalidOperationException(message, cause),
        };
    }
}
