using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Recipients;
using Google.Protobuf.Collections;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Categorizer;
using static ForeignTransport.Transport.Serialization.MessageMapping;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps what the directory made of recipients to protobuf and back.</summary>
internal static class ResolutionMapping
{
    public static Wire.RecipientsResolved ToWire(RecipientsResolved happened)
    {
        var wire = new Wire.RecipientsResolved { At = happened.At.UtcTicks };
        wire.Messages.AddRange(happened.Messages.Select(ToWire));
        return wire;
    }

    public static RecipientsResolved FromWire(Wire.RecipientsResolved wire) => new(ToTime(wire.At), [.. wire.Messages.Select(FromWire)]);

    public static Wire.ResolvedRecipients ToWire(ResolvedRecipients resolved)
    {
        var wire = new Wire.ResolvedRecipients();
        wire.Rewritten.AddRange(resolved.Rewritten.Select(ToWire));
        AddTo(wire.Appended, resolved.Appended);
        return wire;
    }

    public static ResolvedRecipients FromWire(Wire.ResolvedRecipients wire) => new(FromWire(wire.Rewritten), MessageMapping.FromWire(wire.Appended));

    private static Wire.ResolvedMessage ToWire(ResolvedMessage resolved)
    {
        var wire = new Wire.ResolvedMessage { Message = MessageMapping.ToWire(resolved.Message) };
        wire.Rewritten.AddRange(resolved.Rewritten.Select(ToWire));
        wire.Expanded.AddRange(resolved.Expanded.Select(item => new Wire.ExpandedRecipient { Position = item.Position, OwesDsn = item.OwesDsn }));
        wire.Failed.AddRange(resolved.Failed.Select(item => new Wire.RefusedOriginal
        {
            Position = item.Recipient, Diagnostic = item.Diagnostic, OwesDsn = item.OwesDsn
        }));
        foreach (var appended in resolved.Appended)
        {
            var mapped = new Wire.NewRecipient { Recipient = ToWire(appended.Recipient), OwesDsn = appended.OwesDsn };
            if (appended.Diagnostic is not null)
            {
                mapped.Diagnostic = appended.Diagnostic;
            }

            if (appended.LookUpAddress is not null)
            {
                mapped.LookUpAddress = appended.LookUpAddress;
            }

            wire.Appended.Add(mapped);
        }

        return wire;
    }

    private static ResolvedMessage FromWire(Wire.ResolvedMessage wire)
    {
        var message = ToMessageId(wire.Message);
        return new(
            message,
            FromWire(wire.Rewritten),
            [.. wire.Expanded.Select(item => new ExpandedRecipient(item.Position, item.OwesDsn))],
            [.. wire.Failed.Select(item => new FailedRecipient(message, item.Position, item.Diagnostic, item.OwesDsn))],
            [
                .. wire.Appended.Select(item => new NewRecipient(
                    FromWire(item.Recipient), item.HasDiagnostic ? item.Diagnostic : null, item.OwesDsn)
                {
                    LookUpAddress = item.HasLookUpAddress ? item.LookUpAddress : null
                })
            ]);
    }

    private static Wire.RewrittenRecipient ToWire(RewrittenRecipient rewritten) =>
        new() { Position = rewritten.Position, Recipient = ToWire(rewritten.Recipient) };

    private static ImmutableArray<RewrittenRecipient> FromWire(RepeatedField<Wire.RewrittenRecipient> wire) =>
        [.. wire.Select(item => new RewrittenRecipient(item.Position, FromWire(item.Recipient)))];

    private static Wire.Recipient ToWire(EnvelopeRecipient recipient)
    {
        var wire = new RepeatedField<Wire.Recipient>();
        AddTo(wire, [recipient]);
        return wire[0];
    }

    private static EnvelopeRecipient FromWire(Wire.Recipient? wire) => wire is null
        ? throw new InvalidDataException("A recipient is missing.")
        : MessageMapping.FromWire(new RepeatedField<Wire.Recipient> { wire })[0];
}
