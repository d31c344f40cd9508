using System.Collections.Immutable;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Categorizing;

/// <summary>
/// One categorizer partition: its durable state, and the queues and attempts that follow from it.
/// </summary>
/// <remarks>
/// <para>
/// The owner (an actor) asks it what to journal, journals that, calls <see cref="Apply"/>, and only then acts. Nothing here waits, reads a
/// clock or touches a file.
/// </para>
/// <para>
/// A recipient that is still pending is in exactly one place: a queue, Unreachable, an attempt, a staged file, a failure that is being journaled,
/// or parked because it is suspended, or waiting by itself because it failed. That is what makes a second outcome impossible while journal writes are under way.
/// </para>
/// </remarks>
public sealed partial class CategorizerPartition(CategorizerState state)
{
    /// <summary>The most recipients of one copy of a message (ExpansionSizeLimit).</summary>
    public const int ExpansionSizeLimit = 1000;

    private readonly HashSet<MessageId> _accepting = [];
    private readonly DsnDebts _debts = new(state);

    /// <summary>The fold of the journal.</summary>
    public CategorizerState State { get; } = state;

    /// <summary>The queues.</summary>
    public QueueSet Queues { get; } = new();

    /// <summary>The delivery attempts under way.</summary>
    public DeliveryAttempts Attempts { get; } = new(state);

    /// <summary>The published files that gateways have to confirm.</summary>
    public AwaitedReceipts Receipts { get; } = new(state);

    /// <summary>How fast messages enter and leave queues.</summary>
    public QueueRates Rates => Attempts.Rates;

    /// <summary>Current settings.</summary>
    public PartitionSettings Settings
    {
        get => Attempts.Settings;
        set => Attempts.Settings = value;
    }

    /// <summary>
    /// True while the stored content of this id must stay: the message has work left, or it is a DSN that is stored and not journaled yet.
    /// </summary>
    /// <remarks>Content of a DSN that is owed can be left from an earlier incarnation, and is what will be journaled.</remarks>
    public bool NeedsContent(MessageId id) =>
        State.Messages.ContainsKey(id) || _debts.IsOwed(id);

    /// <summary>
    /// Sorts a submission: what is new and must be journaled, and whether the submitter may be answered at once because everything in it
    /// is durable already.
    /// </summary>
    public Submission DecideSubmission(IReadOnlyList<QueuedMessage> messages)
    {
        var fresh = ImmutableArray.CreateBuilder<QueuedMessage>(messages.Count);
        var underWay = false;
        foreach (var message in messages)
        {
            if (State.Knows(message.Id))
            {
                continue;
            }

            if (_accepting.Add(message.Id))
            {
                fresh.Add(message);
            }
            else
            {
                underWay = true;
            }
        }

        return new Submission(fresh.DrainToImmutable(), underWay);
    }

    /// <summary>Folds an event that is now durable.</summary>
    /// <returns>Messages whose content may be released.</returns>
    public IReadOnlyList<MessageId> Apply(CategorizerEvent happened)
    {
        var moved = happened switch
        {
            MessagesHeld held => TakeParked(held.Messages.Select(message => (message.Message, message.Hold.Recipients))),
            MessagesReleased released => TakeParked(released.Messages.Select(message => (message.Message, message.Recipients))),
            _ => null
        };
        var completed = State.Apply(happened);
        switch (happened)
        {
            case MessagesHeld held:
                ParkAnew(moved!);
                Park(held);
                break;
            case MessagesReleased released:
                ParkAnew(moved!);
                foreach (var message in released.Messages)
                {
                    _debts.Note(message.Message);
                }

                break;
            case MessagesAccepted accepted:
                foreach (var message in accepted.Messages)
                {
                    _accepting.Remove(message.Id);
                    if (message.Refused.Length > 0)
                    {
                        _debts.Note(message.Id);
                    }
                }

                break;
            case WorkFailed work:
                // What is about to be poison is not tried once more before that is journaled too.
                foreach (var failure in work.Messages.Where(failure => failure.Fault.Length > 0 && !IsPoisonous(failure.Message)))
                {
                    Queues.Deferred.EndWait(failure.Message);
                }

                break;
            case RecipientsFailed failed:
                foreach (var message in failed.Recipients.Select(recipient => recipient.Message).Distinct())
                {
                    _debts.Note(message);
                }

                break;
            case RecipientsResolved resolved:
                foreach (var message in resolved.Messages)
                {
                    _debts.Note(message.Message);
                    EndLookUp(message);
                }

                break;
            case DropsPublished published:
                foreach (var drop in published.Drops)
                {
                    if (drop.Relayed.Length > 0)
                    {
                        _debts.Note(drop.Message);
                    }
                }

                break;
            case ReceiptsTaken taken:
                foreach (var receipt in taken.Receipts)
                {
                    _debts.Note(receipt.Drop.Message);
                }

                break;
            case DsnAccepted dsn:
                _debts.Paid(dsn.Original);
                break;
        }

        Receipts.Applied(happened);
        _debts.Forget(completed);

        return completed;
    }

