using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ens.ImageSharing.Benchmarks;

/// <summary>
/// A server on loopback that answers everything with the same page of 100 accounts, or refuses each first of two requests because of its
/// nonce. It allocates nothing meanwhile.
/// </summary>
internal sealed class PageServer : IDisposable
{
    public const string Image = "m-5s7qotzavwbrnzaqh4unm0001";

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[][] _answers;

    public PageServer(bool refuses = false)
    {
        byte[] page = Answer("200 OK", Body);
        _answers = refuses ? [Answer("400 Bad Request", """{"Code":"SignatureNonceUsed","Message":"Specified signature nonce was used already."}"""u8), page] : [page];
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(256);
        _ = AcceptAsync();
    }

    public static byte[] Body { get; } = Encoding.UTF8.GetBytes(
        """{"TotalCount":100,"PageSize":100,"RequestId":"A44EE357-6174-5E37-A801-48F5790F9ACE","PageNumber":1,"ImageId":"m-5s7qotzavwbrnzaqh4unm0001","Accounts":{"Account":["""
        + string.Join(",", Enumerable.Range(0, 100).Select(number => $$"""{"AliyunUid":"{{1515285520000000L + number}}"}"""))
        + "]}}");

    public Uri Address => new($"http://{_listener.LocalEndPoint}");

    public void Dispose() => _listener.Dispose();

    private static byte[] Answer(string status, ReadOnlySpan<byte> body)
    {
        string head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Type: application/json;charset=utf-8\r\nx-acs-request-id: A44EE357-6174-5E37-A801-48F5790F9ACE\r\nContent-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The benchmark is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            byte[] buffer = new byte[8192];
            int length = 0, request = 0;
            try
            {
                while (await socket.ReceiveAsync(buffer.AsMemory(length)) is > 0 and int read)
                {
                    // One request at a time comes on a connection, and none has a body.
                    length += read;
                    if (buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
                    {
                        length = 0;
                        await socket.SendAsync(_answers[request++ % _answers.Length]);
                    }
                }
            }
            catch (SocketException)
            {
                // The client is gone.
            }
        }
    }
}
