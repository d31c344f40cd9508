using System.Net;
using System.Net.Sockets;

namespace ForeignTransport.PowerShell.Tests.Hosting;

/// <summary>Takes the beginning of every request, and hangs up.</summary>
internal sealed class BrokenServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public BrokenServer()
    {
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    public void Dispose()
    {
        _listener.Stop();
        _serving.GetAwaiter().GetResult();
    }

    private async Task ServeAsync()
    {
        var buffer = new byte[1024];
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                _ = await client.GetStream().ReadAtLeastAsync(buffer, 1, throwOnEndOfStream: false);
            }
            catch (IOException)
            {
                // The client was quicker.
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
