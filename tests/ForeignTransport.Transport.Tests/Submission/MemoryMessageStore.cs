using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Tests.Submission;

/// <summary>A message store in memory that fails or waits when told to.</summary>
internal sealed class MemoryMessageStore : IMessageStore
{
    private readonly ConcurrentDictionary<MessageId, Stored> _contents = new();
    private readonly ConcurrentQueue<MessageId> _released = new();
    private volatile TransportError? _outage;
    private volatile TaskCompletionSource? _gate;
    private volatile TaskCompletionSource? _readGate;
    private int _appends;
    private int _reads;

    /// <summary>Every append and read throws this while it is set.</summary>
    public TransportError? Outage
    {
        get => _outage;
        set => _outage = value;
    }

    /// <summary>Appends that were asked for, failed ones included.</summary>
    public int Appends => Volatile.Read(ref _appends);

    /// <summary>Reads that were asked for.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Content above this size is read part by part.</summary>
    public int MemoryLimit { get; init; } = 256 * 1024;

    /// <summary>When set, reading a part beyond the first fails: the store went away in the middle of a message.</summary>
    public bool FailInTheMiddle { get; set; }

    /// <summary>Reading any of these, by itself or with others, fails in a way that no store foresees.</summary>
    public ConcurrentDictionary<MessageId, string> Unforeseen { get; } = new();

    public IReadOnlyCollection<MessageId> Ids => [.. _contents.Keys];

    public IReadOnlyCollection<MessageId> Released => [.. _released];

    public byte[] this[MessageId id] => _contents[id].Bytes;

    /// <summary>Makes appends wait, after they took effect, until the result is completed: the answer is on its way.</summary>
    public TaskCompletionSource HoldAppends() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes reads wait until the result is completed.</summary>
    public TaskCompletionSource HoldReads() => _readGate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Put(MessageId id, byte[] bytes, int headLength) => _contents[id] = new Stored(bytes, headLength);

    public async Task AppendAsync(IReadOnlyList<ContentToStore> batch, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _appends);
        Refuse();
        foreach (var content in batch)
        {
            var bytes = new byte[content.Length];
            content.CopyTo(0, bytes);
            _contents.TryAdd(content.Id, new Stored(bytes, content.Head.Length));
        }

        if (_gate is { } gate)
        {
            await gate.Task;
        }
    }

    public async Task<IReadOnlyList<MessageContent?>> ReadAsync(IReadOnlyList<MessageId> ids, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        if (_readGate is { } gate)
        {
            await gate.Task;
        }

        Refuse();
        if (ids.Select(id => Unforeseen.GetValueOrDefault(id)).FirstOrDefault(reason => reason is not null) is { } reason)
        {
            throw new NotSupportedException(reason);
        }

        return [.. ids.Select(Read)];
    }

    public Task ReleaseAsync(IReadOnlyList<MessageId> ids, CancellationToken cancellationToken)
    {
        Refuse();
        foreach (var id in ids)
        {
            _released.Enqueue(id);
            _contents.TryRemove(id, out _);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<MessageId> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Refuse();
        foreach (var id in _contents.Keys.Order())
        {
            yield return id;
        }

        await Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private MessageContent? Read(MessageId id)
    {
        if (!_contents.TryGetValue(id, out var stored))
        {
            return null;
        }

        if (stored.Bytes.Length > MemoryLimit)
        {
            return new MessageContent(stored.Bytes.Length, stored.HeadLength, (offset, destination, _) => ReadPart(stored.Bytes, offset, destination));
        }

        var buffer = new ContentBuffer(stored.Bytes.Length, stored.HeadLength);
        stored.Bytes.CopyTo(buffer.Writable);
        return new MessageContent(buffer);
    }

    private ValueTask<int> ReadPart(byte[] bytes, long offset, Memory<byte> destination)
    {
        if (FailInTheMiddle && offset > MemoryLimit)
        {
            throw new MessageStoreException(ErrorCatalogue.MessageStoreBusy.With("in the middle"));
        }

        var count = (int)Math.Min(destination.Length, bytes.Length - offset);
        bytes.AsSpan((int)offset, count).CopyTo(destination.Span);
        return ValueTask.FromResult(count);
    }

    private void Refuse()
    {
        if (_outage is { } error)
        {
            throw new MessageStoreException(error);
        }
    }

    private sealed record Stored(byte[] Bytes, int HeadLength);
}
