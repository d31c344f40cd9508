using ForeignTransport.Core.Delivery;
using ForeignTransport.Transport.Delivery;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Messages;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps what a server found at a Drop directory to protobuf and back.</summary>
internal static class DropDirectoryMapping
{
    public static Wire.DropDirectoryTested ToWire(DeliveryReplies.DropDirectoryTested message)
    {
        var facts = message.Facts;
        var wire = new Wire.DropDirectoryTested { Server = facts.Server, IsOwn = facts.IsOwn };
        wire.Trials.AddRange(facts.Trials.Select(trial => new Wire.DropDirectoryTrial
        {
            Step = (uint)trial.Step,
            Error = trial.Error is null ? null : ErrorMapping.ToWire(trial.Error)
        }));
        wire.MarkersSeen.AddRange(facts.MarkersSeen);
        if (facts.Path is { } path)
        {
            wire.Path = path;
        }

        if (facts.IsOneVolume is { } isOneVolume)
        {
            wire.IsOneVolume = isOneVolume;
        }

        if (facts.FreeSpace is { } freeSpace)
        {
            wire.FreeSpace = freeSpace;
        }

        if (facts.FilesWaiting is { } filesWaiting)
        {
            wire.FilesWaiting = filesWaiting;
        }

        if (facts.BytesWaiting is { } bytesWaiting)
        {
            wire.BytesWaiting = bytesWaiting;
        }

        if (facts.BytesCounted is { } bytesCounted)
        {
            wire.BytesCounted = bytesCounted;
        }

        if (facts.Marker is { } marker)
        {
            wire.Marker = marker;
        }

        return wire;
    }

    public static DeliveryReplies.DropDirectoryTested FromWire(Wire.DropDirectoryTested wire) => new(new DropDirectoryFacts(wire.Server)
    {
        Path = wire.HasPath ? wire.Path : null,
        IsOwn = wire.IsOwn,
        // A step of a later release is kept: nobody looks for it, and its error is seen.
        Trials = [.. wire.Trials.Select(trial => new DropDirectoryTrial((DropDirectoryStep)trial.Step, ErrorMapping.FromOptional(trial.Error)))],
        IsOneVolume = wire.HasIsOneVolume ? wire.IsOneVolume : null,
        FreeSpace = wire.HasFreeSpace ? wire.FreeSpace : null,
        FilesWaiting = wire.HasFilesWaiting ? wire.FilesWaiting : null,
        BytesWaiting = wire.HasBytesWaiting ? wire.BytesWaiting : null,
        BytesCounted = wire.HasBytesCounted ? wire.BytesCounted : null,
        Marker = wire.HasMarker ? wire.Marker : null,
        MarkersSeen = [.. wire.MarkersSeen]
    });
}
