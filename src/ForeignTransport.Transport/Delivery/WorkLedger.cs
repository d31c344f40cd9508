using System.Buffers.Binary;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Delivery;

/// <summary>
/// Which messages this process is working on at this instant, kept where the end of the process does not take it: a small file that is mapped
/// into memory. After a crash it tells which messages were in hand.
/// </summary>
/// <remarks>
/// <para>A mark is written before the risky work on a message and wiped after it: a few bytes of memory, no call of the system, nothing that
/// waits. The operating system keeps the page when the process dies; when the machine dies with it the marks may be lost, and only the process
/// matters here.</para>
/// <para>A process ends for many reasons, and only a message that was alone in hand can be held to have been one. So what an earlier process left
/// is a fault of a message that was in hand alone. Whoever is to work on such a message finds it with <see cref="FaultOf"/> and says so to its
/// partition instead, until the partition has counted it. Of several that were in hand together any may be to blame, or none: nothing is counted,
/// and they are suspects. Work on a suspect, and on a message that a fault is counted of, waits until nothing else is in hand and lets nothing else
/// begin, so that the next end, if it comes over one of them, names it. A suspect that is finished with is cleared.</para>
/// <para>An end that nothing in hand can have caused is no fault and makes no suspects: the process had been told to stop, or ended itself
/// because it had stood still, or the machine went down with it.</para>
/// <code>
/// the process ends             one in hand        several in hand
/// while it works               a fault            suspects
/// after it was told to stop    nothing            nothing
/// with the machine             nothing            nothing
/// while it takes over          the marks as they were, counted once
/// </code>
/// </remarks>
internal sealed class WorkLedger : IDisposable
{
    private const int Slots = 64;
    private const int IdSize = 16;
    private const int SlotSize = IdSize + sizeof(long);
    private const int MaxLeft = 256;
    private const int EndSlot = Slots + MaxLeft;
    private const long Innocent = 1;
    private const string FileName = "work.marks";
    private const string MachineRunFile = "/proc/sys/kernel/random/boot_id";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SuspicionLasts = TimeSpan.FromDays(2);

    private readonly Lock _lock = new();
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly WorkGate _gate;
    private readonly MessageId[] _inHand = new MessageId[Slots];
    private bool _isClosed;

    /// <summary>The number of a fault that is not counted yet; of a suspect, when it became one, in negative ticks.</summary>
    private readonly Dictionary<MessageId, long> _left = [];
    private readonly byte[] _bytes = new byte[SlotSize];
    private readonly Guid _machineRun;

    private WorkLedger(MemoryMappedFile? file, Guid machineRun, TimeProvider time)
    {
        (_file, _view, _machineRun) = (file, file?.CreateViewAccessor(0, FileSize), machineRun);
        _gate = new WorkGate(Patience, time);
    }

    /// <summary>Remembers nothing: for whoever has no directory.</summary>
    public static WorkLedger None { get; } = new(null, default, TimeProvider.System);

    private static long FileSize => (EndSlot + 1) * SlotSize;