    /// <summary>The failures among these of which nobody is told, because the message came from the null reverse-path: mostly DSNs.</summary>
    /// <remarks>To be asked before the event is applied.</remarks>
    public IEnumerable<FailedRecipient> Untold(RecipientsFailed failed) =>
        failed.Recipients.Where(recipient => State.Messages[recipient.Message].Message.Envelope.HasNullReversePath);

    /// <summary>After the journal is replayed: every debt and every staged file is taken up again.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="lastAttempt">
    /// A number that no earlier incarnation can have reached: answers to its attempts can still arrive, and must find no attempt here.
    /// Taken for an answer to a new attempt, they would journal files that hold other recipients.
    /// </param>
    /// <returns>Everything that must be routed.</returns>
    public IReadOnlyList<QueueItem> Recovered(DateTimeOffset now, long lastAttempt)
    {
        var unrouted = new List<QueueItem>(State.Messages.Count);
        foreach (var entry in State.Messages.Values.OrderBy(entry => entry.Message.Id))
        {
            _debts.Note(entry.Message.Id);
            entry.IsResolved = !entry.IsUntouched;
            ParkUnfinishedReports(entry);
            if (PendingItem(entry)?.As(Settings.PriorityOf(entry.Message)) is { } pending && (entry.IsHeld ? Park(pending, entry) : pending) is { } item)
            {
                unrouted.Add(item);
            }
        }

        Attempts.Recovered(now, lastAttempt);
        return unrouted;
    }

    /// <summary>The part of a message that must be routed; null when nothing is pending outside staged and awaited files.</summary>
    public static QueueItem? PendingItem(MessageEntry entry)
    {
        var pending = ImmutableArray.CreateBuilder<int>(entry.Recipients.Length);
        // A large group has many files: they are not searched for each recipient.
        var staged = entry.Staged.Count + entry.Awaiting.Count > 1
            ? entry.Staged.Concat(entry.Awaiting.Select(awaiting => awaiting.File)).SelectMany(file => file.Recipients).ToHashSet()
            : null;
        for (var i = 0; i < entry.Recipients.Length; i++)
        {
            if (entry.Recipients[i].Outcome == RecipientOutcome.Pending && !(staged?.Contains(i) ?? entry.IsStaged(i)))
            {
                pending.Add(i);
            }
        }

        return pending.Count == 0 ? null : new QueueItem(entry.Message.Id, pending.DrainToImmutable(), entry.Message.Size)
        {
            Priority = entry.Message.Priority ?? DeliveryPriority.Normal
        };
    }

    /// <summary>The configuration changed: takes every waiting message out of its queue.</summary>
    /// <returns>Everything that must be routed. What attempts hold now and give back later comes with <see cref="DeliveryAttempts.TakeReturned"/>.</returns>
    public IReadOnlyList<QueueItem> Reroute()
    {
        Attempts.ConfigurationChanged();
        if (Settings.IsSuspended(NextHopSolutionKey.Submission))
        {
            return [];
        }

        // What is in Unreachable is resubmitted (categorizer.md section 8), the rest only takes another way.
        var unreachable = Queues.Unreachable.Count > 0 && !Settings.IsSuspended(NextHopSolutionKey.Unreachable)
            ? Resubmitted(Queues.Drain(NextHopSolutionKey.Unreachable))
            : [];
        var others = Queues.DrainAll(Settings.IsSuspended);
        return unreachable.Count == 0 ? others : QueueItem.Together([.. unreachable, .. others]);
    }

    /// <summary>Settings or the configuration changed.</summary>
    /// <param name="settings">The settings from now on.</param>
    /// <param name="routesChanged">True when messages may take another route than before.</param>
    /// <returns>
    /// Everything that must be routed: all that waits when routes changed, else what waits in a queue that was suspended and is no more, because
    /// routes may have changed meanwhile.
    /// </returns>
    public IReadOnlyList<QueueItem> Reconfigured(PartitionSettings settings, bool routesChanged)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var resumed = Settings.Suspended.Except(settings.Suspended);
        var reorders = Settings.PriorityQueuing is null != settings.PriorityQueuing is null;
        Settings = settings;
        if (reorders)
        {
            // What attempts give back later is of the priorities of before: it is routed anew.
            Attempts.ConfigurationChanged();
            Queues.Reorder(item => Settings.PriorityOf(State.Messages[item.Message].Message));
        }

