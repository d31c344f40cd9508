using System.Collections.Immutable;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
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
/// A recipient that is still pending is in exactly one place: a queue, Unreachable, an attempt, a staged file, or a failure that is being
/// journaled. That is what makes a second outcome impossible while journal writes are under way.
/// </para>
/// </remarks>
public sealed class CategorizerPartition(CategorizerState state)
{
    private readonly HashSet<MessageId> _accepting = [];
    private readonly Dictionary<long, DeliveryAttempt> _attempts = [];
    private readonly DsnDebts _debts = new(state);
    private readonly List<QueueItem> _returned = [];
    private long _lastAttempt;
    private int _routing;

    /// <summary>The fold of the journal.</summary>
    public CategorizerState State { get; } = state;

    /// <summary>The queues.</summary>
    public QueueSet Queues { get; } = new();

    /// <summary>Current settings.</summary>
    public PartitionSettings Settings { get; set; } = new();

    /// <summary>Attempts under way.</summary>
    public IReadOnlyCollection<DeliveryAttempt> Attempts => _attempts.Values;

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
        var completed = State.Apply(happened);
        switch (happened)
        {
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
            case RecipientsFailed failed:
                foreach (var recipient in failed.Recipients)
                {
                    _debts.Note(recipient.Message);
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
            case DsnAccepted dsn:
                _debts.Paid(dsn.Original);
                break;
        }

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
        _lastAttempt = lastAttempt;
        var unrouted = new List<QueueItem>(State.Messages.Count);
        var staged = new Dictionary<(Guid, string, string, string), List<StagedDrop>>();
        foreach (var entry in State.Messages.Values.OrderBy(entry => entry.Message.Id))
        {
            _debts.Note(entry.Message.Id);
            foreach (var file in entry.Staged)
            {
                var key = (file.Connector, file.Server, file.Directory, file.Marker);
                if (!staged.TryGetValue(key, out var drops))
                {
                    staged.Add(key, drops = []);
                }

                drops.Add(new StagedDrop(entry.Message.Id, file.Ordinal, file.FileName, file.Recipients));
            }

            if (PendingItem(entry) is { } item)
            {
                unrouted.Add(item);
            }
        }

        foreach (var ((connector, server, directory, marker), drops) in staged)
        {
            foreach (var batch in drops.Chunk(Settings.BatchMessages))
            {
                Add(new DeliveryAttempt
                {
                    Number = ++_lastAttempt,
                    Connector = connector,
                    Server = server,
                    StartedAt = now,
                    Drops = batch,
                    Directory = directory,
                    Marker = marker,
                    Phase = AttemptPhase.Publishing,
                    PublishTried = true
                });
            }
        }

        return unrouted;
    }

    /// <summary>The part of a message that must be routed; null when nothing is pending outside staged files.</summary>
    public static QueueItem? PendingItem(MessageEntry entry)
    {
        var pending = ImmutableArray.CreateBuilder<int>(entry.Recipients.Length);
        for (var i = 0; i < entry.Recipients.Length; i++)
        {
            if (entry.Recipients[i].Outcome == RecipientOutcome.Pending && !entry.IsStaged(i))
            {
                pending.Add(i);
            }
        }

        return pending.Count == 0 ? null : new QueueItem(entry.Message.Id, pending.DrainToImmutable(), entry.Message.Size);
    }

    /// <summary>The configuration changed: takes every waiting message out of its queue.</summary>
    /// <returns>Everything that must be routed. What attempts hold now and give back later comes with <see cref="TakeReturned"/>.</returns>
    public IReadOnlyList<QueueItem> Reroute()
    {
        _routing++;
        return Queues.DrainAll();
    }

    /// <summary>Takes what attempts gave back whose queues were found under an earlier configuration: it must be routed anew.</summary>
    public IReadOnlyList<QueueItem> TakeReturned()
    {
        if (_returned.Count == 0)
        {
            return [];
        }

        QueueItem[] items = [.. _returned];
        _returned.Clear();
        return items;
    }

