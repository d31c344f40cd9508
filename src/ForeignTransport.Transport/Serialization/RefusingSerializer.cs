using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace ForeignTransport.Transport.Serialization;

/// <summary>
/// Stands in the place of Akka's catch-all JSON serializer and refuses everything, in both directions: what has no manifest of ours is
/// never written, and a peer cannot name a type to be created here.
/// </summary>
internal sealed class RefusingSerializer : Serializer
{
    /// <summary>Akka creates the serializer of this name with its settings; there are none to read.</summary>
    public RefusingSerializer(ExtendedActorSystem system, Config settings)
        : base(system) => _ = settings;

    /// <inheritdoc />
    public override int Identifier => 1;

    /// <inheritdoc />
    public override bool IncludeManifest => true;

    /// <inheritdoc />
    /// <exception cref="SerializationException">Always. Remoting loses the message for it; for most others it would end the connection.</exception>
    public override byte[] ToBinary(object obj) =>
        throw new SerializationException($"{obj.GetType()} has no serializer: it must not leave this process.");

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, Type type) =>
        throw new InvalidDataException("A message of another kind than this product's was received; it is refused.");
}
