using ForeignTransport.Transport.Hosting;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Messages;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps what servers say of themselves to protobuf and back.</summary>
internal static class ServerMessageMapping
{
    public static Wire.ServerFacts ToWire(ServerFacts facts)
    {
        var wire = new Wire.ServerFacts
        {
            Server = facts.Server,
            Version = facts.Version,
            StartedAt = facts.StartedAt.UtcTicks,
            DataDirectory = facts.DataDirectory,
            OrganizationVersion = facts.OrganizationVersion,
            Partitions = facts.Partitions,
            Messages = facts.Messages,
            IsIntakeClosed = facts.IsIntakeClosed,
            Submissions = facts.Submissions,
            Commands = facts.Commands
        };
        if (facts.Pickup is not null)
        {
            wire.Pickup = facts.Pickup;
        }

        if (facts.Replay is not null)
        {
            wire.Replay = facts.Replay;
        }

        if (facts.RootDropDirectory is not null)
        {
            wire.RootDropDirectory = facts.RootDropDirectory;
        }

        if (facts.Http is not null)
        {
            wire.Http = facts.Http;
        }

        return wire;
    }

    public static ServerFacts FromWire(Wire.ServerFacts wire) => new(
        wire.Server,
        wire.Version,
        MessageMapping.ToTime(wire.StartedAt),
        wire.DataDirectory,
        wire.HasPickup ? wire.Pickup : null,
        wire.HasReplay ? wire.Replay : null,
        wire.HasRootDropDirectory ? wire.RootDropDirectory : null,
        wire.HasHttp ? wire.Http : null,
        wire.OrganizationVersion,
        wire.Partitions,
        wire.Messages,
        wire.IsIntakeClosed,
        wire.Submissions,
        wire.Commands);
}
