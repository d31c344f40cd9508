using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>
/// Drives one partition as its actor does, with a journal, a message store, connectors and a clock that exist in memory. Every step that
/// takes time in a server (a journal write, a command, an answer, a DSN) is a call of its own, so that anything can happen in between.
/// </summary>
/// <param name="copy">Takes a snapshot of a state and gives a way to read it back; null when snapshots are not tried.</param>
/// <param name="servers">The source servers of every connector; null for one that is always there.</param>
internal sealed partial class PartitionDriver(Func<CategorizerState, Func<CategorizerState>>? copy = null, SimulatedServers? servers = null)
{
    public const string Server = SimulatedServers.First;

    private const long AttemptsOfIncarnation = 1_000_000;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(5);

    private readonly List<CategorizerEvent> _journal = [];
    private readonly Queue<Write> _writes = new();
    private readonly Queue<OwedDsn> _composing = new();
    private readonly HashSet<MessageId> _claims = [];
    private readonly List<MessageId> _released = [];
    private readonly Dictionary<MessageId, QueuedMessage> _submitted = [];
    private List<QueueItem> _unrouted = [];
    private long _incarnation;
    private (Func<CategorizerState> Read, int Events)? _snapshot;
    private TransportServers _seen = TransportServers.Only(Server);

    public CategorizerPartition Partition { get; private set; } = new(new CategorizerState());

    /// <summary>The server that the partition is on.</summary>
    public string Local { get; private set; } = Server;

    public SimulatedServers Servers { get; } = servers ?? new SimulatedServers(1, DirectoryLayout.Shared);

    /// <summary>Of the first server.</summary>
    public SimulatedDropDirectory Drops => Servers.All[0].Directory;

    /// <summary>Of the first server.</summary>
    public SimulatedConnectors Connectors => Servers.All[0].Connectors;

    /// <summary>What every connector does with files whose fate nobody knows.</summary>
    public PossibleDuplicateAction Action { get; init; } = PossibleDuplicateAction.Wait;

    /// <summary>The directory that changes recipients before they are routed; null for none.</summary>
    public OrganizationState? Directory { get; set; }

    public JournalLedger Ledger { get; } = new();

    public IReadOnlyList<CategorizerEvent> Journal => _journal;

    /// <summary>Ids with content in the message store.</summary>
    public HashSet<MessageId> Content { get; } = [];

    /// <summary>Submissions that were answered.</summary>
    public HashSet<MessageId> Acknowledged { get; } = [];

    /// <summary>Ids whose content was released, in order.</summary>
    public IReadOnlyList<MessageId> Released => _released;

    public int PendingWrites => _writes.Count;

    public int PendingDsns => _composing.Count;

    public PartitionSettings Settings { get; set; } = new() { BatchMessages = 3, BatchBytes = 4_000 };

    public SimulatedRouting Routing { get; private set; } = SimulatedRouting.AllPlain;

    public DateTimeOffset Now { get; private set; } = QueuedMessages.Now;

    /// <summary>A submitter that claimed a file stores the content and submits; repeating it is allowed while the claim exists.</summary>
    public void Submit(params QueuedMessage[] messages)
    {
        foreach (var message in messages)
        {
            if (_submitted.TryAdd(message.Id, message))
            {
                _claims.Add(message.Id);
                Content.Add(message.Id);
            }
        }

        var submission = Partition.DecideSubmission(messages);
        void Acknowledge() => Acknowledged.UnionWith(messages.Select(message => message.Id));
        if (submission.Fresh.IsEmpty)
        {
            // Not before what is under way is durable.
            _writes.Enqueue(new Write(null, Acknowledge));
            return;
        }

        Commit(new MessagesAccepted(submission.Fresh), () =>
        {
            Acknowledge();
            Enqueue(submission.Fresh.Select(message => message.Id));
            RouteAndDispatch();
        });
    }

