using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>The part of a partition that resolves and routes: what arrived, what attempts gave back, what a configuration change concerns.</summary>
internal sealed partial class CategorizerActor
{
    /// <summary>What is shown as the Submission queue.</summary>
    private IEnumerable<QueueItem> InSubmission => _arrived.Concat(_unrouted).Concat(_partition.LookedUp);

    private void RouteAndDispatch()
    {
        _unrouted.AddRange(_partition.Attempts.TakeReturned());
        var context = RoutingContext();
        Locate(context);
        if (!_partition.Settings.IsSuspended(NextHopSolutionKey.Submission))
        {
            Route(ref _unrouted, context, isArrival: false);
            Route(ref _arrived, context, isArrival: true);
        }

        CommitFaults();
        _services.Hosted.NoteUnrouted(_number, InSubmission.Count());
        Dispatch();
        ComposeDsns();
    }

    private void Locate(SelectionContext context) =>
        _partition.Attempts.Locate((address, connector) => RecipientRouting.QueueOf(address, connector, context));

    private void Route(ref List<QueueItem> items, SelectionContext context, bool isArrival)
    {
        if (items.Count > 0)
        {
            var taken = items;
            items = [];
            Commit(_partition.Resolve(taken, context.Organization, Now), resolved => RouteResolved(resolved, isArrival));
            foreach (var resolved in _partition.LookUpAgain(taken, context.Organization, Now))
            {
                Commit(resolved, RouteAndDispatch);
            }

            Commit(
                _partition.Route(
                    taken, (address, size) => RecipientRouting.Route(address, size, context), Now, isArrival,
                    (route, receivedAt) => RecipientRouting.OfWaiting(route, receivedAt, context.Organization)),
                ComposeDsns);
            if (isArrival)
            {
                TellUnreachable(taken);
            }
        }
    }

    /// <summary>What the directory changed is durable: the recipients that there are now can be routed.</summary>
    private void RouteResolved(RecipientsResolved resolved, bool isArrival)
    {
        foreach (var message in resolved.Messages)
        {
            // A message whose recipients all failed or stood for nobody, with nobody to tell, is done already.
            if (_partition.State.Messages.TryGetValue(message.Message, out var entry) && CategorizerPartition.PendingItem(entry) is { } item)
            {
                (isArrival ? _arrived : _unrouted).Add(item);
            }
        }

        RouteAndDispatch();
    }

    private SelectionContext RoutingContext() =>
        _context ??= new SelectionContext(_organization, _services.ServerName, _servers.Accepting);
}
