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
/// <para>What an earlier process left is a fault of each message in it. Whoever is to work on such a message finds it with
/// <see cref="FaultOf"/> and says so to its partition instead, until the partition has counted it.</para>
/// </remarks>
internal sealed class WorkLedger : IDisposable
{
    private const int Slots = 64;
    private const int IdSize = 16;
    private const int SlotSize = IdSize + sizeof(long);
    private const int MaxLeft = 256;
    private const string FileName = "work.marks";

    private readonly Lock _lock = new();
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly bool[] _taken = new bool[Slots];
    private bool _isClosed;
    private readonly Dictionary<MessageId, long> _left = [];
    private readonly byte[] _bytes = new byte[SlotSize];

    private WorkLedger(MemoryMappedFile? file) => (_file, _view) = (file, file?.CreateViewAccessor(0, FileSize));

    /// <summary>Remembers nothing: for whoever has no directory.</summary>
    public static WorkLedger None { get; } = new(null);

    private static long FileSize => (Slots + MaxLeft) * SlotSize;

    /// <summary>Opens the ledger of a server, and takes over what its last process left.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="startedAt">Tells this process from the earlier ones.</param>
    public static WorkLedger Open(string directory, DateTimeOffset startedAt)
    {
        var path = Path.Combine(directory, FileName);
        // Written out, so that the space is there: a mapped page without one would end the process.
        using (var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            if (RandomAccess.GetLength(file) != FileSize)
            {
                RandomAccess.Write(file, new byte[FileSize], 0);
                RandomAccess.SetLength(file, FileSize);
            }
        }

        var ledger = new WorkLedger(MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, FileSize));
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
            if (!_left.TryGetValue(message, out var number))
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

    /// <summary>Work on a message begins.</summary>
    /// <returns>What to give to <see cref="End"/>.</returns>
    public int Begin(MessageId message)
    {
        if (_view is null)
        {
            return -1;
        }

        lock (_lock)
        {
            var slot = _isClosed ? -1 : Array.IndexOf(_taken, false);
            if (slot >= 0)
            {
                _taken[slot] = true;
                Write(slot, message, 0);
            }

            return slot;
        }
    }

    /// <summary>Work on a message is over, however it went.</summary>
    public void End(int slot)
    {
        if (slot < 0)
        {
            return;
        }

        lock (_lock)
        {
            _taken[slot] = false;
            if (!_isClosed)
            {
                Write(slot, default, 0);
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

    private void TakeOver(DateTimeOffset startedAt)
    {
        for (var slot = 0; slot < Slots + MaxLeft; slot++)
        {
            _view!.ReadArray(slot * SlotSize, _bytes, 0, SlotSize);
            if (MessageId.FromBytes(_bytes) is var message && message != default && _left.Count < MaxLeft)
            {
                // One that an earlier process found keeps its number: it may be counted already. What the last process had in hand comes first.
                var known = BinaryPrimitives.ReadInt64BigEndian(_bytes.AsSpan(IdSize));
                _left.TryAdd(message, known != 0 ? known : startedAt.UtcTicks + slot);
            }
        }

        WriteLeft();
        for (var slot = 0; slot < Slots; slot++)
        {
            Write(slot, default, 0);
        }

        _view!.Flush();
    }

    private void WriteLeft()
    {
        var slot = Slots;
        foreach (var (message, fault) in _left)
        {
            Write(slot++, message, fault);
        }

        for (; slot < Slots + MaxLeft; slot++)
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
