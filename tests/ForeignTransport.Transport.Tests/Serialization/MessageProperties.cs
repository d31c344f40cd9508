using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Serialization;
using Xunit;
using static ForeignTransport.Transport.Tests.Serialization.SerializationProperties;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>Whatever a message between servers holds, and whatever of it is absent or negative, arrives.</summary>
[Properties(Arbitrary = [typeof(MessageProperties)], Replay = "(20261123,37)", MaxTest = 1000)]
public class MessageProperties(Serializers serializers) : IClassFixture<Serializers>
{
    [Property]
    public void should_read_back_any_message(AnyMessage message) =>
        Assert.Equal(Described.Of(message.Value), Described.Of(serializers.RoundTrip(message.Value)));

    /// <summary>Numbers at their longest are what makes the estimate too high; 120 bytes a drop or message is what that may cost.</summary>
    [Property]
    public void should_estimate_never_less_and_little_more_than_a_drop_or_a_message_takes(AnyMessage message)
    {
        var (estimate, count, parts) = message.Value switch
        {
            DeliveryCommands.StageDrops stage =>
                (stage.Drops.Sum(WireSize.Of), stage.Drops.Length, stage.Drops.Sum(drop => drop.Envelope.Recipients.Length)),
            CategorizerCommands.Submit submit =>
                (submit.Messages.Sum(WireSize.Of), submit.Messages.Length,
                    submit.Messages.Sum(queued => queued.Envelope.Recipients.Length + queued.Refused.Length)),
            _ => (0, -1, 0)
        };
        if (count < 0)
        {
            return;
        }

        const int OwnFields = 64;
        Assert.InRange(serializers.Transport.ToBinary(message.Value).Length, estimate - (120 * count) - (20 * parts), estimate + OwnFields);
    }

    /// <summary>Batches for another server are bounded by what Core estimates; a command that were larger would be thrown away on the way.</summary>
    [Property]
    public void should_weigh_no_less_in_core_than_it_takes_on_the_wire(AnyMessage message)
    {
        if (message.Value is not CategorizerCommands.Submit { Messages.IsEmpty: false } submit)
        {
            return;
        }

        foreach (var queued in submit.Messages.DistinctBy(queued => queued.Id))
        {
            var state = new CategorizerState();
            state.Apply(new MessagesAccepted([queued]));
            if (!state.Messages.TryGetValue(queued.Id, out var entry))
            {
                continue;
            }

            int[] positions = [.. Enumerable.Range(0, queued.Envelope.Recipients.Length)];
            var name = DropFileName.Create(queued.ReceivedAt, new string('h', 63), queued.Id, int.MaxValue).ToString();
            var whole = Drop(queued.Envelope);
            var apart = positions.Sum(position => WireSize.Of(Drop(queued.Envelope with { Recipients = [queued.Envelope.Recipients[position]] })));

            Assert.True(WireSize.Of(whole) <= EnvelopeWeight.Of(entry, positions, oneRecipientPerFile: false));
            Assert.True(apart <= EnvelopeWeight.Of(entry, positions, oneRecipientPerFile: true));

            DeliveryCommands.DropToStage Drop(Core.Messages.Envelope envelope) =>
                new(new DropKey(queued.Id, int.MaxValue), name, envelope, queued.Trace, queued.Size, PossibleDuplicate: true);
        }
    }

    public static Arbitrary<AnyMessage> Messages() => Gen.OneOf(Categorizer(), Delivery(), Organization()).Select(message => new AnyMessage(message)).ToArbitrary();