    /// <summary>Routes messages into queues.</summary>
    /// <returns>The recipients that no route will ever serve, to be journaled; null when there are none.</returns>
    public RecipientsFailed? Route(IEnumerable<QueueItem> items, Func<string, long, Route> route, DateTimeOffset now)
    {
        var failed = ImmutableArray.CreateBuilder<FailedRecipient>();
        var byHop = new List<(NextHopSolutionKey Key, ImmutableArray<int>.Builder Recipients)>(1);
        foreach (var item in items)
        {
            var entry = State.Messages[item.Message];
            byHop.Clear();
            ImmutableArray<int>.Builder? unreachable = null;
            var reason = "";
            foreach (var position in item.Recipients)
            {
                switch (route(entry.Recipients[position].Recipient.Address, item.Size))
                {
                    case Route.ToConnector connector:
                        Group(byHop, connector.Key).Add(position);
                        break;
                    case Route.Unreachable nowhere:
                        (unreachable ??= ImmutableArray.CreateBuilder<int>()).Add(position);
                        reason = nowhere.LastError;
                        break;
                    case Route.Failed refusal:
                        failed.Add(Failure(entry, position, refusal.Diagnostic));
                        break;
                    default:
                        throw new InvalidOperationException("Unknown route.");
                }
            }

            foreach (var (key, recipients) in byHop)
            {
                Queues.For(key).Enqueue(item with { Recipients = recipients.ToImmutable() });
            }

            if (unreachable is not null)
            {
                Queues.AddUnreachable(item with { Recipients = unreachable.ToImmutable() }, reason);
            }
        }

        return failed.Count == 0 ? null : new RecipientsFailed(now, failed.DrainToImmutable());
    }

    /// <summary>Starts the next delivery attempt of a queue that may start one.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="server">The source server that will write the files.</param>
    /// <param name="oneRecipientPerFile">True when each recipient gets a file of its own.</param>
    /// <param name="now">The current time.</param>
    public DeliveryAttempt StartAttempt(DeliveryQueue queue, string server, bool oneRecipientPerFile, DateTimeOffset now)
    {
        var items = queue.Take(server, Settings.BatchMessages, Settings.BatchBytes, Settings.BatchRecipients);
        var drops = new List<StagedDrop>(items.Count);
        foreach (var item in items)
        {
            var entry = State.Messages[item.Message];
            if (oneRecipientPerFile)
            {
                foreach (var recipient in item.Recipients)
                {
                    drops.Add(Plan(entry, [recipient], server, now));
                }
            }
            else
            {
                drops.Add(Plan(entry, item.Recipients, server, now));
            }
        }

        return Add(new DeliveryAttempt
        {
            Number = ++_lastAttempt,
            Connector = queue.Key.NextHopConnector,
            Server = server,
            Queue = queue,
            Items = items,
            Routing = _routing,
            StartedAt = now,
            Drops = drops,
            Phase = AttemptPhase.Staging
        });
    }

    /// <summary>The attempt with this number; null when it is over or of an earlier incarnation.</summary>
    public DeliveryAttempt? FindAttempt(long number) => _attempts.GetValueOrDefault(number);

