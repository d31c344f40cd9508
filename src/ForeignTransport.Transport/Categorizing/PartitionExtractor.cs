using System.Globalization;
using Akka.Cluster.Sharding;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>Tells sharding which partition a message is for. A partition is a shard of its own, so that partitions move one by one.</summary>
internal sealed class PartitionExtractor(int partitions) : IMessageExtractor
{
    private readonly string[] _names = [.. Enumerable.Range(0, partitions).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    public string? EntityId(object message) => message is IPartitionMessage { Partition: var number } && (uint)number < (uint)_names.Length ? _names[number] : null;

    public object EntityMessage(object message) => message;

    public string? ShardId(object message) => EntityId(message);

    public string ShardId(string entityId, object? messageHint = null) => entityId;
}