    /// <summary>The submitter looks at one of the claim files that still exist: deletes it when it was answered, else submits it again.</summary>
    public void ResolveClaim(int choice, bool forgetIsLost)
    {
        if (_claims.Count == 0)
        {
            return;
        }

        var id = _claims.Order().ElementAt(choice % _claims.Count);
        if (!Acknowledged.Contains(id))
        {
            Submit(_submitted[id]);
            return;
        }

        _claims.Remove(id);
        if (!forgetIsLost)
        {
            Partition.State.ForgetClaims([id]);
        }

        if (_claims.Count == 0)
        {
            Partition.State.ForgetClaims(Server, Now.AddTicks(1));
        }
    }

    /// <summary>Submits a message again although it was answered; allowed only while its claim exists.</summary>
    public void Repeat(int choice)
    {
        if (_claims.Count > 0)
        {
            Submit(_submitted[_claims.Order().ElementAt(choice % _claims.Count)]);
        }
    }

    /// <summary>One journal write becomes durable, and what waited for it happens.</summary>
    public bool WriteJournal()
    {
        if (!_writes.TryDequeue(out var write))
        {
            return false;
        }

        if (write.Event is { } happened)
        {
            Append(happened);
            Release(Partition.Apply(happened));
        }

        write.Then();
        return true;
    }

    /// <summary>The connectors of the first server execute one command.</summary>
    public void Execute(ConnectorFault fault = ConnectorFault.None, int choice = 0) => Connectors.Execute(fault, choice);

    /// <summary>The partition hears one answer of the first server that has one.</summary>
    public bool Answer() => Servers.All.Any(Answer);

    /// <summary>The partition hears one answer of a server.</summary>
    public bool Answer(SimulatedServer server)
    {
        if (!server.Connectors.TryTakeAnswer(out var answer))
        {
            return false;
        }

        switch (answer)
        {
            case SimulatedConnectors.Answer.Staged staged when Partition.Attempts.Find(staged.Attempt) is { Phase: AttemptPhase.Staging } attempt:
                attempt.AskedAt = null;
                var (drops, failed) = Partition.Attempts.Staged(attempt, staged.Result, Now);
                Commit(drops, () => Publish(attempt));
                Commit(failed, ComposeDsns);
                RouteAndDispatch();
                break;
            case SimulatedConnectors.Answer.Published published
                when Partition.Attempts.Find(published.Attempt) is { Phase: AttemptPhase.Publishing } attempt:
                var relayDsnRequired = Routing.FindConnector(attempt.Connector)?.RelayDsnRequired ?? false;
                var (done, abandoned, expired) = Partition.Attempts.Published(attempt, server.Name, published.Result, relayDsnRequired, Now);
                Commit(AwaitsReceipts(attempt.Connector, done), ComposeDsns);
                Commit(abandoned, () => StageAnew(abandoned!));
                Commit(expired, ComposeDsns);
                if (attempt is { Drops.Count: > 0, AwaitsAnswer: false })
                {
                    Publish(attempt);
                }

                RouteAndDispatch();
                break;
            case SimulatedConnectors.Answer.Unavailable unavailable
                when Partition.Attempts.Find(unavailable.Attempt) is { AwaitsAnswer: true } attempt:
                Interrupted(attempt, unavailable.Error);
                RouteAndDispatch();
                break;
            default:
                // An answer to an attempt that is over.
                break;
        }

        return true;
    }

    /// <summary>A DSN that is being composed is stored and journaled, or fails.</summary>
    public bool FinishDsn(bool fails = false, bool faults = false)
    {
        if (!_composing.TryDequeue(out var owed))
        {
            return false;
        }

        var original = owed.Original.Message;
        if (fails)
        {
            Partition.DsnInterrupted(original.Id);
            return true;
        }

        if (faults)
        {
            var (failed, poisoned) = Partition.DsnFaulted(original.Id, owed.Kind, owed.Recipients, "", "composing");
            Commit(failed, ComposeDsns);
            Commit(poisoned, RouteAndDispatch);
            return true;
        }

        Content.Add(owed.DsnId);
        var dsn = QueuedMessages.Dsn(owed.DsnId, original.Envelope.ReversePath, Now);
        Commit(new DsnAccepted(original.Id, owed.Kind, owed.Recipients, dsn), () =>
        {
            Enqueue([dsn.Id]);
            RouteAndDispatch();
        });
        return true;
    }

