using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Membership;
using ForeignTransport.Transport.Serialization;
using ForeignTransport.Transport.Tracking;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Categorizer;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>
/// One partition of the categorizer: owns its messages from acceptance to the last outcome.
/// </summary>
/// <remarks>
/// <para>In: <see cref="CategorizerCommands"/>, <see cref="CategorizerQueries"/>, <see cref="DeliveryReplies"/>,
/// <see cref="OrganizationChanged"/>. Out: <see cref="CategorizerReplies"/> to submitters, <see cref="DeliveryCommands"/> to connectors.</para>
/// <para>Phases: Recovering (the journal is replayed; commands are stashed by Akka.Persistence), Active, Draining (it moves to another
/// server: nothing is started any more). It is started on a server that knows the organization, and not before: what it takes up again, and what
/// it tells of it, depends on how connectors are configured.</para>
/// <para>Ordering: events are journaled and applied in the order in which they were decided (PersistAsync). Every effect (an answer, a
/// command to a connector, a release of content) happens in the handler of the event that makes it safe, never before.</para>
/// <para>After a crash: everything journaled is here again; routing, queues and retry waits are computed anew; staged files are published
/// again, which is idempotent; DSNs that are owed are composed again under the same id.</para>
/// <para>Failure: a journal failure or rejection stops the actor, so nothing is ever published that is not in the journal; it comes back by
/// the next message sent to it.</para>
/// </remarks>
internal sealed partial class CategorizerActor : UntypedPersistentActor, IWithTimers
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ScanInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RemoteAnswerTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DrainInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan OfferedWithin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TrackingPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ClaimMemory = TimeSpan.FromDays(30);

    /// <summary>An answer with so many queues is some megabytes at most; a frame of the transport is 16.</summary>
    private const int MaxQueueReports = 2000;

    private readonly int _number;
    private readonly CategorizerServices _services;
    private readonly DsnWriter _dsnWriter;
    private readonly SnapshotSchedule _snapshots;
    private readonly JournalHealth _journal;
    private readonly JournalWrites _writes;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private CategorizerPartition _partition = new(new CategorizerState());
    private List<QueueItem> _arrived = [];
    private List<QueueItem> _unrouted = [];
    private OrganizationState _organization = OrganizationState.Empty;
    private TransportServers _servers;
    private SelectionContext? _context;
    private DateTimeOffset _recoveredAt;
    private DateTimeOffset _lastScan;
    private DateTimeOffset _drainUntil;
    private bool _draining;
    private Taken? _taken;

    public CategorizerActor(int number, CategorizerServices services)
    {
        _number = number;
        _services = services;
        _servers = services.Servers.Current;
        _dsnWriter = new DsnWriter(services, PersistenceId, _log);
        _snapshots = new SnapshotSchedule();
        _journal = new JournalHealth(PersistenceId, services.JournalOutage, services.JournalDamageOf, _log);
        _writes = new JournalWrites(services.Writes);
    }

    /// <inheritdoc />
    public override string PersistenceId => $"categorizer-{_number}";

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    private DateTimeOffset Now => _services.Time.GetUtcNow();

    public static Props Props(int number, CategorizerServices services) =>
        Akka.Actor.Props.Create(() => new CategorizerActor(number, services));

    protected override void PreStart()
    {
        // Subscribed first, then read: a version that arrives in between is not missed.
        Context.System.EventStream.Subscribe(Self, typeof(OrganizationChanged));
        Context.System.EventStream.Subscribe(Self, typeof(ServersChanged));
        // Without it a recovered partition would publish and report as no connector is configured: no receipts, no relay notifications.
        _organization = _services.Organization.Current ?? throw new InvalidOperationException($"{PersistenceId} starts before the organization is known.");
        _servers = _services.Servers.Current;
        _services.Hosted.Add(_number);
        base.PreStart();
    }

    protected override void PostStop()
    {
        _services.Hosted.Remove(_number);
        _writes.EndAll();
        base.PostStop();
    }

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: Wire.CategorizerSnapshot snapshot } offer:
                _partition = new CategorizerPartition(CategorizerSnapshotMapping.FromWire(snapshot));
                _snapshots.Restored(offer.Metadata.SequenceNr, new DateTimeOffset(DateTime.SpecifyKind(offer.Metadata.Timestamp, DateTimeKind.Utc)));
                break;
            case SnapshotOffer other:
                throw new InvalidDataException($"Unknown snapshot {other.Snapshot.GetType()} of {PersistenceId}.");
            case CategorizerEvent happened:
                NoteReplayed(happened);
                _partition.Apply(happened);
                _snapshots.Count(happened);
                break;
            case RecoveryCompleted:
                Recovered();
                break;
            default:
                throw new InvalidDataException($"Unknown event {message.GetType()} in the journal of {PersistenceId}.");
        }
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case CategorizerCommands.Submit submit:
                Submit(submit);
                break;
            case DeliveryReplies.Staged staged:
                Staged(staged);
                break;
            case DeliveryReplies.Published published:
                Published(published);
                break;
            case DeliveryReplies.Unavailable unavailable:
                Unavailable(unavailable);
                break;
            case DsnWriter.Written written when _dsnWriter.Finished(written):
                JournalDsn(written);
                break;
            case DsnWriter.NotWritten notWritten when _dsnWriter.Finished(notWritten, Now):
                _partition.DsnInterrupted(notWritten.Original);
                break;
            case DsnWriter.Faulted faulted when _dsnWriter.Finished(faulted, Now):
                var (failed, poisoned) = _partition.DsnFaulted(faulted.Owed.Original.Message.Id, faulted.Owed.Kind, faulted.Owed.Recipients, faulted.Fault, faulted.Reason);
                CommitFaults(failed, poisoned);
                break;
            case DsnWriter.Written or DsnWriter.NotWritten or DsnWriter.Faulted:
                break;
            case CategorizerQueries.GetMessages or CategorizerQueries.GetMoreMessages or CategorizerQueries.GetMessageCopy
                or CategorizerCommands.CommandMessages or CategorizerCommands.RetryQueue:
                Administer(message);
                break;
            case CategorizerCommands.ForgetClaims forget:
                _partition.State.ForgetClaims(forget.Ids);
                break;
            case CategorizerCommands.ResolveClaims resolve:
                _partition.State.ForgetClaims(resolve.Server, resolve.Before);
                break;
            case CategorizerQueries.FindUnknown query:
                FindUnknown(query);
                break;
            case CategorizerQueries.FindReleasable query:
                FindReleasable(query);
                break;
            case CategorizerQueries.FindUnclaimed query:
                Sender.Tell(new CategorizerReplies.Unclaimed(_number, [.. query.Drops.Where(drop => !IsClaimed(drop))]));
                break;
            case CategorizerQueries.CountDeliveries query:
                CountDeliveries(query);
                break;
            case CategorizerQueries.GetPartition:
                Sender.Tell(Snapshot());
                break;
            case CategorizerQueries.GetQueues query:
                var (queues, omitted) = QueueReports.Of(
                    _partition, InSubmission.Count(), Now, MaxQueueReports,
                    _partition.Settings.PriorityQueuing is null ? default : PriorityShare.Of(InSubmission));
                Sender.Tell(new CategorizerReplies.PartitionQueues(_number, query.Request, queues, omitted));
                break;
            case OrganizationChanged changed:
                Reconfigure(changed.State);
                break;
            case ServersChanged:
                LookAtServers();
                break;
            case Tick:
                OnTick();
                break;
            case CategorizerCommands.TakeReceipts take:
                TakeReceipts(take);
                break;
            case CategorizerQueries.FindAwaitedDirectories:
                FindAwaitedDirectories();
                break;
            case CategorizerCommands.Wake:
                break;
            case StopPartition:
                Drain();
                break;
            case TrackingActor.Flushed flushed when flushed.Id == _taken?.Metadata.SequenceNr:
                SaveTaken();
                break;
            case TrackingActor.Flushed:
                break;
            case SaveSnapshotSuccess saved:
                DeleteHistory(_snapshots.Saved(saved.Metadata.SequenceNr, Now));
                break;
            case SaveSnapshotFailure failure:
                if (!_snapshots.IsFailing)
                {
                    _log.Warning(failure.Cause, "The snapshot of {0} was not saved; recovery takes longer until one is", PersistenceId);
                }

                _snapshots.Failed(Now);
                break;
            case DeleteMessagesFailure failure:
                _log.Warning(failure.Cause, "Old journal rows of {0} were not deleted; they are with the next snapshot", PersistenceId);
                break;
            case DeleteSnapshotsFailure failure:
                _log.Warning(failure.Cause, "Old snapshots of {0} were not deleted; they are with the next snapshot", PersistenceId);
                break;
            case DeleteMessagesSuccess or DeleteSnapshotsSuccess:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        _journal.WriteFailed(cause);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (message is null)
        {
            _journal.ReadFailed(reason);
        }
        else
        {
            // Not the journal fails but what is in it.
            base.OnRecoveryFailure(reason, message);
        }
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        _log.Error(cause, "The journal rejected {1} of {0}; it stops and recovers", PersistenceId, @event.GetType().Name);
        Context.Stop(Self);
    }

    private void Recovered()
    {
        _journal.WasRead();
        _recoveredAt = Now;
        _services.Hosted.Note(_number, _partition.State.Messages.Count);
        _partition.Settings = _services.SettingsFrom(_organization);
        _unrouted.AddRange(_partition.Recovered(Now, _services.Time.GetTimestamp()));
        TellReplayed();
        Timers.StartPeriodicTimer("tick", Tick.Instance, TickInterval);
        if (_partition.State.Messages.Count > 0)
        {
            _log.Info("{0} recovered {1} messages", PersistenceId, _partition.State.Messages.Count);
        }

        Locate(RoutingContext());

        foreach (var attempt in _partition.Attempts.UnderWay.ToList())
        {
            Publish(attempt);
        }

        RouteAndDispatch();
    }

    private void Submit(CategorizerCommands.Submit submit)
    {
        var submitter = Sender;
        var answer = new CategorizerReplies.Submitted(_number, [.. submit.Messages.Select(message => message.Id)]);
        var submission = _partition.DecideSubmission(submit.Messages);
        if (submission.Fresh.IsEmpty)
        {
            // All known; some may still be on their way into the journal, ahead of this answer.
            DeferAsync(answer, deferred => submitter.Tell(deferred));
            return;
        }

        Commit(new MessagesAccepted(submission.Fresh), () =>
        {
            submitter.Tell(answer);
            foreach (var message in submission.Fresh)
            {
                // A message whose recipients were all refused, with nobody to tell, is done already.
                if (_partition.State.Messages.TryGetValue(message.Id, out var entry) && CategorizerPartition.PendingItem(entry) is { } item)
                {
                    _arrived.Add(item);
                }
            }

            RouteAndDispatch();
        });
    }

    private void LogUntold(CategorizerEvent happened)
    {
        if (happened is RecipientsFailed failed)
        {
            foreach (var recipient in _partition.Untold(failed))
            {
                var address = _partition.State.Messages[recipient.Message].Recipients[recipient.Recipient].Recipient.Address;
                _log.Warning("{0}", ErrorCatalogue.NotificationUndeliverable.With($"{recipient.Message} for {address}: {recipient.Diagnostic}"));
            }
        }
    }

    private void OnTick()
    {
        var now = Now;
        TellLoaded();
        TellResubmitted();
        if (now >= _taken?.SavedBy)
        {
            SaveTaken();
        }

        foreach (var attempt in _partition.Attempts.UnderWay.ToList())
        {
            if (now - attempt.AskedAt > (IsHere(attempt.Publisher ?? attempt.Server) ? AnswerTimeout : RemoteAnswerTimeout))
            {
                Interrupted(attempt, ErrorCatalogue.ConnectorDoesNotAnswer.With(attempt.Directory ?? ""));
            }
            else if (DeliveryAttempts.IsRetryDue(attempt, now))
            {
                Publish(attempt);
            }
        }

        if (_draining)
        {
            StopWhenDrained();
            return;
        }

        if (now - _lastScan >= ScanInterval)
        {
            _lastScan = now;
            _partition.State.ForgetOlderThan(now - ClaimMemory);
            Commit(_partition.Scan(now, TellResubmitted), ComposeDsns);
            LookAtReceipts(now);
        }

        _unrouted.AddRange(_partition.TakeDeferred(now));

        RouteAndDispatch();
    }

    private bool IsHere(string server) => server.Equals(_services.ServerName, StringComparison.OrdinalIgnoreCase);

    private void ComposeDsns()
    {
        while (_dsnWriter.HasRoom(Now) && _partition.NextDsn() is { } owed)
        {
            _dsnWriter.WriteAsync(owed, _organization, Now).PipeTo(Self);
        }
    }

    private void JournalDsn(DsnWriter.Written written)
    {
        Commit(new DsnAccepted(written.Original, written.Kind, written.Recipients, written.Dsn), () =>
        {
            if (CategorizerPartition.PendingItem(_partition.State.Messages[written.Dsn.Id]) is { } item)
            {
                _arrived.Add(item);
            }

            RouteAndDispatch();
        });
    }

    /// <summary>
    /// The partition moves to another server: it starts nothing, waits a moment for what connectors have in hand, and stops once everything it
    /// decided is in the journal. What is not answered by then is taken up by the next incarnation, as after a crash.
    /// </summary>
    private void Drain()
    {
        if (!_draining)
        {
            _draining = true;
            _drainUntil = Now + DrainTimeout;
            Timers.StartPeriodicTimer("tick", Tick.Instance, DrainInterval);
            StopWhenDrained();
        }
    }

    private bool IsDrained => !_partition.Attempts.UnderWay.Any(attempt => attempt.AwaitsAnswer) || Now >= _drainUntil;

    private void StopWhenDrained()
    {
        if (IsDrained)
        {
            DeferAsync(StopPartition.Instance, _ =>
            {
                // What was on its way into the journal may have asked for more.
                if (IsDrained)
                {
                    Context.Stop(Self);
                }
            });
        }
    }

    private void FindUnknown(CategorizerQueries.FindUnknown query)
    {
        // What is being journaled is known by the time the answer leaves.
        var sender = Sender;
        DeferAsync(query, asked => sender.Tell(
            new CategorizerReplies.Unknown(_number, [.. asked.Ids.Where(id => !_partition.State.Knows(id))])));
    }

    private void FindReleasable(CategorizerQueries.FindReleasable query)
    {
        // What a submitter holds has been stored and is known here only once it is journaled. It is offered every few seconds, however long
        // the journal fails: a partition that has just recovered must have been offered everything before it calls content unneeded.
        if (Now - _recoveredAt < OfferedWithin)
        {
            Sender.Tell(new CategorizerReplies.Releasable(_number, []));
            return;
        }

        // What is being journaled needs its content by the time the answer leaves.
        var sender = Sender;
        DeferAsync(query, asked => sender.Tell(
            new CategorizerReplies.Releasable(_number, [.. asked.Ids.Where(id => !_partition.NeedsContent(id))])));
    }

    private bool IsClaimed(StrayFile stray) =>
        _partition.State.Messages.TryGetValue(stray.Message, out var entry)
        && (entry.Staged.Any(file => file.FileName == stray.FileName)
            || _partition.Attempts.UnderWay.Any(attempt => attempt.Drops.Any(planned => planned.FileName == stray.FileName)));

    private CategorizerReplies.PartitionSnapshot Snapshot() => new(
        _number,
        _partition.State.Messages.Count,
        _partition.Queues.Delivery.Sum(queue => queue.WaitingCount),
        _partition.Queues.Unreachable.Count,
        _partition.Attempts.UnderWay.Count,
        _partition.State.Remembered.Count,
        _partition.Queues.Delivery.Select(queue => queue.Retry?.LastError.ToString()).FirstOrDefault(error => error is not null));

    private void Commit<TEvent>(TEvent? happened, Action then)
        where TEvent : CategorizerEvent => Commit(happened, _ => then());

    private void Commit<TEvent>(TEvent? happened, Action<TEvent> then)
        where TEvent : CategorizerEvent
    {
        if (happened is null)
        {
            return;
        }

        _writes.Begin();
        PersistAsync(happened, persisted =>
        {
            _writes.End();
            _journal.WasWritten();
            LogUntold(persisted);
            var rows = RowsOf(persisted);
            TellNoLongerPoison(persisted);
            var completed = _partition.Apply(persisted);
            _services.Tracking.Record(rows);
            TellPoisoned(persisted);
            _services.Hosted.Note(_number, _partition.State.Messages.Count);
            if (completed.Count > 0)
            {
                Release(completed);
            }

            then(persisted);
            if (_snapshots.Count(persisted) && _snapshots.Due(_partition.State.Messages.Count, Now))
            {
                TakeSnapshot();
            }
        });
    }

    private void Release(IReadOnlyList<MessageId> completed) =>
        // Content that is not released now is found by the orphan sweep of the next start.
        _services.Store.ReleaseAsync(completed, CancellationToken.None).ContinueWith(
            released => _log.Warning(released.Exception, "The content of {0} finished messages was not released yet", completed.Count),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    /// <summary>
    /// Takes a snapshot. It hides the events before it from the next recovery, which tells their rows again: so it is saved when those are written, or
    /// after <see cref="TrackingPatience"/>, for the journal must not wait for a table that is away.
    /// </summary>
    private void TakeSnapshot()
    {
        _snapshots.Started();
        _taken = new Taken(
            new SnapshotMetadata(PersistenceId, LastSequenceNr, Now.UtcDateTime), CategorizerSnapshotMapping.ToWire(_partition.State), Now + TrackingPatience);
        _services.Tracking.Flush(Self, LastSequenceNr);
    }

    private void SaveTaken()
    {
        if (_taken is { } taken)
        {
            _taken = null;

            // Of the event that it was taken at, whatever has been journaled since.
            SnapshotStore.Tell(new SaveSnapshot(taken.Metadata, taken.State));
        }
    }

    private void DeleteHistory(SnapshotSchedule.Obsolete? obsolete)
    {
        if (obsolete is not null)
        {
            DeleteMessages(obsolete.EventsUpTo);
            DeleteSnapshots(new SnapshotSelectionCriteria(obsolete.SnapshotsUpTo));
        }
    }

    /// <summary>The hand-off message of the shard: finish and stop.</summary>
    public sealed class StopPartition : INoSerializationVerificationNeeded
    {
        public static readonly StopPartition Instance = new();
    }

    private sealed record Taken(SnapshotMetadata Metadata, Wire.CategorizerSnapshot State, DateTimeOffset SavedBy);

    private sealed class Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
