using System.Text.Json.Serialization;

namespace ForeignTransport.Server.Management;

/// <summary>A member of the cluster.</summary>
/// <param name="Node">Its address.</param>
/// <param name="NodeUid">Its incarnation, in decimal; a text, since it has 64 bits elsewhere.</param>
/// <param name="Status">Its status by name.</param>
/// <param name="Roles">Its roles, sorted.</param>
internal sealed record MemberDocument(string Node, string NodeUid, string Status, string[] Roles);

/// <summary>A member that somebody finds unreachable.</summary>
internal sealed record UnreachableDocument(string Node, string[] ObservedBy);

/// <summary>The cluster as this node sees it.</summary>
internal sealed record ClusterDocument(
    string SelfNode,
    MemberDocument[] Members,
    UnreachableDocument[] Unreachable,
    string? Leader,
    string? Oldest,
    SortedDictionary<string, string> OldestPerRole);

/// <summary>The entity types of which this node runs a region.</summary>
internal sealed record EntityTypesDocument(string[] EntityTypeKeys);

/// <summary>A shard and how many entities it has.</summary>
internal sealed record ShardDocument(string ShardId, int NumEntities);

/// <summary>The shards of this node's region; what upstream calls regions are shards.</summary>
internal sealed record ShardRegionDocument(ShardDocument[] Regions, string[] Failed);

/// <summary>The shards of a region somewhere in the cluster.</summary>
internal sealed record RegionShardsDocument(ShardDocument[] Shards, string[] Failed);

/// <summary>The shards of all regions, by node.</summary>
internal sealed record ShardingStatsDocument(SortedDictionary<string, RegionShardsDocument> Regions, int TotalEntities, int TotalShards);

/// <summary>A domain event; what does not belong to its type is absent. The order of the properties is that of upstream.</summary>
internal sealed record DomainEventDocument(string Type)
{
    [JsonPropertyOrder(-4)]
    public string? Address { get; init; }

    [JsonPropertyOrder(-3)]
    public EventMemberDocument? Member { get; init; }

    [JsonPropertyOrder(-2)]
    public string? PreviousStatus { get; init; }

    [JsonPropertyOrder(-1)]
    public string? Role { get; init; }
}

/// <summary>A member in an event. Akka.NET has no data centers: it is always <c>default</c>.</summary>
internal sealed record EventMemberDocument(string DataCenter, string[] Roles, string Status, UniqueAddressDocument UniqueAddress);

/// <summary>An incarnation in an event: here its number is one.</summary>
internal sealed record UniqueAddressDocument(string Address, long LongUid);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClusterDocument))]
[JsonSerializable(typeof(MemberDocument))]
[JsonSerializable(typeof(EntityTypesDocument))]
[JsonSerializable(typeof(ShardRegionDocument))]
[JsonSerializable(typeof(ShardingStatsDocument))]
[JsonSerializable(typeof(DomainEventDocument))]
internal sealed partial class ManagementJson : JsonSerializerContext;
