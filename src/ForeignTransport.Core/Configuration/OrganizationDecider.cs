using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Configuration;

/// <summary>
/// Decides about changes of the configuration. A command becomes events, the events a candidate state, and the command is accepted when the
/// candidate breaks no rule of <see cref="OrganizationRules"/> that was kept before.
/// </summary>
public static class OrganizationDecider
{
    /// <summary>Decides without side effects: the same arguments always give the same answer.</summary>
    /// <param name="state">The present organization.</param>
    /// <param name="command">What is asked for.</param>
    /// <param name="now">The time, for WhenCreated and WhenChanged.</param>
    /// <param name="newId">The GUID of an object that the command creates; further ones are derived from it.</param>
    public static OrganizationDecision Decide(OrganizationState state, OrganizationCommand command, DateTimeOffset now, Guid newId)
    {
        var proposed = Propose(state, command, now, newId);
        if (!proposed.IsAccepted || proposed.Events.IsEmpty)
            return proposed;

        var candidate = proposed.Events.Aggregate(state, (next, happened) => next.Apply(happened));
        var violation = OrganizationRules.Violations(candidate).Except(OrganizationRules.Violations(state)).FirstOrDefault()
            ?? RecipientRules.Violations(candidate, proposed.Events).FirstOrDefault();
        if (violation is not null)
            return OrganizationDecision.Refused(violation);

        var warnings = OrganizationRules.Warnings(candidate).Except(OrganizationRules.Warnings(state));
        return proposed with { Warnings = [.. proposed.Warnings, .. warnings] };
    }

    /// <summary>The same, provided that nobody changed the object in the meantime.</summary>
    /// <param name="state">The present organization.</param>
    /// <param name="command">What is asked for.</param>
    /// <param name="revision">
    /// The <see cref="ObjectDocument.Revision"/> that the object had when it was read; null when that does not matter. A command that is about
    /// no one object is refused when it is given.
    /// </param>
    /// <param name="now">The time, for WhenCreated and WhenChanged.</param>
    /// <param name="newId">The GUID of an object that the command creates; further ones are derived from it.</param>
    public static OrganizationDecision Decide(
        OrganizationState state, OrganizationCommand command, string? revision, DateTimeOffset now, Guid newId)
    {
        var decision = Decide(state, command, now, newId);
        if (revision is null || decision.Error?.Entry == ErrorCatalogue.ObjectNotFound)
            return decision;
        var target = CommandTarget.Find(state, command);
        return target?.Revision == revision
            ? decision
            : OrganizationDecision.Refused(ErrorCatalogue.ObjectChanged.With(target is null ? "" : SingleLine.Quote(target.Identity)));
    }

    private static OrganizationDecision Propose(
        OrganizationState state, OrganizationCommand command, DateTimeOffset now, Guid newId) => command switch
    {
        OrganizationCommand.NewForeignConnector create => Propose(create, now, newId),
        OrganizationCommand.SetForeignConnector set => Propose(state, set, now),
        OrganizationCommand.RemoveForeignConnector remove => state.TryFindConnector(remove.Identity, out var connector)
            ? OrganizationDecision.Accepted(new OrganizationEvent.ForeignConnectorRemoved(connector.Id, now))
            : NotFound("Foreign connector", remove.Identity),
        OrganizationCommand.RegisterTransportServer register => state.TransportServices.ContainsKey(register.Name)
            ? OrganizationDecision.Accepted()
            : OrganizationDecision.Accepted(new OrganizationEvent.TransportServiceSet(new TransportService(register.Name))),
        OrganizationCommand.RemoveTransportServer remove => Propose(state, remove),
        OrganizationCommand.SetTransportService set => Propose(state, set),
        OrganizationCommand.NewAcceptedDomain create => AcceptedDomainDecisions.Propose(state, create),
        OrganizationCommand.SetAcceptedDomain set => AcceptedDomainDecisions.Propose(state, set),
        OrganizationCommand.RemoveAcceptedDomain remove => AcceptedDomainDecisions.Propose(state, remove),
        OrganizationCommand.SetTransportConfig set =>
            !TransportConfigParameters.Table.TryApply(state.TransportConfig, set.Changes, out var config, out var error)
                ? OrganizationDecision.Refused(error)
                : config == state.TransportConfig
                    ? OrganizationDecision.Accepted()
                    : OrganizationDecision.Accepted(new OrganizationEvent.TransportConfigSet(config)),
        OrganizationCommand.NewSystemMessage create => SystemMessageDecisions.Propose(state, create),
        OrganizationCommand.SetSystemMessage set => SystemMessageDecisions.Propose(state, set),
        OrganizationCommand.RemoveSystemMessage remove => SystemMessageDecisions.Propose(state, remove),
        OrganizationCommand.NewRecipient create => RecipientDecisions.Propose(state, create),
        OrganizationCommand.SetRecipient set => RecipientDecisions.Propose(state, set),
        OrganizationCommand.RemoveRecipient remove => RecipientDecisions.Propose(state, remove),
        OrganizationCommand.AddGroupMember add => RecipientDecisions.Propose(state, add),
        OrganizationCommand.RemoveGroupMember remove => RecipientDecisions.Propose(state, remove),
        OrganizationCommand.SeedOrganization seed => state.IsUnconfigured
            ? OrganizationImport.Propose(state, seed.Definition, now, newId)
            : OrganizationDecision.Accepted(),
        OrganizationCommand.SuspendQueue { Queue: var queue } => queue == NextHopSolutionKey.PoisonMessage
            ? OrganizationDecision.Refused(ErrorCatalogue.QueueCommandNotAllowed.With(queue.NextHopDomain))
            : queue.NextHopConnector != Guid.Empty && state.FindConnector(queue.NextHopConnector) is null
                ? NotFound("Queue", queue.NextHopDomain)
                : state.SuspendedQueues.Contains(queue)
                    ? OrganizationDecision.Accepted()
                    : OrganizationDecision.Accepted(new OrganizationEvent.QueueSuspended(queue)),
        OrganizationCommand.ResumeQueue { Queue: var queue } => state.SuspendedQueues.Contains(queue)
            ? OrganizationDecision.Accepted(new OrganizationEvent.QueueResumed(queue))
            : OrganizationDecision.Accepted(),
        OrganizationCommand.ImportOrganization import => OrganizationImport.Propose(state, import.Definition, now, newId),
        _ => throw new InvalidOperationException($"Command {command.GetType().Name} is unknown to this release.")
    };

