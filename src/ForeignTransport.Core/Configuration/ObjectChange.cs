using System.Collections.Immutable;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Configuration;

/// <summary>What became of one object.</summary>
/// <param name="Before">Null when it was created.</param>
/// <param name="After">Null when it was removed.</param>
public sealed record ObjectChange(ObjectDocument? Before, ObjectDocument? After)
{
    public ObjectKind Kind => (After ?? Before)!.Kind;

    /// <summary>The name that it has now, or had when it was removed.</summary>
    public string Identity => (After ?? Before)!.Identity;

    /// <summary>created, changed or removed.</summary>
    public string Word => Before is null ? "created" : After is null ? "removed" : "changed";

    /// <summary>What events change, each object once, in the order of its first event.</summary>
    /// <param name="state">The organization before the events.</param>
    /// <param name="events">What happens.</param>
    public static ImmutableArray<ObjectChange> Of(OrganizationState state, ImmutableArray<OrganizationEvent> events)
    {
        var changes = new List<ObjectChange>();
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var happened in events)
        {
            var (key, change) = Of(state, happened);
            if (positions.TryGetValue(key, out var position))
            {
                changes[position] = changes[position] with { After = change.After };
                continue;
            }

            positions.Add(key, changes.Count);
            changes.Add(change);
        }

        return [.. changes.Where(change => change.Before != change.After)];
    }

    private static (string Key, ObjectChange Change) Of(OrganizationState state, OrganizationEvent happened) => happened switch
    {
        OrganizationEvent.ForeignConnectorSet set => (
            $"connector {set.Connector.Id}", new(Present(state.FindConnector(set.Connector.Id), ObjectDocument.Of), ObjectDocument.Of(set.Connector))),
        OrganizationEvent.ForeignConnectorRemoved removed => (
            $"connector {removed.Id}", new(Present(state.FindConnector(removed.Id), ObjectDocument.Of), null)),
        OrganizationEvent.TransportServiceSet set => (
            $"service {set.Service.Name.ToUpperInvariant()}",
            new(Present(state.TransportServices.GetValueOrDefault(set.Service.Name), ObjectDocument.Of), ObjectDocument.Of(set.Service))),
        OrganizationEvent.TransportServiceRemoved removed => (
            $"service {removed.Name.ToUpperInvariant()}", new(Present(state.TransportServices.GetValueOrDefault(removed.Name), ObjectDocument.Of), null)),
        OrganizationEvent.AcceptedDomainSet set => (
            $"domain {set.Domain.DomainName}", new(Present(state.FindDomain(set.Domain.DomainName), ObjectDocument.Of), ObjectDocument.Of(set.Domain))),
        OrganizationEvent.AcceptedDomainRemoved removed => (
            $"domain {removed.DomainName}", new(Present(state.FindDomain(removed.DomainName), ObjectDocument.Of), null)),
        OrganizationEvent.TransportConfigSet set => ("config", new(ObjectDocument.Of(state.TransportConfig), ObjectDocument.Of(set.Config))),
        OrganizationEvent.RecipientSet set => (
            $"recipient {(set.FormerName ?? set.Recipient.Name).ToUpperInvariant()}",
            new(Present(state.Recipients.Find(set.FormerName ?? set.Recipient.Name), ObjectDocument.Of), ObjectDocument.Of(set.Recipient))),
        OrganizationEvent.RecipientRemoved removed => (
            $"recipient {removed.Name.ToUpperInvariant()}", new(Present(state.Recipients.Find(removed.Name), ObjectDocument.Of), null)),
        OrganizationEvent.SystemMessageSet set => (
            $"message {set.Message.Identity}",
            new(Present(state.SystemMessages.GetValueOrDefault(set.Message.Identity), ObjectDocument.Of), ObjectDocument.Of(set.Message))),
        OrganizationEvent.SystemMessageRemoved removed => (
            $"message {removed.Identity}", new(Present(state.SystemMessages.GetValueOrDefault(removed.Identity), ObjectDocument.Of), null)),
        OrganizationEvent.QueueSuspended { Queue: var queue } => (KeyOf(queue), new(null, ObjectDocument.Of(queue))),
        OrganizationEvent.QueueResumed { Queue: var queue } => (KeyOf(queue), new(ObjectDocument.Of(queue), null)),
        _ => throw new InvalidOperationException($"Event {happened.GetType().Name} is unknown to this release.")
    };

    private static string KeyOf(NextHopSolutionKey queue) => $"queue {queue.DeliveryType} {queue.NextHopConnector} {queue.NextHopDomain.ToUpperInvariant()}";

    private static ObjectDocument? Present<T>(T? item, Func<T, ObjectDocument> document)
        where T : class => item is null ? null : document(item);
}
