using System.Net;
using System.Net.Sockets;

namespace ForeignTransport.Server.Bench;

/// <summary>
/// Ports for servers that are started a moment later. They lie below those that systems give to whoever asks for any (from 32768 on Linux): between the look and the start nobody gets
/// one by chance.
/// </summary>
internal static class LoopbackPort
{
    private const int First = 10_000;
    private const int Count = 20_000;

    /// <summary>Programs that run side by side begin at different ports.</summary>
    private static uint s_last = (uint)Environment.ProcessId * 97;

    /// <summary>A port of 127.0.0.1 on which nobody listens, and that this process was not given before.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static int Free()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (int)(Interlocked.Increment(ref s_last) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there, or the system keeps it for itself.
            }
        }

        throw new InvalidOperationException($"No port of 127.0.0.1 from {First} to {First + Count - 1} is free.");
    }
}
