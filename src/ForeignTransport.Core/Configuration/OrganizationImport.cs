using System.Buffers.Binary;
using System.Collections.Immutable;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Configuration;

/// <summary>Turns a definition into events: servers first, because connectors are checked against them.</summary>
internal static class OrganizationImport
{
    public static OrganizationDecision Propose(OrganizationState state, OrganizationDefinition definition, DateTimeOffset now, Guid newId)
    {
        if (FirstProblem(state, definition) is { } problem)
            return OrganizationDecision.Refused(problem);

        IEnumerable<OrganizationEvent> events =
        [
            .. definition.TransportServices
                .Where(service => !service.Equals(state.TransportServices.GetValueOrDefault(service.Name)))
                .Select(service => new OrganizationEvent.TransportServiceSet(service)),
            .. definition.TransportConfig is { } config && config != state.TransportConfig
                ? [new OrganizationEvent.TransportConfigSet(config)]
                : Enumerable.Empty<OrganizationEvent>(),
            .. Domains(state, definition.AcceptedDomains),
            .. RecipientDecisions.Import(state, definition),
            .. definition.SystemMessages
                .Where(message => message != state.SystemMessages.GetValueOrDefault(message.Identity))
                .Select(message => new OrganizationEvent.SystemMessageSet(message)),
            .. definition.ForeignConnectors
                .Select((connector, ordinal) => Identified(state, connector, now, newId, ordinal))
                .Where(connector => connector != state.FindConnector(connector.Id))
                .Select(connector => new OrganizationEvent.ForeignConnectorSet(connector with { WhenChanged = now }))
        ];
        return OrganizationDecision.Accepted([.. events]);
    }

    private static TransportError? FirstProblem(OrganizationState state, OrganizationDefinition definition) =>
        Twice("foreignConnectors", definition.ForeignConnectors.Select(connector => connector.Name))
        ?? Twice("foreignConnectors guid", definition.ForeignConnectors
            .Where(connector => connector.Id != Guid.Empty)
            .Select(connector => connector.Id.ToString()))
        ?? Twice("transportServices", definition.TransportServices.Select(service => service.Name))
        ?? Twice("acceptedDomains", definition.AcceptedDomains.Select(domain => domain.Name))
        ?? Twice("acceptedDomains domainName", definition.AcceptedDomains.Select(domain => domain.DomainName))
        ?? Twice("systemMessages", definition.SystemMessages.Select(message => message.Identity))
        ?? Twice("recipients", definition.Recipients.Select(recipient => recipient.Name))
        ?? definition.Recipients.Select(recipient => RecipientDecisions.OfAnotherType(state, recipient)).FirstOrDefault(error => error is not null)
        ?? MovedDomain(state, definition.AcceptedDomains)
        ?? SecondDefault(definition.AcceptedDomains);

    private static TransportError? Twice(string section, IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? ErrorCatalogue.NameInUse.With($"{section} {SingleLine.Quote(twice.Key)}")
            : null;

    // DomainName cannot be changed: a domain of that name with another DomainName is another domain.
    private static TransportError? MovedDomain(OrganizationState state, ImmutableArray<AcceptedDomain> domains) =>
        domains.FirstOrDefault(domain =>
            state.AcceptedDomains.TryGetValue(domain.Name, out var present) && present.DomainName != domain.DomainName) is { } moved
            ? ErrorCatalogue.NameInUse.With($"accepted domain {SingleLine.Quote(moved.Name)} with another DomainName")
            : null;

    private static TransportError? SecondDefault(ImmutableArray<AcceptedDomain> domains) =>
        domains.Where(domain => domain.IsDefault).ElementAtOrDefault(1) is { } second
            ? ErrorCatalogue.InvalidDefaultDomain.With($"{second.DomainName} is a second default")
            : null;

    private static IEnumerable<OrganizationEvent> Domains(OrganizationState state, ImmutableArray<AcceptedDomain> domains)
    {
        var chosen = domains.FirstOrDefault(domain => domain.IsDefault)?.DomainName
            ?? state.DefaultAcceptedDomain?.DomainName
            ?? domains.FirstOrDefault(domain => !domain.IsWildcard)?.DomainName;
        if (state.DefaultAcceptedDomain is { } former && former.DomainName != chosen)
            yield return new OrganizationEvent.AcceptedDomainSet(former with { IsDefault = false });

        foreach (var domain in domains.Select(domain => domain with { IsDefault = domain.IsDefault || domain.DomainName == chosen }))
        {
            if (state.FindDomain(domain.DomainName) != domain)
                yield return new OrganizationEvent.AcceptedDomainSet(domain);
        }
    }

    private static ForeignConnector Identified(OrganizationState state, ForeignConnector connector, DateTimeOffset now, Guid newId, int ordinal)
    {
        var present = state.ForeignConnectors.GetValueOrDefault(connector.Name) ?? state.FindConnector(connector.Id);
        return connector with
        {
            Id = present?.Id ?? (connector.Id == Guid.Empty ? Derive(newId, ordinal) : connector.Id),
            DropDirectory = connector.DropDirectory,
            WhenCreated = present?.WhenCreated ?? now,
            WhenChanged = present?.WhenChanged ?? now
        };
    }

    /// <summary>The ordinal-th of a family of GUIDs: the last four bytes, which are random in every version of GUID, are turned.</summary>
    private static Guid Derive(Guid id, int ordinal)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        var last = bytes[12..];
        BinaryPrimitives.WriteInt32BigEndian(last, BinaryPrimitives.ReadInt32BigEndian(last) ^ ordinal);
        return new Guid(bytes);
    }
}