    /// <summary>A batch was staged, wholly or in part.</summary>
    /// <returns>What must be journaled, in this order: the staged files, and recipients that failed. Either can be null.</returns>
    public (DropsStaged? Staged, RecipientsFailed? Failed) Staged(DeliveryAttempt attempt, StagingResult result, DateTimeOffset now)
    {
        var queue = attempt.Queue ?? throw new InvalidOperationException("An attempt without a queue is never staged.");
        var staged = result.Staged.ToHashSet();
        var failures = result.Failed.ToDictionary(failure => failure.Drop, failure => failure.Diagnostic);
        var ready = ImmutableArray.CreateBuilder<StagedDrop>(staged.Count);
        var failed = ImmutableArray.CreateBuilder<FailedRecipient>();
        var back = new List<QueueItem>();
        foreach (var drop in attempt.Drops)
        {
            var key = new DropKey(drop.Message, drop.Ordinal);
            var entry = State.Messages[drop.Message];
            if (staged.Contains(key))
            {
                ready.Add(drop);
            }
            else if (failures.TryGetValue(key, out var diagnostic))
            {
                failed.AddRange(drop.Recipients.Select(position => Failure(entry, position, diagnostic)));
            }
            else
            {
                back.Add(new QueueItem(drop.Message, drop.Recipients, entry.Message.Size));
            }
        }

        GiveBack(attempt, queue, back);
        if (result.Deferred is { } error)
        {
            queue.Failed(attempt.Server, attempt.StartedAt, now, error, Settings.Retry);
        }

        attempt.Drops = ready.DrainToImmutable();
        attempt.Directory = result.Directory;
        attempt.Marker = result.Marker ?? "";
        attempt.Phase = AttemptPhase.Publishing;
        if (attempt.Drops.Count == 0)
        {
            End(attempt);
        }

        return (attempt.Drops.Count == 0
                ? null
                : new DropsStaged(attempt.Connector, attempt.Server, result.Directory!, attempt.Marker, [.. attempt.Drops]),
            failed.Count == 0 ? null : new RecipientsFailed(now, failed.DrainToImmutable()));
    }

    /// <summary>The executing server cannot be asked, or did not answer in time.</summary>
    /// <remarks>
    /// Before DropsStaged is journaled nothing was promised: the messages go back. After it, the files are published later, perhaps by another
    /// server; a file that is then missing was published.
    /// </remarks>
    public void Interrupted(DeliveryAttempt attempt, TransportError error, DateTimeOffset now)
    {
        attempt.AskedAt = null;
        if (attempt.Phase == AttemptPhase.Publishing)
        {
            attempt.Obstacle = error;
            attempt.Tried[attempt.Publisher ?? attempt.Server] = false;
            return;
        }

        GiveBack(attempt, attempt.Queue!, attempt.Items);
        attempt.Queue!.Failed(attempt.Server, attempt.StartedAt, now, error, Settings.Retry);
        End(attempt);
    }

    /// <summary>Servers came or went.</summary>
    /// <returns>Attempts whose publication must be looked at again with <see cref="NextPublication"/>.</returns>
    public IReadOnlyList<DeliveryAttempt> ServersChanged(TransportServers before, TransportServers servers, DateTimeOffset now)
    {
        foreach (var queue in Queues.Delivery)
        {
            foreach (var server in servers.Accepting)
            {
                if (!before.Accepting.Contains(server))
                {
                    queue.RetryNow(server, now);
                }
            }
        }

        var again = new List<DeliveryAttempt>();
        foreach (var attempt in _attempts.Values.ToList())
        {
            if (attempt.Phase == AttemptPhase.Staging)
            {
                if (!servers.Reachable.Contains(attempt.Server))
                {
                    // What it may still stage is claimed by nobody and swept away.
                    GiveBack(attempt, attempt.Queue!, attempt.Items);
                    End(attempt);
                }
            }
            else if (attempt.AwaitsAnswer ? !servers.Reachable.Contains(attempt.Publisher!) : attempt.Retry is not null)
            {
                attempt.AskedAt = null;
                attempt.Tried.Clear();
                again.Add(attempt);
            }
        }

        return again;
    }

    /// <summary>
    /// Who publishes staged files that nobody is publishing: the server that wrote them, else any that sees them, and when there is none, what
    /// the connector wants.
    /// </summary>
    /// <param name="attempt">The attempt; its files are journaled as staged.</param>
    /// <param name="servers">The servers now.</param>
    /// <param name="local">The server of the partition, asked before others.</param>
    /// <param name="action">The connector's PossibleDuplicateAction.</param>
    /// <param name="now">The current time.</param>
    public PublicationStep NextPublication(
        DeliveryAttempt attempt, TransportServers servers, string local, PossibleDuplicateAction action, DateTimeOffset now)
    {
        if (Publishers(attempt, servers, local).FirstOrDefault(server => !attempt.Tried.ContainsKey(server)) is { } publisher)
        {
            var firstTry = !attempt.PublishTried;
            attempt.PublishTried = true;
            attempt.Publisher = publisher;
            attempt.AskedAt = now;
            return new PublicationStep.Ask(publisher, firstTry);
        }

        var isLost = !servers.Members.Contains(attempt.Server) || attempt.Tried.GetValueOrDefault(attempt.Server);
        if (isLost && action == PossibleDuplicateAction.DropAgain)
        {
            End(attempt);
            return new PublicationStep.Abandon(new DropsAbandoned(
                [.. attempt.Drops.Select(drop => new AbandonedDrop(drop.Message, drop.Ordinal, drop.Recipients, PossiblyDelivered: true))]));
        }

        var isNew = attempt.Retry is null;
        var obstacle = isLost ? null : attempt.Obstacle;
        attempt.Retry = RetryLadder.AfterFailure(
            attempt.Retry, now, obstacle ?? ErrorCatalogue.DropOutcomeUnknown.With($"{attempt.Server}, {attempt.Directory}"), Settings.Retry);
        return new PublicationStep.Wait(isNew);
    }

