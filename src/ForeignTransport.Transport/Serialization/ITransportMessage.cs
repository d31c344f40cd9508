namespace ForeignTransport.Transport.Serialization;

/// <summary>
/// A message that may cross from one server to another. <see cref="TransportSerializer"/> is bound to this interface, so each type that
/// implements it has a manifest and a protobuf form; what stays on a server says so with <see cref="Akka.Actor.INoSerializationVerificationNeeded"/>.
/// </summary>
internal interface ITransportMessage;
