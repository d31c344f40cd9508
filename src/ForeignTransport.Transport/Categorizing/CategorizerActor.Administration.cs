using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Queues;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>The part of a partition that administrators see and command.</summary>
internal sealed partial class CategorizerActor
{
    /// <summary>Each holds a copy of what is in the queues, which is some megabytes at most.</summary>
    private const int MaxScans = 16;

    private void Administer(object message)
    {
        switch (message)
        {
            case CategorizerQueries.GetMessages query:
                Scan(query);
                break;
            case CategorizerQueries.GetMoreMessages query:
                if (Context.Child(ScanName(query.Request)) is var scan && !scan.IsNobody())
                {
                    scan.Forward(query);
                }
                else if (query.Count > 0)
                {
                    Sender.Tell(CategorizerReplies.PartitionMessages.Refused(_number, query.Request, ErrorCatalogue.PartitionsDoNotAnswer.With("")));
                }

                break;
            case CategorizerQueries.GetMessageCopy query:
                FindCopy(query.Message);
                break;
            case CategorizerCommands.CommandMessages command:
                CommandMessages(command);
                break;
            case CategorizerCommands.RetryQueue command:
                RetryQueue(command);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static string ScanName(long request) => $"scan-{request:x}";

    private void Scan(CategorizerQueries.GetMessages query)
    {
        if (Context.GetChildren().Count() >= MaxScans || !Context.Child(ScanName(query.Request)).IsNobody())
        {
            Sender.Tell(CategorizerReplies.PartitionMessages.Refused(
                _number, query.Request, ErrorCatalogue.PartitionsDoNotAnswer.With($"partition {_number} answers {MaxScans} queries already")));
            return;
        }

        var named = new Dictionary<NextHopSolutionKey, bool>();
        bool IsWanted(NextHopSolutionKey queue)
        {
            if (!named.TryGetValue(queue, out var isWanted))
            {
                named.Add(queue, isWanted = query.Query.Names(QueueView.Named(queue, query.SharedNumbers, query.Server)));
            }

            return isWanted;
        }

        var rows = MessageRows.Of(_partition, InSubmission, IsWanted);
        Context.ActorOf(MessageScanActor.Props(rows, Now), ScanName(query.Request)).Forward(query);
    }

    private void FindCopy(MessageCopy copy)
    {
        var item = _partition.Queues.Parked.Find(copy.Message, copy.Queue);
        var entry = _partition.State.Messages.GetValueOrDefault(copy.Message);
        if (item is null || entry is null)
        {
            Sender.Tell(new CategorizerReplies.MessageCopyFound(_number, null, [], false));
            return;
        }

        // Of a recipient that has its outcome only the notification is held: whoever replays the file must not deliver to it.
        RecipientEntry[] pending =
            [.. item.Recipients.Select(position => entry.Recipients[position]).Where(recipient => recipient.Outcome == RecipientOutcome.Pending)];
        Sender.Tell(new CategorizerReplies.MessageCopyFound(
            _number, entry.Message, [.. pending.Select(recipient => recipient.Recipient)], pending.Any(recipient => recipient.PossiblyDelivered)));
    }

    private void CommandMessages(CategorizerCommands.CommandMessages command)
    {
        var administrator = Sender;
        var decision = _partition.Decide(command.Command, command.Messages, Now, command.WhatIf);
        if (command.WhatIf)
        {
            administrator.Tell(new CategorizerReplies.MessagesCommanded(_number, [.. decision.Outcomes.Select(outcome => outcome.Outcome)]));
            return;
        }

        Commit(decision.Failed, ComposeDsns);
        Commit(decision.Held, RouteAndDispatch);
        Commit(decision.Released, RouteAndDispatch);
        // Behind everything that it says.
        DeferAsync(decision, made => administrator.Tell(new CategorizerReplies.MessagesCommanded(
            _number,
            [
                .. made.Outcomes.Select(outcome => outcome.Outcome is MessageCommandOutcome.Suspended or MessageCommandOutcome.PendingSuspend
                    ? _partition.SuspendedNow(outcome.Copy)
                    : outcome.Outcome)
            ])));
    }

    private void RetryQueue(CategorizerCommands.RetryQueue command)
    {
        IReadOnlyList<QueueItem> resubmitted = command.Resubmit ? _partition.ResubmitQueue(command.Queue) : [];
        var changed = command.Resubmit ? resubmitted.Count > 0 : _partition.RetryQueue(command.Queue, Now);
        var administrator = Sender;
        TellResubmitted(resubmitted);
        PublishDue();
        RouteAndDispatch();
        // Behind what the directory made of them.
        DeferAsync(
            new CategorizerReplies.QueueRetried(_number, changed, resubmitted.Count), retried => administrator.Tell(retried));
    }

    private void PublishDue()
    {
        foreach (var attempt in _partition.Attempts.UnderWay.Where(attempt => DeliveryAttempts.IsRetryDue(attempt, Now)).ToList())
        {
            Publish(attempt);
        }
    }

    private void Reconfigure(OrganizationState organization)
    {
        // Suspending a queue routes nothing anew: what waits elsewhere keeps its place and its retries.
        var routesChanged = _organization.RoutingVersion != organization.RoutingVersion;
        _organization = organization;
        _context = null;
        _unrouted.AddRange(_partition.Reconfigured(_services.SettingsFrom(organization), routesChanged));
        RouteAndDispatch();
    }

    /// <summary>Journals what failed in a way that nobody foresaw, and what is poison because of it.</summary>
    private void CommitFaults()
    {
        var (failed, poisoned) = _partition.DecideFaults(Now);
        CommitFaults(failed, poisoned);
    }

    private void CommitFaults(WorkFailed? failed, MessagesHeld? poisoned)
    {
        foreach (var failure in failed?.Messages ?? [])
        {
            _log.Error("{0}", ErrorCatalogue.MessageWorkFailed.With($"{failure.Message}: {failure.Reason}"));
        }

        foreach (var poison in poisoned?.Messages ?? [])
        {
            _log.Error("{0}", ErrorCatalogue.PoisonMessage.With($"{poison.Message}: {poison.Hold.Reason}"));
        }

        Commit(failed, ComposeDsns);
        Commit(poisoned, RouteAndDispatch);
    }
}
