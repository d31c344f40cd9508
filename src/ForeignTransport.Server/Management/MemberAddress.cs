using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Cluster;

namespace ForeignTransport.Server.Management;

/// <summary>The addresses of members, as callers write them.</summary>
internal static class MemberAddress
{
    private const int HighestPort = 65535;

    /// <summary>
    /// The text of a catch-all route value. Kestrel has decoded every escape but that of the slash, so decoding anything else would
    /// decode twice.
    /// </summary>
    public static string Decode(string routeValue) => routeValue.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The member with this address, full (<c>akka.tcp://system@host:port</c>) or short (<c>system@host:port</c>). The case of the host
    /// does not matter, that of the system does.
    /// </summary>
    public static Member? Find(IEnumerable<Member> members, string text)
    {
        var host = text.LastIndexOf('@') + 1;
        var sought = string.Concat(text.AsSpan(0, host), text[host..].ToLowerInvariant());
        return members.FirstOrDefault(member => member.Address.ToString() == sought || member.Address.HostPort() == sought);
    }

    /// <summary>
    /// Reads an address to join: complete, with a port that exists, of the protocol and system of this node. Stricter than
    /// <see cref="Address.TryParse(string, out Address)"/>, which takes local addresses, any port number and a path behind the address.
    /// </summary>
    public static bool TryParseTarget(string text, Address self, [NotNullWhen(true)] out Address? target)
    {
        target = Address.TryParse(text, out var address)
            && address.HasGlobalScope
            && address.Port is > 0 and <= HighestPort
            && address.Protocol == self.Protocol
            && address.System == self.System
            && address.ToString().Equals(text, StringComparison.OrdinalIgnoreCase) ? address : null;
        return target is not null;
    }
}
