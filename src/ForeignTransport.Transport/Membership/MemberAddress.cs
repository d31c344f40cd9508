using System.Globalization;
using Akka.Actor;
using Akka.Cluster;

namespace ForeignTransport.Transport.Membership;

/// <summary>A member's unique address as the database keeps it. An actor system has one, and it belongs to one cluster in its life.</summary>
/// <param name="Host">Host name as the server announced it.</param>
/// <param name="Port">Port.</param>
/// <param name="Uid">Random number of the actor system.</param>
internal readonly record struct MemberAddress(string Host, int Port, long Uid)
{
    public static MemberAddress Of(UniqueAddress address) => new(address.Address.Host ?? "", address.Address.Port ?? 0, address.Uid);

    /// <summary>The address to send to, with the protocol and the system name that all members of this node's cluster have.</summary>
    public Address AddressLike(Address self) => new(self.Protocol, self.System, Host, Port);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
