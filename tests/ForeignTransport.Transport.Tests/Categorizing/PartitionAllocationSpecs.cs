using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit.Xunit2;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Transport.Categorizing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>Where partitions go while servers are suspended.</summary>
public sealed class PartitionAllocationSpecs : TestKit
{
    private readonly FewestShards _usual = new();
    private readonly ImmutableArray<IActorRef> _regions;
    private OrganizationState? _organization;

    public PartitionAllocationSpecs()
        : base(PatientStart.Hocon) =>
        _regions = [CreateTestProbe("Hub01"), CreateTestProbe("Hub02"), CreateTestProbe("Hub03")];

    private PartitionAllocation Allocation => new(_usual, () => _organization, region => _regions.Contains(region) ? region.Path.Name : null);

    [Fact]
    public async Task should_allocate_as_usual_when_nobody_is_suspended()
    {
        Assert.Equal(_regions[0], await AllocateAsync([], ["1"], ["2"]));
        Suspend();
        Assert.Equal(_regions[0], await AllocateAsync([], ["1"], ["2"]));
    }

    [Fact]
    public async Task should_allocate_nothing_to_a_suspended_server()
    {
        Suspend("hub01");

        Assert.Equal(_regions[2], await AllocateAsync([], ["1", "2"], ["3"]));
    }

    [Fact]
    public async Task should_move_every_partition_of_a_suspended_server_that_does_not_move_yet()
    {
        Suspend("Hub01");

        Assert.Equal(["1", "3"], (await RebalanceAsync(["2"], ["1", "2", "3"], ["4"], [])).Order());
        Assert.Equal(0, _usual.Rebalances);
    }

    [Fact]
    public async Task should_rebalance_the_others_as_usual_once_it_has_none()
    {
        Suspend("Hub01");

        Assert.Equal(["4"], await RebalanceAsync([], [], ["4", "5", "6"], []));
        Assert.Equal(2, _usual.LastRegions);
    }

    [Fact]
    public async Task should_leave_partitions_where_they_are_when_every_server_is_suspended()
    {
        Suspend("Hub01", "Hub02", "Hub03");

        Assert.Equal(_regions[1], await AllocateAsync(["1"], [], ["2"]));
        Assert.Empty(await RebalanceAsync([], ["1"], ["2"], ["3"]));
        Assert.Equal(3, _usual.LastRegions);
    }

    [Fact]
    public async Task should_take_a_region_for_active_when_nobody_knows_whose_it_is()
    {
        Suspend("Hub01", "Hub02", "Hub03");
        var stranger = CreateTestProbe("stranger").Ref;
        var regions = Regions([], [], []).Add(stranger, ImmutableList<string>.Empty);

        Assert.Equal(stranger, await Allocation.AllocateShard(_regions[0], "9", regions));
    }

    private void Suspend(params string[] servers) => _organization = OrganizationState.Restore(
        1, [], servers.Select(name => new TransportService(name) { ComponentState = ComponentState.Draining }), [], new TransportConfig());

    private Task<IActorRef> AllocateAsync(params string[][] shards) => Allocation.AllocateShard(_regions[0], "9", Regions(shards));

    private Task<IImmutableSet<string>> RebalanceAsync(string[] inProgress, params string[][] shards) =>
        Allocation.Rebalance(Regions(shards), inProgress.ToImmutableHashSet());

    private ImmutableDictionary<IActorRef, IImmutableList<string>> Regions(params string[][] shards) =>
        Enumerable.Range(0, shards.Length).ToImmutableDictionary(at => _regions[at], at => (IImmutableList<string>)ImmutableList.CreateRange(shards[at]));

    /// <summary>The region with the fewest shards, by name where several have; moves one shard when two regions are more than one apart.</summary>
    private sealed class FewestShards : IShardAllocationStrategy
    {
        public int Rebalances { get; private set; }

        public int LastRegions { get; private set; }

        public Task<IActorRef> AllocateShard(
            IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations) =>
            Task.FromResult(currentShardAllocations.OrderBy(pair => pair.Value.Count).ThenBy(pair => pair.Key.Path.Name).First().Key);

        public Task<IImmutableSet<string>> Rebalance(
            IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress)
        {
            Rebalances++;
            LastRegions = currentShardAllocations.Count;
            var most = currentShardAllocations.Values.MaxBy(shards => shards.Count)!;
            return Task.FromResult<IImmutableSet<string>>(
                most.Count - currentShardAllocations.Values.Min(shards => shards.Count) > 1 ? ImmutableHashSet.Create(most[0]) : []);
        }
    }
}
