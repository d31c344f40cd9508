using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>A journal in memory that fails, rejects or waits when told to, and tells what was written.</summary>
public sealed class ControlledJournal : MemoryJournal
{
    private readonly JournalControl _control = JournalControl.Of(Context.System);

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var writes = messages.ToList();
        var events = writes.SelectMany(write => (IImmutableList<IPersistentRepresentation>)write.Payload).Select(written => written.Payload).ToList();
        if (events.Exists(happened => _control.Fails(happened)))
        {
            throw new IOException("The journal fails, as it was told to.");
        }

        if (events.Exists(happened => _control.Rejects(happened)))
        {
            return [.. writes.Select(_ => new InvalidOperationException("The journal rejects, as it was told to."))];
        }

        var result = await base.WriteMessagesAsync(writes, cancellationToken);
        events.ForEach(_control.Written.Enqueue);
        if (events.Exists(happened => _control.Holds(happened)))
        {
            _control.NoteHeld();
            await _control.Gate;
        }

        return result;
    }
}

/// <summary>What <see cref="ControlledJournal"/> of one actor system is told.</summary>
public sealed class JournalControl
{
    public const string Hocon = """
        akka.persistence.journal.plugin = "controlled"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        controlled {
          class = "ForeignTransport.Transport.Tests.Categorizing.ControlledJournal, ForeignTransport.Transport.Tests"
          plugin-dispatcher = "akka.actor.default-dispatcher"
          # It fails when it is told to, not when the machine is busy or a spec holds it.
          circuit-breaker { call-timeout = 10m, max-failures = 1000 }
        }
        """;

    private static readonly ConditionalWeakTable<ActorSystem, JournalControl> Controls = [];

    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _held;

    public Func<object, bool> Fails { get; set; } = _ => false;

    public Func<object, bool> Rejects { get; set; } = _ => false;

    /// <summary>Such events are written, but nobody hears of it before <see cref="Release"/>.</summary>
    public Func<object, bool> Holds { get; set; } = _ => false;

    /// <summary>Everything that was written, in order.</summary>
    public ConcurrentQueue<object> Written { get; } = new();

    /// <summary>True once something waits.</summary>
    public bool IsHolding => Volatile.Read(ref _held) > 0;

    internal Task Gate => _gate.Task;

    public static JournalControl Of(ActorSystem system) => Controls.GetValue(system, _ => new JournalControl());

    public void Release() => _gate.TrySetResult();

    internal void NoteHeld() => Interlocked.Increment(ref _held);
}