    public void Reconfigure(SimulatedRouting routing)
    {
        Routing = routing;
        _unrouted.AddRange(Partition.Reroute());
        RouteAndDispatch();
    }

    /// <summary>True of a recipient whose outcome, or whose release, is being journaled.</summary>
    internal bool IsBeingDecided(MessageId message, int position) => _writes.Any(write => write.Event switch
    {
        RecipientsFailed failed => failed.Recipients.Any(recipient => recipient.Message == message && recipient.Recipient == position),
        MessagesReleased released => released.Messages.Any(freed => freed.Message == message && freed.Recipients.Contains(position)),
        _ => false
    });

    /// <summary>The partition hears that servers came or went.</summary>
    public void LookAtServers()
    {
        var before = _seen;
        _seen = Servers.View;
        foreach (var attempt in Partition.ServersChanged(before, _seen, Now))
        {
            Publish(attempt);
        }

        RouteAndDispatch();
    }

    /// <summary>The partition stops at this instant, wherever it is, and starts on another server. Commands that it has sent are executed.</summary>
    public void Move(string server, int durableWrites = 0)
    {
        // No clock stands still for as long as that takes.
        Now += TimeSpan.FromMilliseconds(1);
        Local = server;
        Restart(durableWrites);
    }

    /// <summary>Time passes, and the partition looks at what is due.</summary>
    public void Advance(TimeSpan span)
    {
        Now += span;
        foreach (var attempt in Partition.Attempts.UnderWay.ToList())
        {
            if (Now - attempt.AskedAt > AnswerTimeout)
            {
                Interrupted(attempt, ErrorCatalogue.ConnectorDoesNotAnswer.With(""));
            }
            else if (DeliveryAttempts.IsRetryDue(attempt, Now))
            {
                Publish(attempt);
            }
        }

        _unrouted.AddRange(Partition.TakeDeferred(Now));
        Commit(Partition.Scan(Now), ComposeDsns);
        RouteAndDispatch();
    }

    /// <summary>
    /// Staged files disappear just before their first publication, and the server lives to journal that. When it does not live, nothing can
    /// tell these files from published ones.
    /// </summary>
    public void LoseFiles(int choice = -1)
    {
        if (Connectors.NextFirstPublication is not { } next || Partition.Attempts.Find(next.Attempt) is null)
        {
            return;
        }

        for (var i = 0; i < next.Drops.Length; i++)
        {
            if ((choice >> (i % 30) & 1) == 1)
            {
                Drops.Lose(next.Drops[i]);
            }
        }

        Execute();
        while (Answer() || WriteJournal())
        {
            PartitionInvariants.Check(this);
        }
    }

    public void TakeSnapshot() => _snapshot = copy is null ? null : (copy(Partition.State), _journal.Count);

    /// <summary>
    /// The server stops at this instant and starts again. Of the journal writes under way the first few may have become durable, unheard.
    /// </summary>
    public void Crash(int durableWrites = 0)
    {
        Servers.Find(Local).Connectors.Stop();
        Restart(durableWrites);
    }

