using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Delivery;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>
/// The part of a partition that talks to connectors: what <see cref="DeliveryAttempts"/> decides becomes commands, and answers become events.
/// </summary>
internal sealed partial class CategorizerActor
{
    private void Dispatch()
    {
        if (_draining)
        {
            return;
        }

        var context = RoutingContext();
        var now = Now;
        foreach (var queue in _partition.Deliverable)
        {
            // The configuration that removed a connector is on its way here and routes its messages anew.
            if (context.Organization.FindConnector(queue.Key.NextHopConnector) is not { } connector)
            {
                continue;
            }

            var servers = context.SourceServers(connector, _number);
            if (servers.IsEmpty)
            {
                var why = context.WhyNoSourceServer(connector);
                if (queue.NoServer(now, why, _partition.Settings.Retry))
                {
                    TellWaiting(queue, connector.Id, why);
                }

                continue;
            }

            while (queue.Choose(servers, now, _partition.Settings.MaxAttempts) is { } server)
            {
                Stage(_partition.Attempts.Start(queue, server, connector.OneRecipientPerFile, now));
            }
        }
    }

    private void Stage(DeliveryAttempt attempt)
    {
        var drops = ImmutableArray.CreateBuilder<DeliveryCommands.DropToStage>(attempt.Drops.Count);
        foreach (var drop in attempt.Drops)
        {
            var entry = _partition.State.Messages[drop.Message];
            drops.Add(new DeliveryCommands.DropToStage(
                new DropKey(drop.Message, drop.Ordinal), drop.FileName, entry.EnvelopeOf(drop.Recipients), entry.Message.Trace, entry.Message.Size,
                drop.Recipients.Any(position => entry.Recipients[position].PossiblyDelivered))
            {
                Faults = entry.Failures.Count == 0 ? [] : [.. entry.Failures.Select(failure => failure.Fault).Where(fault => fault.Length > 0)]
            });
        }

        attempt.AskedAt = Now;
        _services.Servers.ConnectorsOf(attempt.Server).Tell(
            new DeliveryCommands.StageDrops(attempt.Connector, attempt.Number, drops.MoveToImmutable()));
    }

    private void Staged(DeliveryReplies.Staged reply)
    {
        if (_partition.Attempts.Find(reply.Attempt) is not { Phase: AttemptPhase.Staging } attempt)
        {
            return;
        }

        attempt.AskedAt = null;
        TellDeferred(attempt, reply.Result);
        var (staged, failed) = _partition.Attempts.Staged(attempt, reply.Result, Now);
        Commit(staged, () => Publish(attempt));
        Commit(failed, ComposeDsns);
        RouteAndDispatch();
    }

    private void Publish(DeliveryAttempt attempt)
    {
        var action = RoutingContext().PossibleDuplicateActionOf(attempt.Connector);
        switch (_partition.Attempts.NextPublication(attempt, _servers, _services.ServerName, action, Now))
        {
            case PublicationStep.Ask ask:
                _services.Servers.ConnectorsOf(ask.Server).Tell(new DeliveryCommands.PublishDrops(
                    attempt.Connector,
                    attempt.Number,
                    attempt.Directory!,
                    attempt.Marker,
                    [
                        .. attempt.Drops.Select(drop => new DeliveryCommands.DropToPublish(
                            new DropKey(drop.Message, drop.Ordinal), drop.FileName, _partition.Attempts.IsToWithdraw(attempt, drop, Now)))
                    ],
                    ask.FirstTry));
                break;
            case PublicationStep.Wait wait:
                if (wait.IsNew)
                {
                    // One line for each change of state, not for each attempt. What hinders staging is told by the connector.
                    _log.Warning("Publishing through connector {0} waits: {1}", NameOf(attempt.Connector), attempt.Retry!.LastError);
                }

                TellDeferred(attempt.Connector, attempt.Drops, attempt.Retry!.LastError);
                break;
            case PublicationStep.Abandon abandon:
                _log.Warning(
                    "{0} files of connector {1} were staged on {2}, which is gone: they are dropped again, flagged as possible duplicates",
                    abandon.Event.Drops.Length, NameOf(attempt.Connector), attempt.Server);
                Commit(abandon.Event, () => StageAnew(abandon.Event, []));
                break;
        }
    }

    private string NameOf(Guid connector) => _organization.FindConnector(connector)?.Name ?? connector.ToString();

    private void Published(DeliveryReplies.Published reply)
    {
        // An answer that comes after it was given up still counts: only the first try can tell that a file was lost.
        if (_partition.Attempts.Find(reply.Attempt) is not { Phase: AttemptPhase.Publishing } attempt)
        {
            return;
        }

        var relayDsnRequired = _organization.FindConnector(attempt.Connector)?.RelayDsnRequired ?? false;
        var (published, abandoned, expired) = _partition.Attempts.Published(attempt, reply.Server, reply.Result, relayDsnRequired, Now);
        Commit(AwaitsReceipts(attempt.Connector, published), ComposeDsns);
        Commit(abandoned, () => StageAnew(abandoned!, reply.Result.Withdrawn));
        Commit(expired, ComposeDsns);
        if (attempt is { Drops.Count: > 0, AwaitsAnswer: false })
        {
            Publish(attempt);
        }

        Dispatch();
    }

    private void StageAnew(DropsAbandoned abandoned, ImmutableArray<DropKey> withdrawn)
    {
        foreach (var id in abandoned.Drops.Where(drop => !drop.PossiblyDelivered && !withdrawn.Contains(new DropKey(drop.Message, drop.Ordinal)))
            .Select(drop => drop.Message).Distinct())
        {
            _log.Warning("The staged file of message {0} was gone before it was published; it is staged anew", id);
        }

        foreach (var drop in abandoned.Drops)
        {
            var entry = _partition.State.Messages[drop.Message];
            _unrouted.Add(new QueueItem(drop.Message, drop.Recipients, entry.Message.Size) { Priority = _partition.Settings.PriorityOf(entry.Message) });
        }

        RouteAndDispatch();
    }

    private void Unavailable(DeliveryReplies.Unavailable reply)
    {
        if (_partition.Attempts.Find(reply.Attempt) is { AwaitsAnswer: true } attempt)
        {
            Interrupted(attempt, reply.Error);
            RouteAndDispatch();
        }
    }

    private void Interrupted(DeliveryAttempt attempt, TransportError error)
    {
        if (attempt.Phase == AttemptPhase.Staging && attempt.Queue!.IsNews(attempt.Server, error))
        {
            TellDeferred(attempt.Connector, attempt.Drops, error);
        }

        _partition.Attempts.Interrupted(attempt, error, Now);
        if (attempt.Phase == AttemptPhase.Publishing)
        {
            Publish(attempt);
        }
    }

    /// <summary>What a server has in hand for this partition: nothing is added once the partition knows that the server is suspended.</summary>
    private void CountDeliveries(CategorizerQueries.CountDeliveries query) => Sender.Tell(new CategorizerReplies.Deliveries(
        _number,
        _partition.Attempts.UnderWay.Where(attempt => attempt.Server.Equals(query.Server, StringComparison.OrdinalIgnoreCase)).Sum(attempt => attempt.Drops.Count),
        _organization.IsDraining(query.Server)));

    private void LookAtServers()
    {
        var before = _servers;
        _servers = _services.Servers.Current;
        _context = null;
        foreach (var attempt in _partition.ServersChanged(before, _servers, Now))
        {
            Publish(attempt);
        }

        RouteAndDispatch();
    }
}