    private static OrganizationDecision Propose(OrganizationCommand.NewForeignConnector create, DateTimeOffset now, Guid newId) =>
        OrganizationDecision.Accepted(new OrganizationEvent.ForeignConnectorSet(new ForeignConnector
        {
            Id = newId,
            Name = create.Name,
            AddressSpaces = create.AddressSpaces,
            SourceTransportServers = create.SourceTransportServers,
            IsScopedConnector = create.IsScopedConnector,
            // Written down, so that renaming the connector later does not move the files that a gateway waits for.
            DropDirectory = create.Name,
            WhenCreated = now,
            WhenChanged = now
        }));

    private static OrganizationDecision Propose(OrganizationState state, OrganizationCommand.SetForeignConnector set, DateTimeOffset now)
    {
        if (!state.TryFindConnector(set.Identity, out var connector))
            return NotFound("Foreign connector", set.Identity);
        if (!ForeignConnectorParameters.Table.TryApply(connector, set.Changes, out var changed, out var error))
            return OrganizationDecision.Refused(error);
        if (changed == connector)
            return OrganizationDecision.Accepted();
        return OrganizationDecision.Accepted(new OrganizationEvent.ForeignConnectorSet(
            changed with { DropDirectory = changed.DropDirectory, WhenChanged = now }));
    }

    private static OrganizationDecision Propose(OrganizationState state, OrganizationCommand.SetTransportService set)
    {
        if (!state.TransportServices.TryGetValue(set.Identity, out var service))
            return NotFound("transport server", set.Identity);
        if (!TransportServiceParameters.Table.TryApply(service, set.Changes, out var changed, out var error))
            return OrganizationDecision.Refused(error);
        return changed == service
            ? OrganizationDecision.Accepted()
            : OrganizationDecision.Accepted(new OrganizationEvent.TransportServiceSet(changed));
    }

    private static OrganizationDecision Propose(OrganizationState state, OrganizationCommand.RemoveTransportServer remove)
    {
        if (!state.TransportServices.TryGetValue(remove.Name, out var service))
            return NotFound("transport server", remove.Name);
        var users = state.AllConnectors.Where(connector => connector.HasSourceServer(service.Name)).Select(connector => connector.Name).ToList();
        return users.Count == 0
            ? OrganizationDecision.Accepted(new OrganizationEvent.TransportServiceRemoved(service.Name))
            : OrganizationDecision.Refused(ErrorCatalogue.ServerInUse.With(
                $"{service.Name} by {string.Join(", ", users.Order(StringComparer.OrdinalIgnoreCase))}"));
    }

    internal static OrganizationDecision NotFound(string kind, string identity) =>
        OrganizationDecision.Refused(ErrorCatalogue.ObjectNotFound.With($"{kind} {SingleLine.Quote(identity)}"));
}