    /// <summary>The wait of an attempt is over: every server may be asked again.</summary>
    public static bool IsRetryDue(DeliveryAttempt attempt, DateTimeOffset now)
    {
        if (attempt is not { AwaitsAnswer: false, Phase: AttemptPhase.Publishing, Retry: { } retry } || retry.NextRetryTime > now)
        {
            return false;
        }

        attempt.Tried.Clear();
        return true;
    }

    /// <summary>A batch was published, wholly or in part, or not at all.</summary>
    /// <param name="attempt">The attempt. When files are left of it, <see cref="NextPublication"/> says what becomes of them.</param>
    /// <param name="server">The server that answered.</param>
    /// <param name="result">What it answered.</param>
    /// <param name="relayDsnRequired">The connector's RelayDsnRequired.</param>
    /// <param name="now">The current time.</param>
    /// <returns>What must be journaled. Either can be null.</returns>
    public (DropsPublished? Published, DropsAbandoned? Abandoned) Published(
        DeliveryAttempt attempt, string server, PublishingResult result, bool relayDsnRequired, DateTimeOffset now)
    {
        // An answer of a server that was given up still counts, but the one that was asked after it is still at work.
        if (attempt.Publisher is null || server.Equals(attempt.Publisher, StringComparison.OrdinalIgnoreCase))
        {
            attempt.AskedAt = null;
        }

        var published = result.Published.ToHashSet();
        var missing = result.Missing.ToHashSet();
        var done = ImmutableArray.CreateBuilder<PublishedDrop>(published.Count);
        var lost = ImmutableArray.CreateBuilder<AbandonedDrop>();
        var rest = new List<StagedDrop>();
        foreach (var drop in attempt.Drops)
        {
            var key = new DropKey(drop.Message, drop.Ordinal);
            if (published.Contains(key))
            {
                done.Add(new PublishedDrop(drop.Message, drop.Ordinal, relayDsnRequired ? OwedRelayDsn(drop) : []));
            }
            else if (missing.Contains(key))
            {
                lost.Add(new AbandonedDrop(drop.Message, drop.Ordinal, drop.Recipients));
            }
            else
            {
                rest.Add(drop);
            }
        }

        if (done.Count > 0)
        {
            attempt.Queue?.Succeeded(attempt.Server);
        }

        attempt.Drops = rest;
        if (rest.Count == 0)
        {
            End(attempt);
        }
        else
        {
            attempt.Tried[server] = result.IsElsewhere;
            if (!result.IsElsewhere)
            {
                attempt.Obstacle = result.Deferred ?? ErrorCatalogue.DropFileNotPublished.With(attempt.Directory ?? "");
            }
        }

        return (done.Count == 0 ? null : new DropsPublished(now, done.DrainToImmutable()),
            lost.Count == 0 ? null : new DropsAbandoned(lost.DrainToImmutable()));
    }