    /// <summary>Only the partition starts again; the connectors go on, and their answers go to the new incarnation.</summary>
    public void Restart(int durableWrites = 0)
    {
        while (durableWrites-- > 0 && _writes.TryDequeue(out var write))
        {
            if (write.Event is { } happened)
            {
                Append(happened);
            }
        }

        _writes.Clear();
        _composing.Clear();
        _unrouted = [];
        var state = _snapshot?.Read() ?? new CategorizerState();
        var partition = new CategorizerPartition(state);
        foreach (var happened in _journal.Skip(_snapshot?.Events ?? 0))
        {
            partition.Apply(happened);
        }

        Partition = partition;
        Partition.Settings = Settings;
        _seen = Servers.View;
        _unrouted.AddRange(Partition.Recovered(Now, ++_incarnation * AttemptsOfIncarnation));
        foreach (var attempt in Partition.Attempts.UnderWay.ToList())
        {
            Publish(attempt);
        }

        RouteAndDispatch();
    }

    /// <summary>The search for content that belongs to nothing. Submissions that are not answered keep theirs: it is younger.</summary>
    public void SweepOrphans() =>
        Content.RemoveWhere(id => (!_claims.Contains(id) || Acknowledged.Contains(id)) && !Partition.NeedsContent(id));

    /// <summary>The search for staging files that belong to nothing.</summary>
    public void SweepStrays()
    {
        foreach (var directory in Servers.Directories)
        {
            directory.RemoveStrays(stray => Partition.State.Messages.TryGetValue(stray.Message, out var entry)
                && (entry.Staged.Any(file => file.FileName == stray.FileName)
                    || Partition.Attempts.UnderWay.Any(attempt => attempt.Drops.Any(drop => drop.FileName == stray.FileName))));
        }
    }

    /// <summary>Everything that is under way comes to its end, without faults; no time passes.</summary>
    public void Run()
    {
        while (WriteJournal() || ExecuteOne() || Answer() || FinishDsn())
        {
            PartitionInvariants.Check(this);
        }
    }

    /// <summary>Faults are over: time passes until nothing is left to do.</summary>
    public void Settle()
    {
        const int PatienceInHours = 200;
        Run();
        for (var hour = 0; Partition.State.Messages.Count > 0 || _claims.Count > 0; hour++)
        {
            Assert.True(hour < PatienceInHours, $"{Partition.State.Messages.Count} messages never come to an end.");
            ResolveClaim(0, forgetIsLost: false);
            TakeReceipts();
            SuspendQueues();
            Command(MessageCommand.Resume, int.MaxValue);
            Run();
            Advance(TimeSpan.FromHours(1));
            Run();
        }

        SweepOrphans();
        SweepStrays();
    }

    /// <summary>Recipients on their way into the journal or into a queue.</summary>
    internal IEnumerable<(MessageId Message, int Recipient)> InTransit() =>
        _unrouted.SelectMany(item => item.Recipients.Select(position => (item.Message, position)))
            .Concat(Partition.LookedUp.SelectMany(item => item.Recipients.Select(position => (item.Message, position))))
            .Concat(_writes.SelectMany(write => write.Event switch
            {
                RecipientsFailed failed => failed.Recipients.Select(recipient => (recipient.Message, recipient.Recipient)),
                RecipientsResolved resolved => resolved.Messages
                    .Where(message => !Partition.LookedUp.Any(item => item.Message == message.Message))
                    .SelectMany(message => CategorizerPartition
                        .PendingItem(Partition.State.Messages[message.Message])!.Recipients.Select(position => (message.Message, position))),
                DropsAbandoned abandoned => abandoned.Drops.SelectMany(drop => drop.Recipients.Select(position => (drop.Message, position))),
                DropsPublished published => published.Drops.SelectMany(drop => Leaving(new DropKey(drop.Message, drop.Ordinal))),
                DropsAwaiting awaiting => awaiting.Drops.SelectMany(Leaving),
                _ => []
            }));

    private bool ExecuteOne() => Servers.All.Any(server => server.Connectors.Execute());

    private void Append(CategorizerEvent happened)
    {
        Ledger.Write(happened);
        _journal.Add(happened);
    }

    private void Commit(CategorizerEvent? happened, Action then)
    {
        if (happened is not null)
        {
            _writes.Enqueue(new Write(happened, then));
        }
    }

