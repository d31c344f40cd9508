using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Transport.Configuration;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Messages;

namespace ForeignTransport.Transport.Serialization;

/// <summary>
/// Maps a change of the organization and its answer to protobuf and back. What a later release knows and this one does not is never guessed:
/// the change is not read, and whoever asked for it hears nothing instead of something else being done.
/// </summary>
internal static class OrganizationMessageMapping
{
    public static Wire.Change ToWire(OrganizationMessages.Change message)
    {
        var wire = ToWire(message.Command);
        wire.WhatIf = message.WhatIf;
        if (message.Revision is { } revision)
        {
            wire.Revision = revision;
        }

        return wire;
    }

    public static OrganizationMessages.Change FromWire(Wire.Change wire) =>
        new(CommandOf(wire)) { Revision = wire.HasRevision ? wire.Revision : null, WhatIf = wire.WhatIf };

    public static Wire.Changed ToWire(OrganizationMessages.Changed message)
    {
        var wire = new Wire.Changed { Error = message.Error is null ? null : ErrorMapping.ToWire(message.Error), Version = message.Version };
        wire.Warnings.AddRange(message.Warnings);
        wire.Changes.AddRange(message.Changes.Select(change => new Wire.ObjectChange { Before = ToWire(change.Before), After = ToWire(change.After) }));
        return wire;
    }

    public static OrganizationMessages.Changed FromWire(Wire.Changed wire) =>
        new(ErrorMapping.FromOptional(wire.Error), [.. wire.Warnings], wire.Version)
        {
            Changes = [.. wire.Changes.Select(change => new ObjectChange(FromWire(change.Before), FromWire(change.After)))]
        };

    private static Wire.ObjectDocument? ToWire(ObjectDocument? document) =>
        document is null ? null : new() { Kind = (uint)document.Kind, Identity = document.Identity, Json = document.Json };

    private static ObjectDocument? FromWire(Wire.ObjectDocument? wire) =>
        wire is null ? null : new((ObjectKind)wire.Kind, wire.Identity, wire.Json);

    private static Wire.Change ToWire(OrganizationCommand command) => command switch
    {
        OrganizationCommand.NewForeignConnector c => new() { NewForeignConnector = ToWire(c) },
        OrganizationCommand.SetForeignConnector c => new() { SetForeignConnector = ToWire(c.Identity, c.Changes) },
        OrganizationCommand.RemoveForeignConnector c => new() { RemoveForeignConnector = c.Identity },
        OrganizationCommand.RegisterTransportServer c => new() { RegisterTransportServer = c.Name },
        OrganizationCommand.RemoveTransportServer c => new() { RemoveTransportServer = c.Name },
        OrganizationCommand.SetTransportService c => new() { SetTransportService = ToWire(c.Identity, c.Changes) },
        OrganizationCommand.NewAcceptedDomain c => new()
        {
            NewAcceptedDomain = new() { Name = c.Name, DomainName = c.DomainName, DomainType = ToWire(c.DomainType) }
        },
        OrganizationCommand.SetAcceptedDomain c => new() { SetAcceptedDomain = ToWire(c) },
        OrganizationCommand.RemoveAcceptedDomain c => new() { RemoveAcceptedDomain = c.Identity },
        OrganizationCommand.SetTransportConfig c => new() { SetTransportConfig = ToWire("", c.Changes) },
        OrganizationCommand.SeedOrganization c => new() { SeedOrganization = ToWire(c.Definition) },
        OrganizationCommand.ImportOrganization c => new() { ImportOrganization = ToWire(c.Definition) },
        OrganizationCommand.NewRecipient c => new() { NewRecipient = RecipientCommandMapping.ToWire(c.Type, "", ToWire("", c.Changes)) },
        OrganizationCommand.SetRecipient c => new() { SetRecipient = RecipientCommandMapping.ToWire(c.Type, c.Identity, ToWire("", c.Changes)) },
        OrganizationCommand.RemoveRecipient c => new() { RemoveRecipient = RecipientCommandMapping.ToWire(c.Type, c.Identity, new()) },
        OrganizationCommand.AddGroupMember c => new() { AddGroupMember = new() { Identity = c.Identity, Member = c.Member } },
        OrganizationCommand.RemoveGroupMember c => new() { RemoveGroupMember = new() { Identity = c.Identity, Member = c.Member } },
        OrganizationCommand.NewSystemMessage c => new() { NewSystemMessage = ToWire("", c.Changes) },
        OrganizationCommand.SetSystemMessage c => new() { SetSystemMessage = ToWire(c.Identity, c.Changes) },
        OrganizationCommand.RemoveSystemMessage c => new() { RemoveSystemMessage = c.Identity },
        OrganizationCommand.SuspendQueue c => new() { SuspendQueue = HoldMapping.ToWire(c.Queue) },
        OrganizationCommand.ResumeQueue c => new() { ResumeQueue = HoldMapping.ToWire(c.Queue) },
        _ => throw new ArgumentException($"{command.GetType()} has no wire form.", nameof(command))
    };