        if (routesChanged || resumed.Contains(NextHopSolutionKey.Submission))
        {
            return Reroute();
        }

        foreach (var key in resumed.Where(key => key != NextHopSolutionKey.Unreachable))
        {
            // One that is empty is shown as it is now, for as long as any other that has become empty.
            Queues.For(key);
        }

        return [.. resumed.SelectMany(key => key == NextHopSolutionKey.Unreachable ? Resubmitted(Queues.Drain(key)) : Queues.Drain(key))];
    }

    /// <summary>The queues from which attempts may be started.</summary>
    public IEnumerable<DeliveryQueue> Deliverable => Queues.Delivery.Where(queue => queue.WaitingCount > 0 && !Settings.IsSuspended(queue.Key));

    /// <summary>Servers came or went: queues try those that came.</summary>
    /// <returns>Attempts whose publication must be looked at again with <see cref="DeliveryAttempts.NextPublication"/>.</returns>
    public IReadOnlyList<DeliveryAttempt> ServersChanged(TransportServers before, TransportServers servers, DateTimeOffset now)
    {
        foreach (var server in servers.NewlyAccepting(before))
        {
            foreach (var queue in Queues.Delivery)
            {
                queue.RetryNow(server, now);
            }
        }

        return Attempts.ServersChanged(before, servers);
    }

    /// <summary>
    /// Looks up the recipients of messages that were not looked up before. Messages that the directory changes are to be journaled and routed
    /// then; they are in no queue until that has happened.
    /// </summary>
    /// <param name="items">Messages that are to be routed; those that are to be journaled first are taken out.</param>
    /// <param name="organization">The directory.</param>
    /// <param name="now">The current time.</param>
    /// <returns>Null when nothing is to be journaled, as for every message that the directory does not touch.</returns>
    public RecipientsResolved? Resolve(List<QueueItem> items, OrganizationState organization, DateTimeOffset now)
    {
        ImmutableArray<ResolvedMessage>.Builder? resolved = null;
        items.RemoveAll(item =>
        {
            var entry = State.Messages[item.Message];
            if (entry.IsResolved)
            {
                return false;
            }

            entry.IsResolved = true;
            if (MessageResolution.Of(entry, organization) is not { } message)
            {
                return false;
            }

            (resolved ??= ImmutableArray.CreateBuilder<ResolvedMessage>()).Add(message);
            return true;
        });
        return resolved is null ? null : new RecipientsResolved(now, resolved.ToImmutable());
    }

    /// <summary>Routes messages into queues.</summary>
    /// <param name="items">The messages, with the recipients to be routed.</param>
    /// <param name="route">Finds the route of an address and a size.</param>
    /// <param name="now">The current time.</param>
    /// <param name="isArrival">True when they have just been accepted, false when they are routed anew.</param>
    /// <param name="ofWaiting">
    /// What the route of a recipient means that is routed anew, and whose message was received at that time; null when it is what it is.
    /// </param>
    /// <returns>The recipients that no route will ever serve, to be journaled; null when there are none.</returns>
    public RecipientsFailed? Route(
        IEnumerable<QueueItem> items, Func<string, long, Route> route, DateTimeOffset now, bool isArrival = false,
        Func<Route, DateTimeOffset, Route>? ofWaiting = null)
    {
        var failed = ImmutableArray.CreateBuilder<FailedRecipient>();
        var byHop = new List<(NextHopSolutionKey Key, ImmutableArray<int>.Builder Recipients)>(1);
        foreach (var given in items)
        {
            var entry = State.Messages[given.Message];
            var urgent = given.As(Settings.PriorityOf(entry.Message)) with { IsResubmitted = false };
            if ((entry.IsHeld ? Park(urgent, entry, failed) : urgent) is not { } item)
            {
                continue;
            }

            byHop.Clear();
            ImmutableArray<int>.Builder? unreachable = null;
            var reason = "";
            foreach (var position in item.Recipients)
            {
                Route found;
                try
                {
                    found = route(entry.Recipients[position].Recipient.Address, item.Size);
                    if (!isArrival && ofWaiting is not null)
                    {
                        found = ofWaiting(found, entry.Message.ReceivedAt);
                    }
                }
                catch (Exception cause)
                {
                    // One address that cannot be routed must not keep the partition from everything else.
                    Attempts.Fault(new FaultedItem(
                        NextHopSolutionKey.Submission, item with { Recipients = [position] }, "", $"routing: {cause.GetType().Name}: {cause.Message}"));
                    continue;
                }

                switch (found)
                {
                    case Route.ToConnector connector:
                        Group(byHop, connector.Key).Add(position);
                        break;
                    case Route.Unreachable nowhere:
                        (unreachable ??= ImmutableArray.CreateBuilder<int>()).Add(position);
                        reason = nowhere.LastError;
                        break;
                    case Route.Failed refusal:
                        failed.Add(entry.FailureOf(position, refusal.Diagnostic));
                        break;
                    default:
                        throw new InvalidOperationException("Unknown route.");
                }
            }

            foreach (var (key, recipients) in byHop)
            {
                foreach (var copy in Chip(item with { Recipients = recipients.ToImmutable() }))
                {
                    Queues.For(key).Enqueue(copy);
                }

                if (isArrival)
                {
                    Rates.Entered(key, now);
                }
            }

            if (unreachable is not null)
            {
                Queues.AddUnreachable(item with { Recipients = unreachable.ToImmutable() }, reason);
                if (isArrival)
                {
                    Rates.Entered(NextHopSolutionKey.Unreachable, now);
                }
            }

            if (isArrival)
            {
                Rates.Entered(NextHopSolutionKey.Submission, now);
                Rates.Left(NextHopSolutionKey.Submission, now);
            }
        }

        return failed.Count == 0 ? null : new RecipientsFailed(now, failed.DrainToImmutable());
    }

    /// <summary>
    /// Fails what has expired and is not suspended, notes whose sender must be told of a delay, and takes queues that were in Retry for too long
    /// out for routing anew (<see cref="DeliveryAttempts.TakeReturned"/>).
    /// </summary>
    /// <param name="now">The current time.</param>
    /// <param name="resubmitted">Told what goes back for routing anew; null when nobody wants to know.</param>
    /// <returns>The expired recipients, to be journaled; null when there are none.</returns>
    public RecipientsFailed? Scan(DateTimeOffset now, Action<IReadOnlyList<QueueItem>>? resubmitted = null)
    {
        bool IsExpired(QueueItem item) => State.Messages[item.Message].Message.ExpiresAt <= now;
        var expired = Queues.Remove(IsExpired, (key, count) => Rates.Left(key, now, count), Settings.IsSuspended)
            .Concat(Queues.Deferred.Take(deferred => IsExpired(deferred.Item)).Select(deferred => deferred.Item)).ToList();
        ResubmitIdle(now, resubmitted);
        Queues.RemoveIdle(now, Settings.QueueMaxIdleTime);
        Rates.ForgetStill(now);
        _debts.NoteDelays(now, Settings);
        FailedRecipient[] failed =
        [
            .. expired.SelectMany(item => item.Recipients.Select(State.Messages[item.Message].ExpiryOf)),
            .. Attempts.Expire(now),
            .. Receipts.Expire(now)
        ];
        return failed.Length == 0 ? null : new RecipientsFailed(now, [.. failed]);
    }

    private void ResubmitIdle(DateTimeOffset now, Action<IReadOnlyList<QueueItem>>? resubmitted)
    {
        foreach (var queue in Queues.Delivery)
        {
            if (queue is { WaitingCount: > 0, Retry: { } retry } && !Settings.IsSuspended(queue.Key)
                && RetryLadder.IsResubmitDue(retry, queue.LastResubmit, now, Settings.MaxIdleTimeBeforeResubmit))
            {
                queue.LastResubmit = now;
                var items = Resubmitted(queue.Drain());
                Attempts.Return(items);
                resubmitted?.Invoke(items);
            }
        }
    }

    /// <summary>The next DSN to compose; null when none is owed that is not being composed.</summary>
    public OwedDsn? NextDsn() => _debts.Next();

    /// <summary>A DSN could not be composed or stored now; it is still owed.</summary>
    public void DsnInterrupted(MessageId original) => _debts.Interrupted(original);

    /// <summary>Copies of messages, none of which has more recipients than ExpansionSizeLimit.</summary>
    internal static IReadOnlyList<QueueItem> Chip(IReadOnlyList<QueueItem> items) =>
        items.All(item => item.Recipients.Length <= ExpansionSizeLimit) ? items : [.. items.SelectMany(Chip)];

    private static IEnumerable<QueueItem> Chip(QueueItem item) => item.Recipients.Length <= ExpansionSizeLimit
        ? [item]
        : item.Recipients.Chunk(ExpansionSizeLimit).Select(recipients => item with { Recipients = [.. recipients] });

    private static ImmutableArray<int>.Builder Group(
        List<(NextHopSolutionKey Key, ImmutableArray<int>.Builder Recipients)> groups, NextHopSolutionKey key)
    {
        foreach (var group in groups)
        {
            if (group.Key == key)
            {
                return group.Recipients;
            }
        }

        var recipients = ImmutableArray.CreateBuilder<int>(1);
        groups.Add((key, recipients));
        return recipients;
    }
}
