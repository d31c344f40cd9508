using System.Globalization;
using System.Net;

namespace ForeignTransport.Transport.Configuration;

/// <summary>An address and TCP port to listen on. Port 0 lets the system choose a free one.</summary>
public readonly record struct ListenAddress(IPAddress Address, int Port)
{
    /// <summary>True when only this machine can connect.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Reads <c>ADDRESS:PORT</c>; the port is never optional, an IPv6 address stands in brackets, <c>localhost</c> is 127.0.0.1.</summary>
    public static bool TryParse(string text, out ListenAddress value)
    {
        value = default;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return false;

        var host = text[..colon];
        var bracketed = host.StartsWith('[') && host.EndsWith(']');
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            value = new ListenAddress(IPAddress.Loopback, port);
            return true;
        }

        if (!IPAddress.TryParse(bracketed ? host[1..^1] : host, out var address)
            || bracketed != (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
            || (!bracketed && host.Count(c => c == '.') != 3))
            return false;

        value = new ListenAddress(address, port);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => new IPEndPoint(Address, Port).ToString();
}