    /// <summary>Fails what has expired, and notes whose sender must be told of a delay.</summary>
    /// <returns>The expired recipients, to be journaled; null when there are none.</returns>
    public RecipientsFailed? Scan(DateTimeOffset now)
    {
        var expired = Queues.Remove(item => State.Messages[item.Message].Message.ExpiresAt <= now);
        Queues.RemoveIdle();
        _debts.NoteDelays(now, Settings);
        FailedRecipient[] failed =
        [
            .. expired.SelectMany(item => item.Recipients.Select(position =>
                Failure(State.Messages[item.Message], position, StandardResponses.QueueExpired.ToString()))),
            .. ExpireStaged(now)
        ];
        return failed.Length == 0 ? null : new RecipientsFailed(now, [.. failed]);
    }

    /// <summary>The next DSN to compose; null when none is owed that is not being composed.</summary>
    public OwedDsn? NextDsn() => _debts.Next();

    /// <summary>A DSN could not be composed or stored now; it is still owed.</summary>
    public void DsnInterrupted(MessageId original) => _debts.Interrupted(original);

    /// <summary>Staged files that no server could publish until their messages expired; the files, if they are left, are swept away.</summary>
    private List<FailedRecipient> ExpireStaged(DateTimeOffset now)
    {
        var failed = new List<FailedRecipient>();
        foreach (var attempt in _attempts.Values.Where(attempt => attempt is { AwaitsAnswer: false, Retry: not null }).ToList())
        {
            var expired = attempt.Drops.Where(drop => State.Messages[drop.Message].Message.ExpiresAt <= now).ToList();
            if (expired.Count == 0)
            {
                continue;
            }

            failed.AddRange(expired.SelectMany(drop => drop.Recipients.Select(position =>
                Failure(State.Messages[drop.Message], position, StandardResponses.QueueExpired.ToString()))));
            attempt.Drops = [.. attempt.Drops.Except(expired)];
            if (attempt.Drops.Count == 0)
            {
                End(attempt);
            }
        }

        return failed;
    }

    private static IEnumerable<string> Publishers(DeliveryAttempt attempt, TransportServers servers, string local)
    {
        if (servers.Reachable.Contains(attempt.Server))
        {
            yield return attempt.Server;
        }

        // Without a marker only the writing server knows where the files are.
        if (attempt.Marker.Length > 0)
        {
            foreach (var server in servers.Accepting
                .OrderBy(server => !server.Equals(local, StringComparison.OrdinalIgnoreCase))
                .ThenBy(server => server, StringComparer.OrdinalIgnoreCase))
            {
                if (!server.Equals(attempt.Server, StringComparison.OrdinalIgnoreCase))
                {
                    yield return server;
                }
            }
        }
    }

    private ImmutableArray<int> OwedRelayDsn(StagedDrop drop)
    {
        var entry = State.Messages[drop.Message];
        return
        [
            .. drop.Recipients.Where(position => DsnPolicy.IsDue(
                DsnKind.Relayed, entry.Recipients[position].Recipient.Notify, entry.Message.Envelope.HasNullReversePath))
        ];
    }

    private static FailedRecipient Failure(MessageEntry entry, int position, string diagnostic) =>
        new(entry.Message.Id, position, diagnostic, DsnPolicy.IsDue(
            DsnKind.Failed, entry.Recipients[position].Recipient.Notify, entry.Message.Envelope.HasNullReversePath));

    private static StagedDrop Plan(MessageEntry entry, ImmutableArray<int> recipients, string server, DateTimeOffset now)
    {
        var ordinal = entry.NextOrdinal();
        return new StagedDrop(entry.Message.Id, ordinal, DropFileName.Create(now, server, entry.Message.Id, ordinal).ToString(), recipients);
    }

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

    private void GiveBack(DeliveryAttempt attempt, DeliveryQueue queue, IReadOnlyList<QueueItem> items)
    {
        if (attempt.Routing == _routing)
        {
            queue.GiveBack(items);
        }
        else
        {
            _returned.AddRange(items);
        }
    }

    private DeliveryAttempt Add(DeliveryAttempt attempt)
    {
        _attempts.Add(attempt.Number, attempt);
        return attempt;
    }

    private void End(DeliveryAttempt attempt)
    {
        attempt.Queue?.EndAttempt(attempt.Server);
        _attempts.Remove(attempt.Number);
    }
}