    private static Gen<object> Categorizer() =>
        from partition in Number()
        from ids in Several(Id())
        from files in Several(from id in Id() from name in Text() select new StrayFile(id, name))
        from messages in Several(Message())
        from server in Text()
        from time in Time()
        from counts in Gen.ArrayOf(Number(), 5)
        from error in Maybe(Text())
        from queues in Several(Queue())
        from message in Gen.Elements<object>(
            new CategorizerQueries.GetQueues(partition, counts[0]),
            new CategorizerReplies.PartitionQueues(partition, counts[0], queues, counts[1]),
            new CategorizerCommands.Submit(partition, messages),
            new CategorizerCommands.ForgetClaims(partition, ids),
            new CategorizerCommands.ResolveClaims(partition, server, time),
            new CategorizerCommands.Wake(partition),
            new CategorizerQueries.FindUnknown(partition, ids),
            new CategorizerQueries.FindReleasable(partition, ids),
            new CategorizerQueries.FindUnclaimed(partition, files),
            new CategorizerQueries.GetPartition(partition),
            new CategorizerQueries.FindAwaitedDirectories(partition),
            new CategorizerReplies.AwaitedDirectories(partition, [.. files.Select(file => new AwaitedDirectory(server, file.FileName, error ?? ""))]),
            new CategorizerReplies.Submitted(partition, ids),
            new CategorizerReplies.Unknown(partition, ids),
            new CategorizerReplies.Releasable(partition, ids),
            new CategorizerReplies.Unclaimed(partition, files),
            new CategorizerReplies.PartitionSnapshot(partition, counts[0], counts[1], counts[2], counts[3], counts[4], error))
        select message;

    private static Gen<QueueReport> Queue() =>
        from type in Gen.Elements(Enum.GetValues<DeliveryType>())
        from status in Gen.Elements(Enum.GetValues<QueueStatus>())
        from domain in Text()
        from connector in Guids()
        from counts in Gen.ArrayOf(Number(), 9)
        from times in Gen.ArrayOf(Time(), 3)
        from retries in Flag()
        from error in Error()
        from reason in Maybe(Text())
        select new QueueReport(
            new NextHopSolutionKey(type, domain, connector), status, counts[0], counts[1],
            retries ? new RetryState(counts[2], times[0], times[1], times[2], error) : null, counts[3] / 7.0, counts[4] / 7.0, reason)
        {
            Priorities = new PriorityShare(counts[5], counts[6]),
            RetryingPriorities = new PriorityShare(counts[7], counts[8])
        };

    private static Gen<object> Delivery() =>
        from connector in Guids()
        from high in Number()
        from low in Number()
        let attempt = ((long)high << 32) | (uint)low
        from toStage in Several(Drop())
        from toPublish in Several(from key in Key() from name in Text() from back in Flag() select new DeliveryCommands.DropToPublish(key, name, back))
        from directory in Maybe(Text())
        from marker in Maybe(Text())
        from keys in Several(Key())
        from others in Several(Key())
        from failed in Several(from key in Key() from text in Text() select new FailedDrop(key, text))
        from reason in Error()
        from deferred in Flag()
        from flag in Flag()
        from message in Gen.Elements<object>(
            new DeliveryCommands.StageDrops(connector, attempt, toStage),
            new DeliveryCommands.PublishDrops(connector, attempt, directory ?? "", marker ?? "", toPublish, flag),
            new DeliveryReplies.Staged(attempt, new StagingResult(directory, marker, keys, failed, deferred ? reason : null)),
            new DeliveryReplies.Published(attempt, directory ?? "", new PublishingResult(keys, others, deferred ? reason : null, flag) { Withdrawn = others }),
            new DeliveryReplies.Unavailable(attempt, reason))
        select message;

    internal static Gen<DeliveryCommands.DropToStage> Drop() =>
        from key in Key()
        from name in Text()
        from envelope in Envelopes()
        from trace in Traces()
        from size in Number()
        from duplicate in Flag()
        select new DeliveryCommands.DropToStage(key, name, envelope, trace, size * 5L, duplicate);