    /// <summary>Opens the ledger of a server, and takes over what its last process left.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="startedAt">Tells this process from the earlier ones.</param>
    /// <param name="time">For waiting; null for the real one.</param>
    /// <param name="machineRun">Tells this run of the machine from the earlier ones; null for what the system says, empty when it does not.</param>
    public static WorkLedger Open(string directory, DateTimeOffset startedAt, TimeProvider? time = null, Guid? machineRun = null)
    {
        var path = Path.Combine(directory, FileName);
        // Written out, so that the space is there: a mapped page without one would end the process. Whoever looks at it keeps no server from starting.
        using (var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            if (RandomAccess.GetLength(file) != FileSize)
            {
                RandomAccess.Write(file, new byte[FileSize], 0);
                RandomAccess.SetLength(file, FileSize);
            }
        }

        var ledger = new WorkLedger(
            MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, FileSize), machineRun ?? ReadMachineRun(), time ?? TimeProvider.System);
        ledger.TakeOver(startedAt);
        return ledger;
    }

    /// <summary>The fault of an earlier process with this message that is not among those that are counted already; null when there is none.</summary>
    public string? FaultOf(MessageId message, IReadOnlyCollection<string> counted)
    {
        if (_left.Count == 0)
        {
            return null;
        }

        lock (_lock)
        {
            if (!_left.TryGetValue(message, out var number) || number < 0)
            {
                return null;
            }

            var fault = number.ToString("x", CultureInfo.InvariantCulture);
            if (!counted.Contains(fault))
            {
                return fault;
            }

            // It is in the journal of its partition.
            _left.Remove(message);
            if (!_isClosed)
            {
                WriteLeft();
            }

            return null;
        }
    }

    /// <summary>Work on a message begins, as soon as it may.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isCharged">True when a fault is counted of it.</param>
    /// <returns>What to give to <see cref="End"/>.</returns>
    public async ValueTask<WorkMark> BeginAsync(MessageId message, bool isCharged)
    {
        if (_view is null)
        {
            return new WorkMark(-1, IsAlone: false);
        }

        var isAlone = await _gate.EnterAsync(isCharged || IsSuspect(message));
        lock (_lock)
        {
            var slot = _isClosed ? -1 : Array.IndexOf(_inHand, default);
            if (slot >= 0)
            {
                _inHand[slot] = message;
                Write(slot, message, 0);
            }

            return new WorkMark(slot, isAlone);
        }
    }

    /// <summary>Work on a message is over, however it went.</summary>
    public void End(WorkMark mark)
    {
        if (_view is null)
        {
            return;
        }

        lock (_lock)
        {
            if (mark.Slot >= 0)
            {
                var message = _inHand[mark.Slot];
                _inHand[mark.Slot] = default;
                if (!_isClosed)
                {
                    Write(mark.Slot, default, 0);
                    if (_left.GetValueOrDefault(message) < 0)
                    {
                        _left.Remove(message);
                        WriteLeft();
                    }
                }
            }
        }

        _gate.Leave(mark.IsAlone);
    }

    /// <summary>Whatever ends this process from now on, what is in hand is not to blame.</summary>
    public void NoteInnocentEnd()
    {
        lock (_lock)
        {
            if (_view is not null && !_isClosed)
            {
                WriteEnd(Innocent);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            _view?.Dispose();
            _file?.Dispose();
        }
    }

    private bool IsSuspect(MessageId message)
    {
        if (_left.Count == 0)
        {
            return false;
        }

        lock (_lock)
        {
            return _left.GetValueOrDefault(message) < 0;
        }
    }

    private void TakeOver(DateTimeOffset startedAt)
    {
        // What an earlier process found first: a fault keeps its number, for it may be counted already, and so that one that is in both places,
        // because the process ended in the middle of this, is one fault.
        for (var slot = Slots; slot < EndSlot; slot++)
        {
            var (message, known) = Read(slot);
            if (message != default && known != 0 && (known > 0 || startedAt.UtcTicks + known < SuspicionLasts.Ticks))
            {
                _left.TryAdd(message, known);
            }
        }

        var inHand = Enumerable.Range(0, Slots).Select(slot => Read(slot).Message).Where(message => message != default).Distinct().ToList();
        foreach (var message in EndedInnocently() ? [] : inHand)
        {
            if (_left.GetValueOrDefault(message) <= 0 && (_left.Count < MaxLeft || _left.ContainsKey(message)))
            {
                _left[message] = inHand.Count == 1 ? startedAt.UtcTicks : -startedAt.UtcTicks;
            }
        }

        WriteLeft();
        for (var slot = 0; slot < Slots; slot++)
        {
            Write(slot, default, 0);
        }

        WriteEnd(0);
        _view!.Flush();
    }

    /// <summary>True when the process before had nothing in hand that can have ended it.</summary>
    private bool EndedInnocently()
    {
        _view!.ReadArray(EndSlot * SlotSize, _bytes, 0, SlotSize);
        var machineRun = new Guid(_bytes.AsSpan(0, IdSize));
        return BinaryPrimitives.ReadInt64BigEndian(_bytes.AsSpan(IdSize)) == Innocent
            || (machineRun != default && _machineRun != default && machineRun != _machineRun);
    }

    private static Guid ReadMachineRun()
    {
        try
        {
            return File.Exists(MachineRunFile) && Guid.TryParse(File.ReadAllText(MachineRunFile).AsSpan().Trim(), out var run) ? run : default;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Then every end is taken for one of the process alone, as where no system says it.
            return default;
        }
    }

    private (MessageId Message, long Known) Read(int slot)
    {
        _view!.ReadArray(slot * SlotSize, _bytes, 0, SlotSize);
        return (MessageId.FromBytes(_bytes), BinaryPrimitives.ReadInt64BigEndian(_bytes.AsSpan(IdSize)));
    }

    private void WriteEnd(long value)
    {
        _machineRun.TryWriteBytes(_bytes);
        BinaryPrimitives.WriteInt64BigEndian(_bytes.AsSpan(IdSize), value);
        _view!.WriteArray(EndSlot * SlotSize, _bytes, 0, SlotSize);
    }

    private void WriteLeft()
    {
        var slot = Slots;
        foreach (var (message, fault) in _left)
        {
            Write(slot++, message, fault);
        }

        for (; slot < EndSlot; slot++)
        {
            Write(slot, default, 0);
        }
    }

    private void Write(int slot, MessageId message, long fault)
    {
        message.WriteTo(_bytes);
        BinaryPrimitives.WriteInt64BigEndian(_bytes.AsSpan(IdSize), fault);
        _view!.WriteArray(slot * SlotSize, _bytes, 0, SlotSize);
    }
}

/// <summary>Work on a message that has begun.</summary>
/// <param name="Slot">Where it is noted; negative when it is not.</param>
/// <param name="IsAlone">True when nothing else may begin before it is over.</param>
internal readonly record struct WorkMark(int Slot, bool IsAlone);
