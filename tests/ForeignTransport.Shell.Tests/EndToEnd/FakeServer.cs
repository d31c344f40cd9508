using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ForeignTransport.Shell.Tests.EndToEnd;

/// <summary>Answers every request with one session, and remembers what was asked. As a proxy it would be asked the same way.</summary>
internal sealed class FakeServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly string _name;

    public FakeServer(string name)
    {
        _name = name;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The heads of the requests.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The spec is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            var head = new StringBuilder();
            var buffer = new byte[4096];
            while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await client.GetStream().ReadAsync(buffer) is > 0 and var read)
                head.Append(Encoding.ASCII.GetString(buffer, 0, read));
            _requests.Enqueue(head.ToString());
            var body = $$"""{"product":"ForeignTransport","version":"0.1.0","server":"{{_name}}","caller":"anna","role":"Administrator","authentication":"token"}""";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
        }
    }
}