    private static Gen<object> Organization() =>
        from text in Text()
        from other in Text()
        from maybe in Maybe(Text())
        from flags in Gen.ArrayOf(Gen.Elements<bool?>(null, false, true), 3)
        from type in Gen.Elements(Enum.GetValues<AcceptedDomainType>())
        from spaces in Several(Gen.Elements("FAX:*;5", "SMTP:*.contoso.com;1", "X400:c=US;a=Fabrikam;p=Contoso;100"))
        from servers in Several(Text())
        from changes in Changes()
        from definition in Definitions()
        from reason in Error()
        from version in Number()
        from message in Gen.Elements<object>(
            Change(new OrganizationCommand.NewForeignConnector(text, [.. spaces.Select(SerializedSamples.Space)], servers, flags[0] ?? false)),
            Change(new OrganizationCommand.SetForeignConnector(text, changes)),
            Change(new OrganizationCommand.RemoveForeignConnector(text)),
            Change(new OrganizationCommand.RegisterTransportServer(text)),
            Change(new OrganizationCommand.RemoveTransportServer(text)),
            Change(new OrganizationCommand.SetTransportService(text, changes)),
            Change(new OrganizationCommand.NewAcceptedDomain(text, other, type)),
            Change(new OrganizationCommand.SetAcceptedDomain(text, maybe, flags[0] is null ? null : type, flags[1], flags[2])),
            Change(new OrganizationCommand.RemoveAcceptedDomain(text)),
            Change(new OrganizationCommand.SetTransportConfig(changes)),
            Change(new OrganizationCommand.NewSystemMessage(changes)),
            Change(new OrganizationCommand.SetSystemMessage(text, changes)),
            Change(new OrganizationCommand.RemoveSystemMessage(text)),
            Change(new OrganizationCommand.SeedOrganization(definition)),
            Change(new OrganizationCommand.ImportOrganization(definition)),
            new OrganizationMessages.Changed(flags[0] is null ? null : reason, servers, version))
        select message;

    private static OrganizationMessages.Change Change(OrganizationCommand command) => new(command);

    private static Gen<ParameterChanges> Changes() =>
        from changes in Several(
            from name in Text()
            from text in Maybe(Text())
            from items in Several(Text())
            from others in Several(Text())
            from value in Gen.Elements(ParameterValue.Of(text), ParameterValue.OfList(items), ParameterValue.Edit(items, others))
            select (name, value))
        select ParameterChanges.Of([.. changes]);

    private static Gen<OrganizationDefinition> Definitions() =>
        from connectors in Several(
            from id in Guids()
            from name in Gen.Elements("Fax", "Zürich 語", "a")
            from spaces in Several(Gen.Elements("FAX:*;5", "SMTP:*.contoso.com;1"))
            from created in Time()
            from changed in Time()
            from enabled in Flag()
            select new ForeignConnector
            {
                Id = id, Name = name, AddressSpaces = [.. spaces.Distinct().Select(SerializedSamples.Space)], Enabled = enabled, WhenCreated = created, WhenChanged = changed
            })
        from services in Several(Gen.Elements("Hub01", "Hub02").Select(name => new TransportService(name)))
        from domains in Several(Gen.Elements(SerializedSamples.AcceptedDomain, new AcceptedDomain("Fabrikam", "*.fabrikam.com")))
        from config in Gen.Elements<TransportConfig?>(null, new TransportConfig(), SerializedSamples.TransportConfig)
        select new OrganizationDefinition(connectors, services, domains, config);

    private static Gen<TransportError> Error() =>
        from entry in Gen.Elements<ErrorEntry>([.. ErrorCatalogue.All])
        from detail in Text()
        select entry.With(detail);

    private static Gen<DropKey> Key() => from id in Id() from ordinal in Number() select new DropKey(id, ordinal);

    private static Gen<int> Number() => Gen.OneOf(Gen.Elements(0, 1, -1, int.MinValue, int.MaxValue), Gen.Choose(-1000, 1000));
}

/// <summary>A message of a type that is not visible outside the engine.</summary>
public sealed record AnyMessage(object Value);
