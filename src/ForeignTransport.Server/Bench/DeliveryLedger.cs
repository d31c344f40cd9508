using System.Globalization;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Server.Bench;

/// <summary>
/// The account of what came out: one entry a message, the moment it became visible and the file it came in, and every fault.
/// </summary>
/// <remarks>One thread records; any thread reads the counters and faults.</remarks>
internal sealed class DeliveryLedger(BenchMessages messages, int count)
{
    private readonly long[] _visibleAt = new long[count];
    private readonly string?[] _files = new string?[count];
    private readonly List<DeliveryFault> _faults = [];
    private readonly Dictionary<string, int> _byServer = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<int> _flagged = [];
    private readonly Lock _gate = new();
    private int _arrived;
    private int _duplicates;
    private long _lastRecordAt;

    /// <summary>How many messages the run has.</summary>
    public int Count => count;

    /// <summary>How many different messages have been seen, whole or not.</summary>
    public int Arrived => Volatile.Read(ref _arrived);

    /// <summary>How many files repeated a message, flagged or not.</summary>
    public int Duplicates => Volatile.Read(ref _duplicates);

    /// <summary>How many messages came in a file that says that it may be a duplicate.</summary>
    public int Flagged
    {
        get
        {
            lock (_gate)
            {
                return _flagged.Count;
            }
        }
    }

    /// <summary>How many files a server has published: drop files bear the name of the server that wrote them.</summary>
    public int DroppedBy(string server)
    {
        lock (_gate)
        {
            return _byServer.GetValueOrDefault(server);
        }
    }

    /// <summary>The stopwatch timestamp of the last file of any kind, or 0.</summary>
    public long LastRecordAt => Volatile.Read(ref _lastRecordAt);

    /// <summary>When the message was first visible, in stopwatch ticks; 0 if it was not.</summary>
    public long VisibleAt(int index) => Volatile.Read(ref _visibleAt[index]);

    /// <summary>Enters one drop file.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="visibleAt">When it was seen, in stopwatch ticks.</param>
    public void Record(string file, ReadOnlySpan<byte> content, long visibleAt)
    {
        var verdict = messages.Check(content, out var index);
        Volatile.Write(ref _lastRecordAt, visibleAt);

        if (verdict != DeliveryVerdict.Intact)
        {
            Add(new DeliveryFault(
                verdict switch
                {
                    DeliveryVerdict.Partial => DeliveryFaultKind.Partial,
                    DeliveryVerdict.Damaged => DeliveryFaultKind.Damaged,
                    _ => DeliveryFaultKind.Unknown,
                },
                index,
                string.Create(CultureInfo.InvariantCulture, $"{file}, {content.Length} bytes")));
        }

        if (DropFileName.TryParse(file, out var name))
        {
            lock (_gate)
            {
                _byServer[name.Server] = _byServer.GetValueOrDefault(name.Server) + 1;
            }
        }

        if (index < 0)
        {
            return;
        }

        if (index >= count)
        {
            Add(new DeliveryFault(DeliveryFaultKind.Unknown, index, $"{file} was never offered"));
            return;
        }

        if (IsFlagged(content))
        {
            Flag(index);
        }

        if (_files[index] is { } first)
        {
            Interlocked.Increment(ref _duplicates);
            Add(new DeliveryFault(
                _flagged.Contains(index) ? DeliveryFaultKind.FlaggedDuplicate : DeliveryFaultKind.Duplicated, index, $"{first} and {file}"));
            return;
        }

        _files[index] = file;
        Volatile.Write(ref _visibleAt[index], visibleAt);
        Interlocked.Increment(ref _arrived);
    }

    /// <summary>The faults so far.</summary>
    public IReadOnlyList<DeliveryFault> Faults
    {
        get
        {
            lock (_gate)
            {
                return [.. _faults];
            }
        }
    }

    /// <summary>All faults, once nothing more is to come: those seen, and every offered message that was not.</summary>
    /// <param name="wasOffered">Tells whether message <c>index</c> was offered at all.</param>
    public IReadOnlyList<DeliveryFault> Close(Func<int, bool> wasOffered)
    {
        var faults = new List<DeliveryFault>(Faults);
        for (var index = 0; index < count; index++)
        {
            if (_files[index] is null && wasOffered(index))
            {
                faults.Add(new DeliveryFault(DeliveryFaultKind.Lost, index, "offered, never seen in the Drop directory"));
            }
        }

        return faults;
    }

    private void Flag(int index)
    {
        lock (_gate)
        {
            _flagged.Add(index);
        }
    }

    private static bool IsFlagged(ReadOnlySpan<byte> dropFile)
    {
        var end = dropFile.IndexOf("\r\n\r\n"u8);
        return end > 0 && dropFile[..end].IndexOf("\r\nX-ForeignTransport-Possible-Duplicate: true"u8) >= 0;
    }

    private void Add(DeliveryFault fault)
    {
        lock (_gate)
        {
            _faults.Add(fault);
        }
    }
}
