using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Serialization;
using Xunit;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>Whatever an event holds, and whatever of it is absent, comes back.</summary>
[Properties(Arbitrary = [typeof(SerializationProperties)], Replay = "(20261123,31)", MaxTest = 300)]
public class SerializationProperties(Serializers serializers) : IClassFixture<Serializers>
{
    [Property]
    public void should_read_back_any_event(CategorizerEvent happened) =>
        Assert.Equal(Described.Of(happened), Described.Of(serializers.RoundTrip(happened)));

    [Property]
    public void should_read_back_any_state(CategorizerState state) =>
        Assert.Equal(
            Described.Of(state),
            Described.Of(CategorizerSnapshotMapping.FromWire(
                (Transport.Serialization.Protocol.Categorizer.CategorizerSnapshot)serializers.RoundTrip(CategorizerSnapshotMapping.ToWire(state)))));

    public static Arbitrary<CategorizerEvent> Events() => Gen.OneOf(
        from messages in Several(Message())
        select (CategorizerEvent)new MessagesAccepted(messages),
        from connector in Guids()
        from server in Text()
        from directory in Text()
        from marker in Text()
        from drops in Several(from id in Id() from ordinal in Gen.Choose(1, 300) from name in Text() from positions in Positions() select new StagedDrop(id, ordinal, name, positions))
        select (CategorizerEvent)new DropsStaged(connector, server, directory, marker, drops),
        from at in Time()
        from drops in Several(from id in Id() from ordinal in Gen.Choose(1, 300) from positions in Positions() select new PublishedDrop(id, ordinal, positions))
        select (CategorizerEvent)new DropsPublished(at, drops),
        from drops in Several(from id in Id() from ordinal in Gen.Choose(1, 300) from positions in Positions() from possibly in Flag() select new AbandonedDrop(id, ordinal, positions, possibly))
        select (CategorizerEvent)new DropsAbandoned(drops),
        from at in Time()
        from recipients in Several(from id in Id() from position in Gen.Choose(0, 500) from text in Text() from owes in Flag() select new FailedRecipient(id, position, text, owes))
        select (CategorizerEvent)new RecipientsFailed(at, recipients),
        from original in Id()
        from kind in Gen.Elements(Enum.GetValues<DsnKind>())
        from positions in Positions()
        from dsn in Message()
        select (CategorizerEvent)new DsnAccepted(original, kind, positions, dsn)).ToArbitrary();

    public static Arbitrary<CategorizerState> States() =>
        (from entries in Several(Entry())
         from remembered in Several(from id in Id() from server in Text() select (id, server))
         select State(entries, remembered)).ToArbitrary();

    private static CategorizerState State(ImmutableArray<MessageEntry> entries, ImmutableArray<(MessageId Id, string Server)> remembered)
    {
        var state = new CategorizerState();
        foreach (var entry in entries.DistinctBy(entry => entry.Message.Id))
        {
            state.Restore(entry);
        }

        foreach (var (id, server) in remembered)
        {
            state.Remember(id, server);
        }

        return state;
    }

    private static Gen<MessageEntry> Entry() =>
        from message in Message()
        from recipients in Gen.ArrayOf(
            from outcome in Gen.Elements(Enum.GetValues<RecipientOutcome>())
            from diagnostic in Maybe(Text())
            from decided in Flag()
            from at in Time()
            from owes in Flag()
            from kind in Gen.Elements(Enum.GetValues<DsnKind>())
            from possibly in Flag()
            select new RecipientState(outcome, diagnostic, decided ? at : null, owes ? kind : null, possibly),
            message.Envelope.Recipients.Length + message.Refused.Length)
        from staged in Several(
            from connector in Guids()
            from server in Text()
            from directory in Text()
            from marker in Text()
            from ordinal in Gen.Choose(1, 300)
            from name in Text()
            from positions in Positions()
            select new StagedFile(connector, server, directory, marker, ordinal, name, positions))
        from last in Gen.Choose(0, 300)
        from dsns in Gen.Choose(0, 300)
        from reported in Flag()
        from claimed in Maybe(Text())
        select MessageEntry.Restore(message, recipients, staged, last, dsns, reported, claimed);

