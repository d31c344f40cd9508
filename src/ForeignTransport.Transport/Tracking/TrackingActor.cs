using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Storage.Tracking;

namespace ForeignTransport.Transport.Tracking;

/// <summary>Writes the tracking rows of a server, in batches.</summary>
/// <remarks>
/// <para>In: <see cref="Record"/> from wherever something happens, <see cref="Flush"/> from whoever wants to see it. Out: rows in the table, and in the
/// log files where those are switched on; <see cref="Flushed"/>.</para>
/// <para>States: idle, or writing one batch. What comes meanwhile waits for the next, which is written when it is large enough or
/// <see cref="Delay"/> old.</para>
/// <para>Bounds: at most <see cref="Capacity"/> rows are held. While the table cannot be written, rows beyond that are dropped and counted, in the log
/// and in <see cref="TrackingMeters"/>. Nobody waits for this actor.</para>
/// <para>After a crash: what it held is gone. Partitions record what they replay of their journal again, under the same log-ids, and the table
/// keeps one row of each.</para>
/// </remarks>
internal sealed class TrackingActor : UntypedActor, IWithTimers
{
    /// <summary>Rows held at most: some tens of megabytes.</summary>
    public const int Capacity = 20_000;

    /// <summary>Rows of one batch. Large ones are cheap: a page of an index is written once for all its rows. Whoever searches has what waits written first.</summary>
    private const int BatchRows = 2000;
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly ITrackingStore _store;
    private readonly TrackingFiles? _files;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<TrackingRecord> _waiting = new();
    private readonly Queue<(IActorRef Asker, long Id, long UpTo)> _askers = new();
    private IReadOnlyList<TrackingRecord> _writing = [];
    private bool _failing;
    private TransportError? _fileError;
    private long _dropped;
    private long _kept;
    private long _done;

    public TrackingActor(ITrackingStore store, TrackingFiles? files) => (_store, _files) = (store, files);

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="store">The table.</param>
    /// <param name="files">The log files; null when they are off.</param>
    public static Props Props(ITrackingStore store, TrackingFiles? files) => Akka.Actor.Props.Create(() => new TrackingActor(store, files));

    /// <summary>Write these rows.</summary>
    public sealed record Record(IReadOnlyList<TrackingRecord> Rows) : INoSerializationVerificationNeeded;

    /// <summary>Write what waits, now. Answered with <see cref="Flushed"/> when it is written, or cannot be; what comes later is not waited for.</summary>
    /// <param name="Id">Comes back in the answer.</param>
    public sealed record Flush(long Id = 0) : INoSerializationVerificationNeeded
    {
        public static readonly Flush Instance = new();
    }

    /// <summary>What waited is written, or the table cannot be written.</summary>
    /// <param name="Waiting">Rows that wait now.</param>
    /// <param name="Dropped">Rows that were dropped since the table could be written last.</param>
    /// <param name="Id">That of the question.</param>
    public sealed record Flushed(int Waiting, long Dropped, long Id = 0) : INoSerializationVerificationNeeded;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Record record:
                Keep(record.Rows);
                WriteOrWait();
                break;
            case Due:
                WriteIfIdle();
                break;
            case Flush flush:
                _askers.Enqueue((Sender, flush.Id, _kept));
                if (_failing)
                {
                    Answer();
                }

                WriteIfIdle();
                AnswerWhenDone();
                break;
            case Written written:
                OnWritten(written);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private int Held => _waiting.Count + _writing.Count;

    private void Keep(IReadOnlyList<TrackingRecord> rows)
    {
        var room = Math.Min(rows.Count, Capacity - Held);
        for (var i = 0; i < room; i++)
        {
            _waiting.Enqueue(rows[i]);
        }

        _kept += Math.Max(room, 0);
        if (room < rows.Count)
        {
            if (_dropped == 0)
            {
                _log.Error("{0}", ErrorCatalogue.TrackingRowsDropped.With($"{Capacity} rows wait already"));
            }

            _dropped += rows.Count - room;
            TrackingMeters.Dropped.Add(rows.Count - room);
        }
    }

