using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ens.ImageSharing.Tests.Servers;

/// <summary>What the server does with one request: writes whatever it likes to the stream.</summary>
internal delegate Task Respond(Stream stream, ReceivedText request, CancellationToken cancellationToken);

/// <summary>The bytes of a request, as text.</summary>
internal sealed record ReceivedText(string Head, string Body = "")
{
    public string[] Lines { get; } = Head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    public string RequestLine => Lines[0];

    public KeyValuePair<string, string>[] Headers { get; } =
        [.. Head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(": ", 2)).Select(pair => new KeyValuePair<string, string>(pair[0], pair[1]))];

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>A server on a real socket, where every byte is the test's.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener;
    private readonly Respond _respond;
    private readonly Task _accepting;

    public LoopbackServer(Respond respond, IPAddress? address = null, int port = 0)
    {
        _respond = respond;
        _listener = new TcpListener(address ?? IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    public ConcurrentQueue<ReceivedText> Requests { get; } = new();

    /// <summary>Completes when the first request has come in.</summary>
    public TaskCompletionSource FirstRequest { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Respond Answer(string body, int status = 200, string headers = "") => (stream, _, token) => WriteAsync(stream, body, status, headers, token);

    public static async Task WriteAsync(Stream stream, string body, int status, string headers, CancellationToken cancellationToken)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        string head = $"HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\n{headers}Content-Length: {bytes.Length}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        await stream.WriteAsync(bytes, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                connections.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                Stream stream = client.GetStream();
                while (await ReadAsync(stream) is { } request)
                {
                    Requests.Enqueue(request);
                    FirstRequest.TrySetResult();
                    await _respond(stream, request, _stop.Token);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client is gone, or the test is over.
            }
        }
    }

    /// <summary>Reads one request: a client of ours sends the next one only after the answer.</summary>
    private async Task<ReceivedText?> ReadAsync(Stream stream)
    {
        byte[] bytes = new byte[64 * 1024];
        int length = 0, headEnd;
        while ((headEnd = bytes.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            int read = await stream.ReadAsync(bytes.AsMemory(length), _stop.Token);
            if (read == 0)
            {
                return null;
            }

            length += read;
        }

        string head = Encoding.ASCII.GetString(bytes, 0, headEnd + 4);
        byte[] body = new byte[int.Parse(new ReceivedText(head).Header("Content-Length") ?? "0", System.Globalization.CultureInfo.InvariantCulture)];
        int early = Math.Min(body.Length, length - headEnd - 4);
        bytes.AsSpan(headEnd + 4, early).CopyTo(body);
        await stream.ReadExactlyAsync(body.AsMemory(early), _stop.Token);
        return new ReceivedText(head, Encoding.UTF8.GetString(body));
    }
}