    internal static Gen<QueuedMessage> Message() =>
        from id in Id()
        from envelope in Envelopes()
        from refused in Several(
            from address in Text() from status in Text() from diagnostic in Text() from notify in Notify() from original in Maybe(Text())
            select new RefusedRecipient(address, status, diagnostic, notify, original))
        from size in Gen.Choose(0, int.MaxValue)
        from texts in Gen.ArrayOf(Text(), 2)
        from trace in Traces()
        from received in Time()
        from expires in Time()
        from claimed in Maybe(Text())
        from flags in Gen.ArrayOf(Flag(), 2)
        from way in Gen.Elements(Enum.GetValues<SubmissionWay>())
        from origin in Gen.ArrayOf(Text(), 3)
        from priority in Gen.Elements<DeliveryPriority?>(null, DeliveryPriority.High, DeliveryPriority.Normal, DeliveryPriority.Low)
        select new QueuedMessage(
            id, envelope, refused, size / 3, size * 5L, texts[0], texts[1], trace, received, expires, claimed, flags[0], flags[1])
        {
            Origin = new SubmissionOrigin(way, origin[0], origin[1], origin[2]),
            Priority = priority
        };

    internal static Gen<Envelope> Envelopes() =>
        from sender in Text()
        from recipients in Several(
            from address in Text() from notify in Notify() from original in Maybe(Text()) from properties in Maybe(Text())
            from manager in Maybe(Text())
            select new EnvelopeRecipient(address, notify, original, properties) { ReportTo = manager })
        from returned in Gen.Elements(Enum.GetValues<DsnReturn>())
        from body in Gen.Elements(Enum.GetValues<BodyType>())
        from envelopeId in Maybe(Text())
        from auth in Maybe(Text())
        select new Envelope(sender, recipients, returned, envelopeId, body, auth);

    internal static Gen<TraceInfo> Traces() =>
        Gen.ArrayOf(Maybe(Text()), 5).Select(parts => new TraceInfo(parts[0], parts[1], parts[2], parts[3], parts[4]));

    internal static Gen<DsnNotify> Notify() => Gen.Choose(0, 15).Select(bits => (DsnNotify)bits);

    internal static Gen<MessageId> Id() =>
        from parts in Gen.ArrayOf(Gen.Choose(int.MinValue, int.MaxValue), 4)
        select new MessageId(((ulong)(uint)parts[0] << 32) | (uint)parts[1], ((ulong)(uint)parts[2] << 32) | (uint)parts[3]);

    internal static Gen<Guid> Guids() => Id().Select(id => new Guid(id.ToByteArray()));

    internal static Gen<bool> Flag() => Gen.Elements(false, true);

    // Not 0: a snapshot has no other way to say that a recipient has no outcome yet.
    internal static Gen<DateTimeOffset> Time() =>
        Gen.Choose(1, int.MaxValue).Select(ticks => new DateTimeOffset(ticks * 1_000_000_000L, TimeSpan.Zero));

    internal static Gen<string> Text() => Gen.Elements("", "a", "Hub01", "fax@contoso.com", "ü語😀", "C:\\Drop Directory", "\u0001 \t", new string('x', 300));

    internal static Gen<string?> Maybe(Gen<string> text) => Gen.OneOf(Gen.Constant<string?>(null), text.Select(some => (string?)some));

    private static Gen<ImmutableArray<int>> Positions() => Several(Gen.Choose(0, 500));

    internal static Gen<ImmutableArray<T>> Several<T>(Gen<T> item) =>
        from count in Gen.Choose(0, 3)
        from items in Gen.ArrayOf(item, count)
        select items.ToImmutableArray();
}
