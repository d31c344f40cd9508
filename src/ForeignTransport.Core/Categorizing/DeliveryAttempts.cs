using System.Collections.Immutable;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Categorizing;

/// <summary>
/// The delivery attempts of a partition: what each has staged, who publishes it, and what becomes of it when servers come and go.
/// </summary>
/// <remarks>
/// <para>In memory only. What must outlive the partition is in its journal: after a restart every staged file is in an attempt again.</para>
/// <para>Nothing here is journaled by itself: methods return the event to be journaled, and the recipients in it stay accounted for by the
/// caller until it is applied.</para>
/// </remarks>
public sealed partial class DeliveryAttempts(CategorizerState state)
{
    private readonly Dictionary<long, DeliveryAttempt> _attempts = [];
    private readonly List<QueueItem> _returned = [];
    private readonly List<FaultedItem> _faulted = [];
    private long _lastNumber;
    private int _routing;
    private bool _hasUnlocated;

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<DeliveryAttempt> UnderWay => _attempts.Values;

    /// <summary>How fast messages enter and leave queues.</summary>
    public QueueRates Rates { get; } = new();

    /// <summary>Sizes and retries in force now.</summary>
    internal PartitionSettings Settings { get; set; } = new();

    /// <summary>Starts the next delivery attempt of a queue that may start one.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="server">The source server that will write the files.</param>
    /// <param name="oneRecipientPerFile">True when each recipient gets a file of its own.</param>
    /// <param name="now">The current time.</param>
    public DeliveryAttempt Start(DeliveryQueue queue, string server, bool oneRecipientPerFile, DateTimeOffset now)
    {
        var items = CategorizerPartition.Chip(QueueItem.Together(queue.Take(
            server, Settings.BatchMessages, Settings.BatchBytes, Settings.BatchEnvelopes,
            item => EnvelopeWeight.Of(state.Messages[item.Message], item.Recipients, oneRecipientPerFile))));
        var drops = new List<StagedDrop>(items.Count);
        foreach (var item in items)
        {
            var entry = state.Messages[item.Message];
            // Files have names in the order of the queue.
            var namedAt = queue.NameTime(item.Priority, now);
            if (oneRecipientPerFile)
            {
                foreach (var recipient in item.Recipients)
                {
                    drops.Add(Plan(entry, [recipient], server, namedAt));
                }
            }
            else
            {
                // A file has one sender: members whose reports go to a manager get one of their own.
                foreach (var recipients in entry.ByReversePath(item.Recipients))
                {
                    drops.Add(Plan(entry, recipients, server, namedAt));
                }
            }
        }

        return Add(new DeliveryAttempt
        {
            Number = ++_lastNumber,
            Connector = queue.Key.NextHopConnector,
            Server = server,
            Queue = queue,
            NextHop = queue.Key,
            Items = items,
            Routing = _routing,
            StartedAt = now,
            Drops = drops,
            Phase = AttemptPhase.Staging
        });
    }

    /// <summary>The attempt with this number; null when it is over or of an earlier incarnation.</summary>
    public DeliveryAttempt? Find(long number) => _attempts.GetValueOrDefault(number);