    private void WriteOrWait()
    {
        if (_writing.Count > 0 || _failing)
        {
            return;
        }

        if (_waiting.Count >= BatchRows)
        {
            WriteIfIdle();
        }
        else if (_waiting.Count > 0 && !Timers.IsTimerActive("due"))
        {
            Timers.StartSingleTimer("due", Due.Instance, Delay);
        }
    }

    private void WriteIfIdle()
    {
        if (_writing.Count > 0 || _waiting.Count == 0 || (_failing && Timers.IsTimerActive("due")))
        {
            return;
        }

        Timers.Cancel("due");
        var batch = new List<TrackingRecord>(Math.Min(BatchRows, _waiting.Count));
        while (batch.Count < BatchRows && _waiting.TryDequeue(out var row))
        {
            batch.Add(row);
        }

        Start(batch);
    }

    private void Start(IReadOnlyList<TrackingRecord> batch)
    {
        _writing = batch;
        WriteAsync(_store, _files, batch).PipeTo(Self);
    }

    /// <summary>The files follow the table: a row that the table had already is in them already.</summary>
    private static async Task<Written> WriteAsync(ITrackingStore store, TrackingFiles? files, IReadOnlyList<TrackingRecord> batch)
    {
        try
        {
            var added = await store.AppendAsync(batch, CancellationToken.None);
            return new Written(added.Count, null, files is null ? null : await files.AppendAsync(added));
        }
        catch (TrackingStoreException refused)
        {
            return new Written(0, refused.Error, null);
        }
        catch (Exception defect)
        {
            // Whatever it is, rows are kept and mail goes on.
            return new Written(0, ErrorCatalogue.TrackingStoreUnavailable.With(defect.Message.ReplaceLineEndings(" ")), null);
        }
    }

    private void OnWritten(Written written)
    {
        if (written.Error is { } error)
        {
            if (!_failing)
            {
                _failing = true;
                _log.Error("{0}", error);
            }

            // The same rows first: they are the oldest.
            var kept = _waiting.ToArray();
            _waiting.Clear();
            foreach (var row in _writing.Concat(kept))
            {
                _waiting.Enqueue(row);
            }

            _writing = [];
            Timers.StartSingleTimer("due", Due.Instance, RetryDelay);
            Answer();
            return;
        }

        TrackingMeters.Written.Add(written.Added);
        _done += _writing.Count;
        _writing = [];
        if (_failing)
        {
            _failing = false;
            _log.Info("The message tracking log can be written again; {0} rows were dropped meanwhile", _dropped);
            _dropped = 0;
        }
        else if (_dropped > 0 && _waiting.Count < Capacity / 2)
        {
            _log.Warning("There is room for rows of the message tracking log again; {0} were dropped meanwhile", _dropped);
            _dropped = 0;
        }

        NoteFiles(written.FileError);
        if (_askers.Count > 0)
        {
            WriteIfIdle();
        }
        else
        {
            WriteOrWait();
        }

        AnswerWhenDone();
    }

    /// <summary>What is wrong with the files is said once, and so is that nothing is any more.</summary>
    private void NoteFiles(TransportError? error)
    {
        if (error is not null && error.Entry != _fileError?.Entry)
        {
            _log.Error("{0}", error);
        }
        else if (error is null && _fileError is not null)
        {
            _log.Info("Nothing is wrong with the files of the message tracking log any more");
        }

        _fileError = error;
    }

    private void AnswerWhenDone()
    {
        while (_askers.TryPeek(out var first) && first.UpTo <= _done)
        {
            _askers.Dequeue();
            first.Asker.Tell(new Flushed(Held, _dropped, first.Id));
        }
    }

    /// <summary>The table cannot be written: nobody waits for that.</summary>
    private void Answer()
    {
        while (_askers.TryDequeue(out var asking))
        {
            asking.Asker.Tell(new Flushed(Held, _dropped, asking.Id));
        }
    }

    private sealed record Written(int Added, TransportError? Error, TransportError? FileError) : INoSerializationVerificationNeeded;

    private sealed class Due : INoSerializationVerificationNeeded
    {
        public static readonly Due Instance = new();
    }
}
