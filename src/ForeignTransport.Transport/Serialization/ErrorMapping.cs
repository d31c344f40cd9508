using ForeignTransport.Core.Errors;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Messages;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps an occurrence of a catalogued failure to protobuf and back.</summary>
internal static class ErrorMapping
{
    public static Wire.Error ToWire(TransportError error)
    {
        var wire = new Wire.Error { Code = error.Entry.Code, Detail = error.Detail, Name = error.Entry.Name, Status = error.Entry.Status };
        if (error.Parameter is { } parameter)
        {
            wire.Parameter = parameter;
        }

        return wire;
    }

    /// <summary>The entry is that of this release's catalogue; a code it does not have is shown with what the sender says of it.</summary>
    public static TransportError FromWire(Wire.Error wire) =>
        (ErrorCatalogue.Find(wire.Code) ?? ErrorEntry.OfLaterRelease(wire.Code, wire.Name, wire.Status)).With(wire.Detail) with
        {
            Parameter = wire.HasParameter ? wire.Parameter : null
        };

    /// <summary>An error that need not be there.</summary>
    public static TransportError? FromOptional(Wire.Error? wire) => wire is null ? null : FromWire(wire);
}