    /// <summary>A batch was staged, wholly or in part.</summary>
    /// <returns>What must be journaled, in this order: the staged files, and recipients that failed. Either can be null.</returns>
    public (DropsStaged? Staged, RecipientsFailed? Failed) Staged(DeliveryAttempt attempt, StagingResult result, DateTimeOffset now)
    {
        var queue = attempt.Queue ?? throw new InvalidOperationException("An attempt without a queue is never staged.");
        var staged = result.Staged.ToHashSet();
        var failures = result.Failed.ToDictionary(failure => failure.Drop, failure => failure.Diagnostic);
        var faults = result.Faulted.IsEmpty ? null : result.Faulted.ToDictionary(fault => fault.Drop);
        var faulted = _faulted.Count;
        var ready = ImmutableArray.CreateBuilder<StagedDrop>(staged.Count);
        var failed = ImmutableArray.CreateBuilder<FailedRecipient>();
        var back = new List<QueueItem>();
        foreach (var drop in attempt.Drops)
        {
            var key = new DropKey(drop.Message, drop.Ordinal);
            var entry = state.Messages[drop.Message];
            if (staged.Contains(key))
            {
                ready.Add(drop);
            }
            else if (failures.TryGetValue(key, out var diagnostic))
            {
                failed.AddRange(drop.Recipients.Select(position => entry.FailureOf(position, diagnostic)));
            }
            else if (faults?.GetValueOrDefault(key) is { } fault)
            {
                _faulted.Add(new FaultedItem(queue.Key, ItemOf(entry, drop.Recipients), fault.Fault, fault.Reason));
            }
            else if (back is [.., var last] && last.Message == drop.Message)
            {
                back[^1] = last with { Recipients = [.. last.Recipients, .. drop.Recipients] };
            }
            else
            {
                back.Add(ItemOf(entry, drop.Recipients));
            }
        }

        if (failed.Count > 0)
        {
            // A message that has another file, staged or given back, has not left.
            var rest = ready.Select(drop => drop.Message).Concat(back.Select(item => item.Message))
                .Concat(_faulted.Skip(faulted).Select(item => item.Item.Message)).ToHashSet();
            Rates.Left(queue.Key, now, failed.Select(failure => failure.Message).Distinct().Count(message => !rest.Contains(message)));
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
    internal IReadOnlyList<DeliveryAttempt> ServersChanged(TransportServers before, TransportServers servers)
    {
        var again = new List<DeliveryAttempt>();
        foreach (var attempt in UnderWay.ToList())
        {
            if (attempt.Phase == AttemptPhase.Staging)
            {
                if (!servers.StillAnswers(attempt.Server, before))
                {
                    // What it may still stage is claimed by nobody and swept away.
                    GiveBack(attempt, attempt.Queue!, attempt.Items);
                    End(attempt);
                }
            }
            else if (attempt.AwaitsAnswer ? !servers.StillAnswers(attempt.Publisher!, before) : attempt.Retry is not null)
            {
                attempt.AskAnew();
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
    /// <param name="action">The connector's PossibleDuplicateAction; asked only when it is certain that no other server sees the files.</param>
    /// <param name="now">The current time.</param>
    public PublicationStep NextPublication(
        DeliveryAttempt attempt, TransportServers servers, string local, PossibleDuplicateAction action, DateTimeOffset now)
    {
        if (Publishers(attempt, servers, local).FirstOrDefault(server => !attempt.Tried.ContainsKey(server)) is { } publisher)
        {
            var firstTry = !attempt.PublishTried;
            attempt.NobodyCanTell = false;
            attempt.PublishTried = true;
            attempt.Publisher = publisher;
            attempt.MayHavePublished.Add(publisher);
            attempt.AskedAt = now;
            return new PublicationStep.Ask(publisher, firstTry);
        }

        var isLost = !servers.Members.Contains(attempt.Server) || attempt.Tried.GetValueOrDefault(attempt.Server);
        attempt.NobodyCanTell = isLost && NobodySees(attempt, servers);
        if (attempt.NobodyCanTell && action == PossibleDuplicateAction.DropAgain)
        {
            End(attempt);
            return new PublicationStep.Abandon(new DropsAbandoned(
                [.. attempt.Drops.Select(drop => new AbandonedDrop(drop.Message, drop.Ordinal, drop.Recipients, PossiblyDelivered: true))]));
        }

        if (isLost || !servers.Accepting.Contains(attempt.Server))
        {
            // The queue goes on elsewhere. While the writer is there and cannot publish it keeps its place, or the queue would pile up in its directory.
            LeaveQueue(attempt);
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

        attempt.AskAnew();
        return true;
    }

    /// <summary>A batch was published, wholly or in part, or not at all.</summary>
    /// <param name="attempt">The attempt. When files are left of it, <see cref="NextPublication"/> says what becomes of them.</param>
    /// <param name="server">The server that answered.</param>
    /// <param name="result">What it answered.</param>
    /// <param name="relayDsnRequired">The connector's RelayDsnRequired.</param>
    /// <param name="now">The current time.</param>
    /// <returns>What must be journaled, in this order. Each can be null.</returns>
    public (DropsPublished? Published, DropsAbandoned? Abandoned, RecipientsFailed? Expired) Published(
        DeliveryAttempt attempt, string server, PublishingResult result, bool relayDsnRequired, DateTimeOffset now)
    {
        // An answer of a server that was given up still counts, but the one that was asked after it is still at work.
        if (attempt.Publisher is null || server.Equals(attempt.Publisher, StringComparison.OrdinalIgnoreCase))
        {
            attempt.AskedAt = null;
        }

        var published = result.Published.ToHashSet();
        var withdrawn = result.Withdrawn.IsEmpty ? [] : result.Withdrawn.ToHashSet();
        // What this server does not find another may have published just now: then only that one can tell.
        var missing = attempt.MayHavePublished.All(other => other.Equals(server, StringComparison.OrdinalIgnoreCase)) ? result.Missing.ToHashSet() : [];
        var done = ImmutableArray.CreateBuilder<PublishedDrop>(published.Count);
        var lost = ImmutableArray.CreateBuilder<AbandonedDrop>();
        var expired = ImmutableArray.CreateBuilder<FailedRecipient>();
        var rest = new List<StagedDrop>();
        foreach (var drop in attempt.Drops)
        {
            var key = new DropKey(drop.Message, drop.Ordinal);
            var entry = state.Messages[drop.Message];
            if (published.Contains(key))
            {
                done.Add(new PublishedDrop(drop.Message, drop.Ordinal, relayDsnRequired ? OwedRelayDsn(drop) : []));
            }
            else if (withdrawn.Contains(key) && !IsHeld(drop) && IsExpired(drop, now))
            {
                expired.AddRange(drop.Recipients.Select(entry.ExpiryOf));
            }
            else if (withdrawn.Contains(key) || missing.Contains(key))
            {
                lost.Add(new AbandonedDrop(drop.Message, drop.Ordinal, drop.Recipients));
            }
            else
            {
                rest.Add(drop);
            }
        }

        if (done.Count > 0 && server.Equals(attempt.Server, StringComparison.OrdinalIgnoreCase))
        {
            attempt.Queue?.Succeeded(server);
        }

        var before = attempt.MessageCount;
        attempt.Drops = rest;
        // What was lost is routed anew; it has not left for good.
        var routedAnew = lost.Select(drop => drop.Message).Distinct().Count(message => rest.TrueForAll(drop => drop.Message != message));
        CountLeft(attempt, before - attempt.MessageCount - routedAnew, now);
        if (rest.Count == 0)
        {
            End(attempt);
        }
        else
        {
            attempt.Tried[server] = result.IsElsewhere;
            if (result.IsElsewhere)
            {
                attempt.MayHavePublished.Remove(server);
            }
            else
            {
                attempt.Obstacle = result.Deferred ?? ErrorCatalogue.DropFileNotPublished.With(attempt.Directory ?? "");
            }
        }

        return (done.Count == 0 ? null : new DropsPublished(now, done.DrainToImmutable()),
            lost.Count == 0 ? null : new DropsAbandoned(lost.DrainToImmutable()),
            expired.Count == 0 ? null : new RecipientsFailed(now, expired.DrainToImmutable()));
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

    /// <summary>Notes messages that must be routed anew.</summary>
    internal void Return(IEnumerable<QueueItem> items) => _returned.AddRange(items);

    /// <summary>Notes a message that failed in a way that nobody foresaw.</summary>
    internal void Fault(FaultedItem item) => _faulted.Add(item);

    /// <summary>Takes what failed in a way that nobody foresaw.</summary>
    internal IReadOnlyList<FaultedItem> TakeFaulted()
    {
        if (_faulted.Count == 0)
        {
            return [];
        }

        FaultedItem[] items = [.. _faulted];
        _faulted.Clear();
        return items;
    }

    /// <summary>After the journal is replayed: staged files are taken up again, those of one server and directory together.</summary>
    internal void Recovered(DateTimeOffset now, long lastNumber)
    {
        _lastNumber = lastNumber;
        var staged = new Dictionary<(Guid, string, string, string), List<StagedDrop>>();
        foreach (var entry in state.Messages.Values.OrderBy(entry => entry.Message.Id))
        {
            foreach (var file in entry.Staged)
            {
                var key = (file.Connector, file.Server, file.Directory, file.Marker);
                if (!staged.TryGetValue(key, out var drops))
                {
                    staged.Add(key, drops = []);
                }

                drops.Add(new StagedDrop(entry.Message.Id, file.Ordinal, file.FileName, file.Recipients));
            }
        }

        foreach (var ((connector, server, directory, marker), drops) in staged)
        {
            foreach (var batch in drops.Chunk(Settings.BatchMessages))
            {
                Add(new DeliveryAttempt
                {
                    Number = ++_lastNumber,
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

        _hasUnlocated = staged.Count > 0;
    }

    /// <summary>
    /// Names the queues of attempts that were found staged after a restart: they are the ones that the messages would wait in. Files of several
    /// queues part, unless a server was asked to publish them before.
    /// </summary>
    /// <param name="queueOf">The queue of a recipient's address and a connector.</param>
    public void Locate(Func<string, Guid, NextHopSolutionKey> queueOf)
    {
        if (!_hasUnlocated)
        {
            return;
        }

        _hasUnlocated = false;
        foreach (var attempt in _attempts.Values.Where(attempt => attempt is { NextHop: null, Drops.Count: > 0 }).ToList())
        {
            var queues = attempt.Drops.GroupBy(drop =>
                queueOf(state.Messages[drop.Message].Recipients[drop.Recipients[0]].Recipient.Address, attempt.Connector)).ToList();
            attempt.NextHop = queues[0].Key;
            if (attempt is { PublishAsked: true } || queues.Count == 1)
            {
                // What a server was asked to publish stays together: it answers for all of it.
                continue;
            }

            attempt.Drops = [.. queues[0]];
            foreach (var queue in queues.Skip(1))
            {
                Add(attempt.WithDrops(++_lastNumber, queue.Key, [.. queue]));
            }
        }
    }

    /// <summary>The configuration changed: what attempts give back from now on must be routed anew.</summary>
    internal void ConfigurationChanged() => _routing++;

    /// <summary>
    /// True when every other member has said that it does not see the files. One that cannot be asked, or could not publish, may see them and
    /// may yet publish them.
    /// </summary>
    private static bool NobodySees(DeliveryAttempt attempt, TransportServers servers) =>
        attempt.Marker.Length == 0
        || servers.Members.All(server =>
            server.Equals(attempt.Server, StringComparison.OrdinalIgnoreCase) || attempt.Tried.GetValueOrDefault(server));

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
        var entry = state.Messages[drop.Message];
        return
        [
            .. drop.Recipients.Where(position => DsnPolicy.IsDue(
                DsnKind.Relayed, entry.Recipients[position].Recipient.Notify, entry.Message.Envelope.HasNullReversePath))
        ];
    }

    private static StagedDrop Plan(MessageEntry entry, ImmutableArray<int> recipients, string server, DateTimeOffset now)
    {
        var ordinal = entry.NextOrdinal();
        return new StagedDrop(entry.Message.Id, ordinal, DropFileName.Create(now, server, entry.Message.Id, ordinal).ToString(), recipients);
    }

    private QueueItem ItemOf(MessageEntry entry, ImmutableArray<int> recipients) =>
        new(entry.Message.Id, recipients, entry.Message.Size) { Priority = Settings.PriorityOf(entry.Message) };

    private void GiveBack(DeliveryAttempt attempt, DeliveryQueue queue, IReadOnlyList<QueueItem> items)
    {
        if (attempt.Routing != _routing)
        {
            _returned.AddRange(items);
        }
        else if (state.Held.Count == 0)
        {
            queue.GiveBack(items);
        }
        else
        {
            // What was suspended or removed meanwhile is sorted out when it is routed.
            queue.GiveBack([.. items.Where(item => !state.Held.Contains(item.Message))]);
            _returned.AddRange(items.Where(item => state.Held.Contains(item.Message)));
        }
    }

    private void CountLeft(DeliveryAttempt attempt, int messages, DateTimeOffset now)
    {
        if (attempt.NextHop is { } key && messages > 0)
        {
            Rates.Left(key, now, messages);
        }
    }

    private DeliveryAttempt Add(DeliveryAttempt attempt)
    {
        _attempts.Add(attempt.Number, attempt);
        return attempt;
    }

    private void End(DeliveryAttempt attempt)
    {
        LeaveQueue(attempt);
        _attempts.Remove(attempt.Number);
    }

    private static void LeaveQueue(DeliveryAttempt attempt)
    {
        if (!attempt.HasLeftQueue)
        {
            attempt.HasLeftQueue = true;
            attempt.Queue?.EndAttempt(attempt.Server);
        }
    }
}

/// <summary>A message in a queue, work on which failed in a way that nobody foresaw.</summary>
internal sealed record FaultedItem(NextHopSolutionKey Queue, QueueItem Item, string Fault, string Reason);
