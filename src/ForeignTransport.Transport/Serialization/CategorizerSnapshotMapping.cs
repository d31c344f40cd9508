using ForeignTransport.Core.Categorizing;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Categorizer;
using static ForeignTransport.Transport.Serialization.MessageMapping;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps the state of a categorizer partition to protobuf and back.</summary>
internal static class CategorizerSnapshotMapping
{
    public static Wire.CategorizerSnapshot ToWire(CategorizerState state)
    {
        var wire = new Wire.CategorizerSnapshot();
        foreach (var entry in state.Messages.Values)
        {
            wire.Messages.Add(ToWire(entry));
        }

        foreach (var (id, server) in state.Remembered)
        {
            wire.Remembered.Add(new Wire.RememberedClaim { Message = MessageMapping.ToWire(id), Server = server });
        }

        return wire;
    }

    public static CategorizerState FromWire(Wire.CategorizerSnapshot wire)
    {
        var state = new CategorizerState();
        foreach (var message in wire.Messages)
        {
            var entry = FromWire(message);
            if (state.Messages.ContainsKey(entry.Message.Id))
            {
                throw new InvalidDataException($"The snapshot has message {entry.Message.Id} twice.");
            }

            state.Restore(entry);
        }

        foreach (var claim in wire.Remembered)
        {
            state.Remember(ToMessageId(claim.Message), claim.Server);
        }

        return state;
    }

    private static Wire.MessageState ToWire(MessageEntry entry)
    {
        var wire = new Wire.MessageState
        {
            Message = MessageMapping.ToWire(entry.Message),
            LastOrdinal = entry.LastOrdinal,
            DsnCount = entry.DsnCount,
            DelayReported = entry.DelayReported,
            Resolved = entry.Resolved is { } resolved ? ResolutionMapping.ToWire(resolved) : null
        };
        if (entry.ClaimedBy is not null)
        {
            wire.ClaimedBy = entry.ClaimedBy;
        }

        wire.Holds.AddRange(entry.Holds.Select(HoldMapping.ToWire));
        wire.Failures.AddRange(entry.Failures.Select(failure => new Wire.FailedWork { Fault = failure.Fault, Reason = failure.Reason }));

        foreach (var recipient in entry.Recipients)
        {
            var mapped = new Wire.RecipientState
            {
                Outcome = (uint)recipient.Outcome,
                DecidedAt = recipient.DecidedAt?.UtcTicks ?? 0,
                OwedDsn = CategorizerMapping.ToWire(recipient.OwedDsn),
                PossiblyDelivered = recipient.PossiblyDelivered
            };
            if (recipient.Diagnostic is not null)
            {
                mapped.Diagnostic = recipient.Diagnostic;
            }

            if (recipient.LookUpAddress is not null)
            {
                mapped.LookUpAddress = recipient.LookUpAddress;
            }

            wire.Recipients.Add(mapped);
        }

        wire.Staged.AddRange(entry.Staged.Select(ToWire));
        wire.Awaiting.AddRange(entry.Awaiting.Select(awaiting => new Wire.AwaitingFile
        {
            File = ToWire(awaiting.File),
            PublishedAt = awaiting.PublishedAt.UtcTicks
        }));
        return wire;
    }

    private static Wire.StagedFile ToWire(StagedFile file)
    {
        var wire = new Wire.StagedFile
        {
            Connector = MessageMapping.ToWire(file.Connector),
            Server = file.Server,
            Directory = file.Directory,
            Marker = file.Marker,
            Ordinal = file.Ordinal,
            FileName = file.FileName
        };
        wire.Recipients.AddRange(file.Recipients);
        return wire;
    }

    /// <exception cref="InvalidDataException">It is missing.</exception>
    private static StagedFile FromWire(Wire.StagedFile? file) => file is null
        ? throw new InvalidDataException("A staged file is missing.")
        : new(ToGuid(file.Connector), file.Server, file.Directory, file.Marker, file.Ordinal, file.FileName, [.. file.Recipients]);

    private static MessageEntry FromWire(Wire.MessageState wire) =>
        MessageEntry.Restore(
            MessageMapping.FromWire(wire.Message),
            wire.Recipients.Select(recipient => new RecipientState(
                (RecipientOutcome)recipient.Outcome,
                recipient.HasDiagnostic ? recipient.Diagnostic : null,
                recipient.DecidedAt == 0 ? null : ToTime(recipient.DecidedAt),
                recipient.OwedDsn == 0 ? null : CategorizerMapping.ToKind(recipient.OwedDsn),
                recipient.PossiblyDelivered)
            {
                LookUpAddress = recipient.HasLookUpAddress ? recipient.LookUpAddress : null
            }),
            wire.Staged.Select(FromWire),
            wire.LastOrdinal,
            wire.DsnCount,
            wire.DelayReported,
            wire.HasClaimedBy ? wire.ClaimedBy : null,
            wire.Resolved is { } resolved ? ResolutionMapping.FromWire(resolved) : null,
            wire.Holds.Select(HoldMapping.FromWire),
            wire.Failures.Select(failure => new FailedWork(ToMessageId(wire.Message.Id), failure.Fault, failure.Reason)),
            wire.Awaiting.Select(awaiting => new AwaitingFile(FromWire(awaiting.File), ToTime(awaiting.PublishedAt))));
}
