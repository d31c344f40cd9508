using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Recipients;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Organization;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps the organization configuration, its events and its snapshot to protobuf and back.</summary>
internal static class OrganizationMapping
{
    public static Wire.OrganizationEvent ToWire(OrganizationEvent happened) => happened switch
    {
        OrganizationEvent.ForeignConnectorSet { Connector: var connector } => new()
        {
            Set = new() { Json = Json(OrganizationDefinition.Empty with { ForeignConnectors = [connector] }), Times = TimesOf(connector) }
        },
        OrganizationEvent.TransportServiceSet { Service: var service } =>
            new() { Set = new() { Json = Json(OrganizationDefinition.Empty with { TransportServices = [service] }) } },
        OrganizationEvent.AcceptedDomainSet { Domain: var domain } =>
            new() { Set = new() { Json = Json(OrganizationDefinition.Empty with { AcceptedDomains = [domain] }) } },
        OrganizationEvent.TransportConfigSet { Config: var config } =>
            new() { Set = new() { Json = Json(OrganizationDefinition.Empty with { TransportConfig = config }) } },
        OrganizationEvent.ForeignConnectorRemoved removed => ToWire(removed),
        OrganizationEvent.TransportServiceRemoved { Name: var name } => new() { TransportServiceRemoved = name },
        OrganizationEvent.AcceptedDomainRemoved { DomainName: var name } => new() { AcceptedDomainRemoved = name },
        OrganizationEvent.RecipientSet set => RecipientMapping.ToWire(set),
        OrganizationEvent.RecipientRemoved { Name: var name } => new() { RecipientRemoved = name },
        OrganizationEvent.SystemMessageSet { Message: var message } =>
            new() { Set = new() { Json = Json(OrganizationDefinition.Empty with { SystemMessages = [message] }) } },
        OrganizationEvent.SystemMessageRemoved { Identity: var identity } => new() { SystemMessageRemoved = identity },
        OrganizationEvent.QueueSuspended { Queue: var queue } => new() { QueueSuspended = HoldMapping.ToWire(queue) },
        OrganizationEvent.QueueResumed { Queue: var queue } => new() { QueueResumed = HoldMapping.ToWire(queue) },
        _ => throw new ArgumentException($"{happened.GetType()} has no wire form.", nameof(happened))
    };

    public static OrganizationEvent FromWire(Wire.OrganizationEvent wire) => wire.HappenedCase switch
    {
        Wire.OrganizationEvent.HappenedOneofCase.Set => FromSet(wire.Set),
        Wire.OrganizationEvent.HappenedOneofCase.ForeignConnectorRemoved =>
            new OrganizationEvent.ForeignConnectorRemoved(MessageMapping.ToGuid(wire.ForeignConnectorRemoved), wire.HasRemovedAt ? MessageMapping.ToTime(wire.RemovedAt) : null),
        Wire.OrganizationEvent.HappenedOneofCase.QueueSuspended => new OrganizationEvent.QueueSuspended(HoldMapping.FromWire(wire.QueueSuspended)),
        Wire.OrganizationEvent.HappenedOneofCase.QueueResumed => new OrganizationEvent.QueueResumed(HoldMapping.FromWire(wire.QueueResumed)),
        Wire.OrganizationEvent.HappenedOneofCase.TransportServiceRemoved =>
            new OrganizationEvent.TransportServiceRemoved(wire.TransportServiceRemoved),
        Wire.OrganizationEvent.HappenedOneofCase.AcceptedDomainRemoved =>
            new OrganizationEvent.AcceptedDomainRemoved(wire.AcceptedDomainRemoved),
        Wire.OrganizationEvent.HappenedOneofCase.RecipientRemoved => new OrganizationEvent.RecipientRemoved(wire.RecipientRemoved),
        Wire.OrganizationEvent.HappenedOneofCase.SystemMessageRemoved => new OrganizationEvent.SystemMessageRemoved(wire.SystemMessageRemoved),
        _ => throw new InvalidDataException($"Unknown organization event {wire.HappenedCase}: written by a later release.")
    };

