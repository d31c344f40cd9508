using System.Net;
using System.Net.Sockets;

namespace ForeignTransport.PowerShell.Tests.Hosting;

/// <summary>An address at which connections are neither taken nor refused, as behind a firewall that says nothing: its queue of connections is full.</summary>
internal sealed class DeafServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _waiting = [];

    public DeafServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(0);
        Address = new Uri($"http://{_listener.LocalEndPoint}");
        // Until one is left hanging: how many the system queues is its own affair.
        while (true)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            _waiting.Add(socket);
            var connecting = socket.ConnectAsync(_listener.LocalEndPoint!);
            // A system that refuses what it cannot queue is no less away.
            if (!((IAsyncResult)connecting).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(1)) || connecting.IsFaulted)
                return;
        }
    }

    public Uri Address { get; }

    public void Dispose()
    {
        foreach (var socket in _waiting)
            socket.Dispose();
        _listener.Dispose();
    }
}
