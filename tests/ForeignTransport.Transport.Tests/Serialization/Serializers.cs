using Akka.Actor;
using ForeignTransport.Transport.Serialization;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>The serializer of the journal, in an actor system that nothing else uses.</summary>
public sealed class Serializers : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("serialization");

    internal TransportSerializer Transport { get => field ??= new TransportSerializer((ExtendedActorSystem)_system); } = null!;

    /// <summary>Writes a value and reads it back.</summary>
    public object RoundTrip(object value) => Transport.FromBinary(Transport.ToBinary(value), Transport.Manifest(value));

    /// <inheritdoc />
    public void Dispose() => _system.Dispose();
}
