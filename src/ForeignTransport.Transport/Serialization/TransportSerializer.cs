using Akka.Actor;
using Akka.Serialization;
using ForeignTransport.Core.Categorizing;
using Google.Protobuf;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Categorizer;
using OrganizationWire = ForeignTransport.Transport.Serialization.Protocol.Organization;
using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Transport.Serialization;

/// <summary>
/// Writes and reads everything of ours in the journal, in snapshots and on the wire: protobuf under an explicit manifest. An unknown
/// manifest throws, which stops a recovery instead of skipping what a later release wrote.
/// </summary>
internal sealed class TransportSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <inheritdoc />
    public override int Identifier => 3463;

    /// <inheritdoc />
    public override string Manifest(object o) => o switch
    {
        MessagesAccepted => Manifests.MessagesAccepted,
        DropsStaged => Manifests.DropsStaged,
        DropsPublished => Manifests.DropsPublished,
        DropsAbandoned => Manifests.DropsAbandoned,
        RecipientsFailed => Manifests.RecipientsFailed,
        DsnAccepted => Manifests.DsnAccepted,
        Wire.CategorizerSnapshot => Manifests.CategorizerSnapshot,
        OrganizationEvent => Manifests.OrganizationEvent,
        OrganizationWire.OrganizationSnapshot => Manifests.OrganizationSnapshot,
        _ => throw new ArgumentException($"{o.GetType()} has no manifest.", nameof(o))
    };

    /// <inheritdoc />
    public override byte[] ToBinary(object obj) => (obj switch
    {
        MessagesAccepted happened => CategorizerMapping.ToWire(happened),
        DropsStaged happened => CategorizerMapping.ToWire(happened),
        DropsPublished happened => CategorizerMapping.ToWire(happened),
        DropsAbandoned happened => CategorizerMapping.ToWire(happened),
        RecipientsFailed happened => CategorizerMapping.ToWire(happened),
        DsnAccepted happened => CategorizerMapping.ToWire(happened),
        OrganizationEvent happened => OrganizationMapping.ToWire(happened),
        IMessage message => message,
        _ => throw new ArgumentException($"{obj.GetType()} cannot be serialized.", nameof(obj))
    }).ToByteArray();

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        Manifests.MessagesAccepted => CategorizerMapping.FromWire(Wire.MessagesAccepted.Parser.ParseFrom(bytes)),
        Manifests.DropsStaged => CategorizerMapping.FromWire(Wire.DropsStaged.Parser.ParseFrom(bytes)),
        Manifests.DropsPublished => CategorizerMapping.FromWire(Wire.DropsPublished.Parser.ParseFrom(bytes)),
        Manifests.DropsAbandoned => CategorizerMapping.FromWire(Wire.DropsAbandoned.Parser.ParseFrom(bytes)),
        Manifests.RecipientsFailed => CategorizerMapping.FromWire(Wire.RecipientsFailed.Parser.ParseFrom(bytes)),
        Manifests.DsnAccepted => CategorizerMapping.FromWire(Wire.DsnAccepted.Parser.ParseFrom(bytes)),
        Manifests.CategorizerSnapshot => Wire.CategorizerSnapshot.Parser.ParseFrom(bytes),
        Manifests.OrganizationEvent => OrganizationMapping.FromWire(OrganizationWire.OrganizationEvent.Parser.ParseFrom(bytes)),
        Manifests.OrganizationSnapshot => OrganizationWire.OrganizationSnapshot.Parser.ParseFrom(bytes),
        _ => throw new InvalidDataException($"Unknown manifest '{manifest}': the data was written by a later release.")
    };
}
