using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Cluster.Sharding;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Management;

/// <summary>Where the entities are: <c>/cluster/shards</c>. Counts only; ids of entities are never shown.</summary>
internal sealed class ShardRoutes(ManagementServices services)
{
    /// <summary>Above the time (3 s) in which a region waits for its own shards.</summary>
    private static readonly TimeSpan RegionPatience = TimeSpan.FromSeconds(5);

    /// <summary>How long the coordinator waits for regions. The question itself waits a little longer, or the two would race.</summary>
    private static readonly TimeSpan ClusterPatience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>Each question goes to every node, so only a few are asked at a time.</summary>
    private readonly Slots _clusterQuestions = new(4);

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var shards = services.Settings.Route("cluster/shards");
        routes.MapGet(shards, GetTypesAsync).RequireRole(Role.ViewOnly);
        routes.MapGet(shards + "/{name}", GetRegionAsync).RequireRole(Role.ViewOnly);
        routes.MapGet(shards + "/{name}/stats", GetStatsAsync).RequireRole(Role.ViewOnly);
    }

    private Task GetTypesAsync(HttpContext context)
    {
        if (!services.IsClusterAvailable)
        {
            return ManagementAnswer.NotAvailableAsync(context);
        }

        // Routing ignores a slash at the end; upstream takes it for the region without a name.
        if (context.Request.Path.Value is [.., '/'])
        {
            return NotStartedAsync(context, "");
        }

        // Asking for the extension would start it.
        string[] names = services.System.HasExtension<ClusterSharding>()
            ? [.. ClusterSharding.Get(services.System).ShardTypeNames.Order(StringComparer.Ordinal)]
            : [];
        return Answer.JsonAsync(context, StatusCodes.Status200OK, new EntityTypesDocument(names), ManagementJson.Default.EntityTypesDocument);
    }

    private async Task GetRegionAsync(HttpContext context)
    {
        if (!services.IsClusterAvailable)
        {
            await ManagementAnswer.NotAvailableAsync(context);
        }
        else if (!TryFind(context, out var name, out var region))
        {
            await NotStartedAsync(context, name);
        }
        else
        {
            try
            {
                var stats = await region.Ask<ShardRegionStats>(GetShardRegionStats.Instance, RegionPatience, context.RequestAborted);
                await Answer.JsonAsync(
                    context, StatusCodes.Status200OK, new ShardRegionDocument(Shards(stats), Failed(stats)), ManagementJson.Default.ShardRegionDocument);
            }
            catch (AskTimeoutException)
            {
                await Answer.MessageAsync(
                    context, StatusCodes.Status504GatewayTimeout, $"Shard Region {name} not responding, may have been terminated");
            }
        }
    }

    private async Task GetStatsAsync(HttpContext context)
    {
        if (!services.IsClusterAvailable)
        {
            await ManagementAnswer.NotAvailableAsync(context);
        }
        else if (!TryFind(context, out var name, out var region))
        {
            await NotStartedAsync(context, name);
        }
        else if (!_clusterQuestions.TryTake())
        {
            await Answer.MessageAsync(context, StatusCodes.Status429TooManyRequests, "Too many such questions at a time");
        }
        else
        {
            try
            {
                var stats = await region.Ask<ClusterShardingStats>(
                    new GetClusterShardingStats(ClusterPatience), ClusterPatience + Margin, context.RequestAborted);
                await Answer.JsonAsync(context, StatusCodes.Status200OK, Describe(stats), ManagementJson.Default.ShardingStatsDocument);
            }
            catch (AskTimeoutException)
            {
                await Answer.MessageAsync(context, StatusCodes.Status504GatewayTimeout, $"Cluster-wide stats for {name} timed out");
            }
            finally
            {
                _clusterQuestions.GiveBack();
            }
        }
    }

    private bool TryFind(HttpContext context, out string name, [NotNullWhen(true)] out IActorRef? region)
    {
        name = MemberAddress.Decode((string?)context.GetRouteValue("name") ?? "");
        region = null;
        if (services.System.HasExtension<ClusterSharding>())
        {
            try
            {
                region = ClusterSharding.Get(services.System).ShardRegion(name);
            }
            catch (ArgumentException)
            {
                // How Akka.NET says that it knows neither a region nor a proxy of this name.
                return false;
            }
        }

        return region is not null;
    }

    private static ShardingStatsDocument Describe(ClusterShardingStats stats)
    {
        var regions = new SortedDictionary<string, RegionShardsDocument>(StringComparer.Ordinal);
        foreach (var (address, region) in stats.Regions)
        {
            regions[address.ToString()] = new RegionShardsDocument(Shards(region), Failed(region));
        }

        var shards = regions.Values.SelectMany(region => region.Shards).ToList();
        return new ShardingStatsDocument(regions, shards.Sum(shard => shard.NumEntities), shards.Count);
    }

    private static ShardDocument[] Shards(ShardRegionStats stats) =>
        [.. stats.Stats.Select(shard => new ShardDocument(shard.Key, shard.Value)).OrderBy(shard => shard.ShardId, StringComparer.Ordinal)];

    private static string[] Failed(ShardRegionStats stats) => [.. stats.Failed.Order(StringComparer.Ordinal)];

    private static Task NotStartedAsync(HttpContext context, string name) =>
        Answer.MessageAsync(context, StatusCodes.Status404NotFound, $"Shard Region {name} is not started");
}
