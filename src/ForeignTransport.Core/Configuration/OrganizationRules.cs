using System.Globalization;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Configuration;

/// <summary>
/// What must hold for a whole organization, whichever command changes it. A command is refused when it brings a violation that was not there
/// before, so that a rule which a later release adds never blocks unrelated changes.
/// </summary>
internal static class OrganizationRules
{
    public static IEnumerable<TransportError> Violations(OrganizationState state) =>
        state.TransportServices.Values.SelectMany(OfServer)
            .Concat(OfDomains([.. state.AllDomains]))
            .Concat(TransportConfigParameters.Table.Violations(state.TransportConfig))
            .Concat(state.SystemMessages.Values.SelectMany(message =>
                SystemMessageParameters.Table.Violations(message).Select(error => error with { Detail = $"{message.Identity}: {error.Detail}" })))
            .Concat(SharedNames("Foreign connector", state.AllConnectors.Select(connector => connector.Name)))
            .Concat(state.AllConnectors.SelectMany(connector =>
                OfConnector(connector, state).Select(error => error with { Detail = $"{connector.Name}: {error.Detail}" })));

    public static IEnumerable<string> Warnings(OrganizationState state)
    {
        foreach (var connector in state.AllConnectors)
        {
            if (connector is { Enabled: true, MaxMessageSize.Limit.Bytes: 0 })
                yield return $"'{connector.Name}' is enabled but MaxMessageSize 0 lets no message through. Use Enabled instead.";
            foreach (var doubt in connector.AddressSpaces.SelectMany(space => space.Warnings))
                yield return $"'{connector.Name}': {doubt.Entry.Meaning} {doubt.Entry.Remedy} {doubt.Detail}";
            foreach (var server in connector.SourceTransportServers.Where(server => !state.TransportServices.ContainsKey(server)))
                yield return $"'{connector.Name}' has the source server '{server}', which has not joined the organization yet.";
            if (connector is { Enabled: true, SourceTransportServers.IsEmpty: false } && connector.SourceTransportServers.All(state.IsDraining))
                yield return $"'{connector.Name}' has no source server that is not suspended: its messages wait.";
        }

        if (!state.TransportServices.IsEmpty && state.TransportServices.Keys.All(state.IsDraining))
            yield return "Every server is suspended: no mail is taken in.";

        foreach (var shared in DropDirectories(state).GroupBy(drop => (drop.Server, drop.Key)).Where(group => group.Count() > 1))
        {
            var names = string.Join(", ", shared.Select(drop => $"'{drop.Connector}'").Order(StringComparer.OrdinalIgnoreCase));
            yield return $"{names} write into one Drop directory on '{shared.Key.Server}': its quota counts the files of all.";
        }

        foreach (var service in state.TransportServices.Values)
        {
            var quick = service.Retry.TransientFailureRetryInterval * service.Retry.TransientFailureRetryCount;
            foreach (var (about, timeout) in DelayNotificationTimeouts(service, state.TransportConfig.PriorityQueuing))
            {
                if (timeout <= quick)
                {
                    yield return string.Create(CultureInfo.InvariantCulture,
                        $"'{service.Name}' tells senders of a delay {about}before its {service.Retry.TransientFailureRetryCount} retries are over.");
                }
            }
        }
    }

    /// <summary>The times that are in force: with priority queuing those of the organization stand in the place of the server's.</summary>
    private static IEnumerable<(string About, TimeSpan Timeout)> DelayNotificationTimeouts(TransportService service, PriorityQueuing priorities) =>
        priorities.Enabled
            ? new[] { DeliveryPriority.High, DeliveryPriority.Normal, DeliveryPriority.Low }
                .Select(priority => ($"of a message of {priority.ToString().ToLowerInvariant()} priority ", priorities.DelayNotificationTimeout(priority)))
            : [("", service.Retry.DelayNotificationTimeout)];

    private static IEnumerable<TransportError> OfServer(TransportService service)
    {
        if (!ObjectName.IsValidServer(service.Name))
        {
            yield return ErrorCatalogue.InvalidParameter.With(
                $"Name {SingleLine.Quote(service.Name)}: allowed are 1 to 64 letters, digits, hyphens, dots and underscores");
        }

        foreach (var error in TransportServiceParameters.Table.Violations(service))
            yield return error with { Detail = $"{service.Name}: {error.Detail}" };
        if (IntakeDirectories.Overlap(service) is { } overlap)
            yield return overlap;
    }

    private static IEnumerable<TransportError> OfDomains(IReadOnlyList<AcceptedDomain> domains)
    {
        foreach (var error in SharedNames("accepted domain", domains.Select(domain => domain.Name)))
            yield return error;
        foreach (var error in domains.SelectMany(AcceptedDomainParameters.Table.Violations))
            yield return error;
        var defaults = domains.Where(domain => domain.IsDefault).ToList();
        if (defaults.Count > 1 || defaults.Any(domain => domain.IsWildcard))
        {
            var names = defaults.Select(domain => domain.DomainName).Order(StringComparer.Ordinal);
            yield return ErrorCatalogue.InvalidDefaultDomain.With(string.Join(", ", names));
        }

        if (defaults.Count == 0 && domains.Any(domain => !domain.IsWildcard))
            yield return ErrorCatalogue.DefaultDomainRequired.With("IsDefault");
    }

    private static IEnumerable<TransportError> OfConnector(ForeignConnector connector, OrganizationState state)
    {
        foreach (var error in ForeignConnectorParameters.Table.Violations(connector))
            yield return error;
        if (connector.AddressSpaces.IsEmpty)
            yield return ErrorCatalogue.AddressSpaceRequired.With("AddressSpaces") with { Parameter = "AddressSpaces" };
        for (var i = 0; i < connector.AddressSpaces.Length; i++)
        {
            var space = connector.AddressSpaces[i];
            if (connector.AddressSpaces.Take(i).Any(space.SamePattern))
                yield return ErrorCatalogue.DuplicateAddressSpace.With($"AddressSpaces '{space}'") with { Parameter = "AddressSpaces" };
        }

        if (connector.SourceTransportServers.IsEmpty)
            yield return ErrorCatalogue.SourceServerRequired.With("SourceTransportServers") with { Parameter = "SourceTransportServers" };
        var servers = connector.SourceTransportServers.GroupBy(server => server, StringComparer.OrdinalIgnoreCase);
        foreach (var twice in servers.Where(group => group.Count() > 1))
            yield return ErrorCatalogue.DuplicateSourceServer.With($"SourceTransportServers '{twice.Key}'") with { Parameter = "SourceTransportServers" };

        var services = connector.SourceTransportServers.Select(state.Server).ToList();
        var sites = services.Select(service => service.Site).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (connector.IsScopedConnector && sites.Count > 1)
            yield return ErrorCatalogue.ScopedConnectorSpansSites.With($"IsScopedConnector with servers in {string.Join(", ", sites)}") with { Parameter = "IsScopedConnector" };
        foreach (var error in services.Select(service => IntakeDirectories.Conflict(connector, service)).OfType<TransportError>())
            yield return error;
    }

    private static IEnumerable<TransportError> SharedNames(string kind, IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => ErrorCatalogue.NameInUse.With($"{kind} {SingleLine.Quote(group.Key)}") with { Parameter = "Name" });

    private static IEnumerable<(string Server, string Connector, string Key)> DropDirectories(OrganizationState state) =>
        from connector in state.AllConnectors
        from server in connector.SourceTransportServers
        select (server.ToUpperInvariant(), connector.Name, IntakeDirectories.DropKey(connector, state.Server(server)));
}
