using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Storage;

/// <summary>What callers ask of the thread that writes content.</summary>
internal abstract class StoreRequest
{
    /// <summary>Delete these contents.</summary>
    internal sealed class Release(IReadOnlyList<MessageId> ids) : StoreRequest
    {
        public IReadOnlyList<MessageId> Ids { get; } = ids;
    }

    /// <summary>Store these contents and say so when they are durable.</summary>
    internal sealed class Append(IReadOnlyList<ContentToStore> items, CancellationToken cancellationToken) : StoreRequest
    {
        private readonly TaskCompletionSource _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<ContentToStore> Items { get; } = items;

        /// <summary>Contents of this request that are still being written over several transactions.</summary>
        public int Unfinished { get; set; }

        public Task Durable => _durable.Task;

        public bool HasFailed => _durable.Task.IsFaulted;

        /// <summary>True, and the caller told, when the caller no longer wants it.</summary>
        public bool TryCancel() => cancellationToken.IsCancellationRequested && _durable.TrySetCanceled(cancellationToken);

        public void Complete() => _durable.TrySetResult();

        public void Fail(MessageStoreException failure) => _durable.TrySetException(failure);
    }
}