    private static OrganizationCommand CommandOf(Wire.Change wire) => wire.CommandCase switch
    {
        Wire.Change.CommandOneofCase.NewForeignConnector => FromWire(wire.NewForeignConnector),
        Wire.Change.CommandOneofCase.SetForeignConnector =>
            new OrganizationCommand.SetForeignConnector(wire.SetForeignConnector.Identity, ChangesOf(wire.SetForeignConnector)),
        Wire.Change.CommandOneofCase.RemoveForeignConnector => new OrganizationCommand.RemoveForeignConnector(wire.RemoveForeignConnector),
        Wire.Change.CommandOneofCase.RegisterTransportServer => new OrganizationCommand.RegisterTransportServer(wire.RegisterTransportServer),
        Wire.Change.CommandOneofCase.RemoveTransportServer => new OrganizationCommand.RemoveTransportServer(wire.RemoveTransportServer),
        Wire.Change.CommandOneofCase.SetTransportService =>
            new OrganizationCommand.SetTransportService(wire.SetTransportService.Identity, ChangesOf(wire.SetTransportService)),
        Wire.Change.CommandOneofCase.NewAcceptedDomain => new OrganizationCommand.NewAcceptedDomain(
            wire.NewAcceptedDomain.Name, wire.NewAcceptedDomain.DomainName, ToDomainType(wire.NewAcceptedDomain.DomainType)),
        Wire.Change.CommandOneofCase.SetAcceptedDomain => FromWire(wire.SetAcceptedDomain),
        Wire.Change.CommandOneofCase.RemoveAcceptedDomain => new OrganizationCommand.RemoveAcceptedDomain(wire.RemoveAcceptedDomain),
        Wire.Change.CommandOneofCase.SetTransportConfig => new OrganizationCommand.SetTransportConfig(ChangesOf(wire.SetTransportConfig)),
        Wire.Change.CommandOneofCase.SeedOrganization => new OrganizationCommand.SeedOrganization(FromWire(wire.SeedOrganization)),
        Wire.Change.CommandOneofCase.ImportOrganization => new OrganizationCommand.ImportOrganization(FromWire(wire.ImportOrganization)),
        Wire.Change.CommandOneofCase.NewRecipient => new OrganizationCommand.NewRecipient(
            RecipientCommandMapping.TypeOf(wire.NewRecipient), ChangesOf(wire.NewRecipient.Changes)),
        Wire.Change.CommandOneofCase.SetRecipient => new OrganizationCommand.SetRecipient(
            RecipientCommandMapping.TypeOf(wire.SetRecipient), wire.SetRecipient.Identity, ChangesOf(wire.SetRecipient.Changes)),
        Wire.Change.CommandOneofCase.RemoveRecipient => new OrganizationCommand.RemoveRecipient(
            RecipientCommandMapping.TypeOf(wire.RemoveRecipient), wire.RemoveRecipient.Identity),
        Wire.Change.CommandOneofCase.AddGroupMember => new OrganizationCommand.AddGroupMember(wire.AddGroupMember.Identity, wire.AddGroupMember.Member),
        Wire.Change.CommandOneofCase.RemoveGroupMember =>
            new OrganizationCommand.RemoveGroupMember(wire.RemoveGroupMember.Identity, wire.RemoveGroupMember.Member),
        Wire.Change.CommandOneofCase.SuspendQueue => new OrganizationCommand.SuspendQueue(HoldMapping.FromWire(wire.SuspendQueue)),
        Wire.Change.CommandOneofCase.ResumeQueue => new OrganizationCommand.ResumeQueue(HoldMapping.FromWire(wire.ResumeQueue)),
        Wire.Change.CommandOneofCase.NewSystemMessage => new OrganizationCommand.NewSystemMessage(ChangesOf(wire.NewSystemMessage)),
        Wire.Change.CommandOneofCase.SetSystemMessage =>
            new OrganizationCommand.SetSystemMessage(wire.SetSystemMessage.Identity, ChangesOf(wire.SetSystemMessage)),
        Wire.Change.CommandOneofCase.RemoveSystemMessage => new OrganizationCommand.RemoveSystemMessage(wire.RemoveSystemMessage),
        _ => throw new InvalidDataException("Unknown change of the organization: sent by a later release.")
    };

    private static Wire.NewForeignConnector ToWire(OrganizationCommand.NewForeignConnector command)
    {
        var wire = new Wire.NewForeignConnector { Name = command.Name, IsScopedConnector = command.IsScopedConnector };
        wire.AddressSpaces.AddRange(command.AddressSpaces.Select(space => space.ToString()));
        wire.SourceTransportServers.AddRange(command.SourceTransportServers);
        return wire;
    }

    private static OrganizationCommand.NewForeignConnector FromWire(Wire.NewForeignConnector wire) => new(
        wire.Name, [.. wire.AddressSpaces.Select(ToAddressSpace)], [.. wire.SourceTransportServers], wire.IsScopedConnector);