    public static Wire.OrganizationSnapshot ToWire(OrganizationState state)
    {
        var definition = OrganizationDefinition.Of(state.With(RecipientDirectory.Empty));
        var wire = new Wire.OrganizationSnapshot
        {
            Version = state.Version,
            Json = Json(definition),
            RecipientVersion = state.RecipientEvents
        };
        wire.RecipientShelves.AddRange(RecipientMapping.Pack(state.Recipients));
        wire.Times.AddRange(state.ForeignConnectors.Values.Select(TimesOf));
        wire.Suspended.AddRange(state.SuspendedQueues.Select(HoldMapping.ToWire));
        wire.QueueVersion = state.QueueEvents;
        if (state.ConnectorRemovedAt is { } removedAt)
        {
            wire.ConnectorRemovedAt = removedAt.UtcTicks;
        }

        return wire;
    }

    public static OrganizationState FromWire(Wire.OrganizationSnapshot wire)
    {
        var definition = Parse(wire.Json);
        try
        {
            var times = wire.Times.ToDictionary(entry => entry.Name, StringComparer.OrdinalIgnoreCase);
            return OrganizationState.Restore(
                wire.Version,
                definition.ForeignConnectors.Select(connector => With(connector, times.GetValueOrDefault(connector.Name))),
                definition.TransportServices,
                definition.AcceptedDomains,
                definition.TransportConfig ?? new TransportConfig(),
                suspended: wire.Suspended.Select(HoldMapping.FromWire),
                queueEvents: wire.QueueVersion,
                recipientEvents: wire.RecipientVersion,
                systemMessages: definition.SystemMessages,
                connectorRemovedAt: wire.HasConnectorRemovedAt ? MessageMapping.ToTime(wire.ConnectorRemovedAt) : null).With(RecipientMapping.Unpack(wire.Recipients, wire.RecipientShelves));
        }
        catch (ArgumentException twice)
        {
            throw new InvalidDataException("The snapshot of the organization has an object twice.", twice);
        }
    }

    private static Wire.OrganizationEvent ToWire(OrganizationEvent.ForeignConnectorRemoved removed)
    {
        var wire = new Wire.OrganizationEvent { ForeignConnectorRemoved = MessageMapping.ToWire(removed.Id) };
        if (removed.At is { } at)
        {
            wire.RemovedAt = at.UtcTicks;
        }

        return wire;
    }

    private static OrganizationEvent FromSet(Wire.ObjectSet set) => Parse(set.Json) switch
    {
        { ForeignConnectors: [var connector] } => new OrganizationEvent.ForeignConnectorSet(With(connector, set.Times)),
        { TransportServices: [var service] } => new OrganizationEvent.TransportServiceSet(service),
        { AcceptedDomains: [var domain] } => new OrganizationEvent.AcceptedDomainSet(domain),
        { SystemMessages: [var message] } => new OrganizationEvent.SystemMessageSet(message),
        { Recipients: [var recipient] } => new OrganizationEvent.RecipientSet(recipient, set.HasFormerName ? set.FormerName : null),
        { TransportConfig: { } config } => new OrganizationEvent.TransportConfigSet(config),
        _ => throw new InvalidDataException("An organization event holds no object: written by a later release.")
    };

    private static string Json(OrganizationDefinition definition) => OrganizationFile.Format(definition);

    internal static OrganizationDefinition Parse(string json) =>
        OrganizationFile.TryParse(json, out var definition, out var error) ? definition : throw new InvalidDataException(error.ToString());

    private static Wire.ObjectTimes TimesOf(ForeignConnector connector) => new()
    {
        Name = connector.Name,
        WhenCreated = connector.WhenCreated.UtcTicks,
        WhenChanged = connector.WhenChanged.UtcTicks
    };

    private static ForeignConnector With(ForeignConnector connector, Wire.ObjectTimes? times) => times is null
        ? connector
        : connector with { WhenCreated = MessageMapping.ToTime(times.WhenCreated), WhenChanged = MessageMapping.ToTime(times.WhenChanged) };
}
