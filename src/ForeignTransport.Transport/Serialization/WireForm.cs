using Google.Protobuf;

namespace ForeignTransport.Transport.Serialization;

/// <summary>How values of one type are written and read: a row of the table of <see cref="TransportSerializer"/>.</summary>
internal sealed class WireForm
{
    private WireForm(Type type, string manifest, Func<object, IMessage> write, Func<byte[], object> read) =>
        (Type, Manifest, Write, Read) = (type, manifest, write, read);

    /// <summary>The type, or the base of a closed family of types that share the manifest.</summary>
    public Type Type { get; }

    /// <summary>One of <see cref="Manifests"/>.</summary>
    public string Manifest { get; }

    public Func<object, IMessage> Write { get; }

    /// <summary>Throws <see cref="InvalidDataException"/> or <see cref="InvalidProtocolBufferException"/>, and nothing else, for bytes that are none of its.</summary>
    public Func<byte[], object> Read { get; }

    /// <summary>A type that is mapped to a protobuf message.</summary>
    public static WireForm Of<T, TWire>(string manifest, Func<T, TWire> write, MessageParser<TWire> parser, Func<TWire, T> read)
        where T : notnull
        where TWire : IMessage<TWire> =>
        new(typeof(T), manifest, value => write((T)value), bytes => read(parser.ParseFrom(bytes)));

    /// <summary>A protobuf message that is a value itself: the snapshots, whose owners map them.</summary>
    public static WireForm Of<TWire>(string manifest, MessageParser<TWire> parser)
        where TWire : IMessage<TWire> =>
        new(typeof(TWire), manifest, value => (TWire)value, bytes => parser.ParseFrom(bytes));
}