    private static AddressSpace ToAddressSpace(string text) =>
        AddressSpace.TryParse(text, out var space, out var error) ? space : throw new InvalidDataException(error.ToString());

    private static Wire.SetAcceptedDomain ToWire(OrganizationCommand.SetAcceptedDomain command)
    {
        var wire = new Wire.SetAcceptedDomain { Identity = command.Identity };
        if (command.Name is not null)
        {
            wire.Name = command.Name;
        }

        if (command.DomainType is { } type)
        {
            wire.DomainType = ToWire(type);
        }

        if (command.MatchSubDomains is { } match)
        {
            wire.MatchSubDomains = match;
        }

        if (command.MakeDefault is { } makeDefault)
        {
            wire.MakeDefault = makeDefault;
        }

        return wire;
    }

    private static OrganizationCommand.SetAcceptedDomain FromWire(Wire.SetAcceptedDomain wire) => new(
        wire.Identity,
        wire.HasName ? wire.Name : null,
        wire.DomainType == 0 ? null : ToDomainType(wire.DomainType),
        wire.HasMatchSubDomains ? wire.MatchSubDomains : null,
        wire.HasMakeDefault ? wire.MakeDefault : null);

    private static uint ToWire(AcceptedDomainType type) => type switch
    {
        AcceptedDomainType.Authoritative => 1,
        AcceptedDomainType.InternalRelay => 2,
        AcceptedDomainType.ExternalRelay => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No wire value.")
    };

    private static AcceptedDomainType ToDomainType(uint wire) => wire switch
    {
        1 => AcceptedDomainType.Authoritative,
        2 => AcceptedDomainType.InternalRelay,
        3 => AcceptedDomainType.ExternalRelay,
        _ => throw new InvalidDataException($"Unknown type {wire} of an accepted domain: sent by a later release.")
    };

    private static Wire.SetObject ToWire(string identity, ParameterChanges changes)
    {
        var wire = new Wire.SetObject { Identity = identity };
        foreach (var (name, value) in changes.Values)
        {
            wire.Changes.Add(ToWire(name, value));
        }

        return wire;
    }

    private static Wire.ParameterChange ToWire(string name, ParameterValue value)
    {
        var wire = new Wire.ParameterChange { Name = name };
        switch (value)
        {
            case ParameterValue.Scalar { Text: null }:
                wire.Null = true;
                break;
            case ParameterValue.Scalar { Text: { } text }:
                wire.Text = text;
                break;
            case ParameterValue.List list:
                wire.List = new();
                wire.List.Items.AddRange(list.Items);
                break;
            case ParameterValue.ListEdit edit:
                wire.Edit = new();
                wire.Edit.Add.AddRange(edit.Add);
                wire.Edit.Remove.AddRange(edit.Remove);
                break;
            default:
                throw new ArgumentException($"{value.GetType()} has no wire form.", nameof(value));
        }

        return wire;
    }

    private static ParameterChanges ChangesOf(Wire.SetObject wire) => ChangesOf(wire.Changes);

    private static ParameterChanges ChangesOf(IEnumerable<Wire.ParameterChange> wire) =>
        wire.Aggregate(ParameterChanges.None, (changes, change) => changes.With(change.Name, change.ValueCase switch
        {
            Wire.ParameterChange.ValueOneofCase.Null => ParameterValue.Null,
            Wire.ParameterChange.ValueOneofCase.Text => ParameterValue.Of(change.Text),
            Wire.ParameterChange.ValueOneofCase.List => ParameterValue.OfList(change.List.Items),
            Wire.ParameterChange.ValueOneofCase.Edit => ParameterValue.Edit(change.Edit.Add, change.Edit.Remove),
            _ => throw new InvalidDataException($"Unknown kind of value of {change.Name}: sent by a later release.")
        }));

    private static Wire.Definition ToWire(OrganizationDefinition definition)
    {
        var wire = new Wire.Definition { Json = OrganizationFile.Format(definition) };
        wire.Times.AddRange(definition.ForeignConnectors.Select(connector => new Wire.ConnectorTimes
        {
            WhenCreated = connector.WhenCreated.UtcTicks,
            WhenChanged = connector.WhenChanged.UtcTicks
        }));
        return wire;
    }

    private static OrganizationDefinition FromWire(Wire.Definition wire)
    {
        if (!OrganizationFile.TryParse(wire.Json, out var definition, out var error))
        {
            throw new InvalidDataException(error.ToString());
        }

        if (definition.ForeignConnectors.Length != wire.Times.Count)
        {
            throw new InvalidDataException($"{definition.ForeignConnectors.Length} connectors with {wire.Times.Count} times.");
        }

        return definition with
        {
            ForeignConnectors =
            [
                .. definition.ForeignConnectors.Zip(wire.Times, (connector, times) => connector with
                {
                    WhenCreated = MessageMapping.ToTime(times.WhenCreated),
                    WhenChanged = MessageMapping.ToTime(times.WhenChanged)
                })
            ]
        };
    }
}
