using System.Collections.Frozen;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;

namespace ForeignTransport.Transport.Serialization;

/// <summary>
/// Writes and reads everything of ours in the journal, in snapshots and on the wire (<see cref="WireForms"/>): protobuf under an explicit
/// manifest. An unknown manifest throws, which stops a recovery instead of skipping what a later release wrote; between servers the one
/// message is lost and logged, and the connection stays.
/// </summary>
internal sealed class TransportSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private static readonly FrozenDictionary<Type, WireForm> ByType = WireForms.All.ToFrozenDictionary(form => form.Type);

    private static readonly FrozenDictionary<string, WireForm> ByManifest =
        WireForms.All.ToFrozenDictionary(form => form.Manifest, StringComparer.Ordinal);

    /// <inheritdoc />
    public override int Identifier => 3463;

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The type has no manifest.</exception>
    public override string Manifest(object o) => FormOf(o).Manifest;

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The type has no manifest.</exception>
    public override byte[] ToBinary(object obj) => FormOf(obj).Write(obj).ToByteArray();

    /// <inheritdoc />
    /// <exception cref="InvalidDataException">The manifest is unknown, or the value is not one that this release can hold.</exception>
    /// <exception cref="InvalidProtocolBufferException">The bytes are not protobuf of that manifest.</exception>
    public override object FromBinary(byte[] bytes, string manifest) => ByManifest.TryGetValue(manifest, out var form)
        ? form.Read(bytes)
        : throw new InvalidDataException($"Unknown manifest '{manifest}': the data was written by a later release.");

    private static WireForm FormOf(object value)
    {
        var type = value.GetType();
        return ByType.TryGetValue(type, out var form) || (type.BaseType is { } family && ByType.TryGetValue(family, out form))
            ? form
            : throw new ArgumentException($"{type} has no manifest.", nameof(value));
    }
}