    private void Release(IReadOnlyList<MessageId> completed)
    {
        foreach (var id in completed)
        {
            Assert.True(Ledger.IsDone(id), $"The content of {id} was released too early.");
            Assert.False(Partition.State.Messages.ContainsKey(id));
            Content.Remove(id);
            _released.Add(id);
        }
    }

    private void Enqueue(IEnumerable<MessageId> ids)
    {
        foreach (var id in ids)
        {
            if (Partition.State.Messages.TryGetValue(id, out var entry) && CategorizerPartition.PendingItem(entry) is { } item)
            {
                _unrouted.Add(item);
            }
        }
    }

    private void StageAnew(DropsAbandoned abandoned)
    {
        _unrouted.AddRange(abandoned.Drops.Select(drop =>
            new QueueItem(drop.Message, drop.Recipients, Partition.State.Messages[drop.Message].Message.Size)));
        RouteAndDispatch();
    }

    private void RouteAndDispatch()
    {
        _unrouted.AddRange(Partition.Attempts.TakeReturned());
        if (!Settings.IsSuspended(NextHopSolutionKey.Submission))
        {
            var items = _unrouted;
            _unrouted = [];
            if (Directory is not null && Partition.Resolve(items, Directory, Now) is { } resolved)
            {
                Commit(resolved, () =>
                {
                    Enqueue(resolved.Messages.Select(message => message.Message));
                    RouteAndDispatch();
                });
            }

            foreach (var changed in Directory is null ? [] : Partition.LookUpAgain(items, Directory, Now))
            {
                Commit(changed, RouteAndDispatch);
            }

            Commit(Partition.Route(items, Routing.Find, Now), ComposeDsns);
        }

        var (faults, poisoned) = Partition.DecideFaults(Now);
        Commit(faults, ComposeDsns);
        Commit(poisoned, RouteAndDispatch);
        foreach (var queue in Partition.Deliverable)
        {
            var accepting = _seen.Accepting.OrderBy(name => name != Local).ThenBy(name => name, StringComparer.Ordinal).ToList();
            if (accepting.Count == 0)
            {
                queue.NoServer(Now, ErrorCatalogue.NoSourceServerReachable.With(""), Settings.Retry);
                continue;
            }

            while (Routing.FindConnector(queue.Key.NextHopConnector) is { } connector
                && queue.Choose(accepting, Now, Settings.MaxAttempts) is { } server)
            {
                var attempt = Partition.Attempts.Start(queue, server, connector.OneRecipientPerFile, Now);
                attempt.AskedAt = Now;
                Servers.Find(server).Send(connectors => connectors.Stage(attempt, IsFlagged));
            }
        }

        ComposeDsns();
    }

    private void Publish(DeliveryAttempt attempt)
    {
        switch (Partition.Attempts.NextPublication(attempt, _seen, Local, Action, Now))
        {
            case PublicationStep.Ask ask:
                Servers.Find(ask.Server).Send(connectors => connectors.Publish(
                    attempt, ask.FirstTry, drop => Partition.Attempts.IsToWithdraw(attempt, drop, Now)));
                break;
            case PublicationStep.Abandon abandon:
                Commit(abandon.Event, () => StageAnew(abandon.Event));
                break;
        }
    }

    private bool IsFlagged(StagedDrop drop) =>
        drop.Recipients.Any(position => Partition.State.Messages[drop.Message].Recipients[position].PossiblyDelivered);

    private void Interrupted(DeliveryAttempt attempt, TransportError error)
    {
        Partition.Attempts.Interrupted(attempt, error, Now);
        if (attempt.Phase == AttemptPhase.Publishing)
        {
            Publish(attempt);
        }
    }

    private void ComposeDsns()
    {
        while (Partition.NextDsn() is { } owed)
        {
            _composing.Enqueue(owed);
        }
    }

    private sealed record Write(CategorizerEvent? Event, Action Then);
}
