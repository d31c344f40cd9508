using System.Text.Json.Serialization;
using Akka.Actor;
using Akka.Cluster;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Management;

/// <summary>
/// <c>GET /bootstrap/seed-nodes</c>: tells nodes that look for a cluster whether one is here. In the shape of Akka.Management for .NET,
/// which differs from the JVM's: whoever can join this cluster is an Akka.NET node and probes with that package.
/// </summary>
internal sealed class SeedNodesRoute(ManagementServices services)
{
    private const int MaxNodes = 5;

    /// <summary>Adds the route.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet(services.Settings.Route("bootstrap/seed-nodes"), AnswerAsync).RequireRole(Role.ViewOnly);

    private Task AnswerAsync(HttpContext context) => services.IsClusterAvailable
        ? Answer.JsonAsync(
            context,
            StatusCodes.Status200OK,
            new SeedNodesDocument(Describe(services.Cluster.SelfAddress), Nodes()),
            BootstrapJson.Default.SeedNodesDocument)
        : UnavailableDocument.AnswerAsync(context, "Clustering is not available");

    /// <summary>None is an answer: this node lives and is in no cluster, or about to leave it.</summary>
    private SeedNodeDocument[] Nodes()
    {
        if (services.Cluster.SelfMember.Status is MemberStatus.Leaving or MemberStatus.Exiting or MemberStatus.Down or MemberStatus.Removed)
        {
            return [];
        }

        var state = services.Cluster.State;
        var members = state.Members.Except(state.Unreachable)
            .Where(member => member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up)
            .Take(MaxNodes)
            .ToArray();
        // Nodes that look at the same time shall not all join by way of the same member.
        Random.Shared.Shuffle(members);
        return [.. members.Select(member => new SeedNodeDocument(
            Describe(member.Address), member.UniqueAddress.Uid, (int)member.Status, ClusterSnapshot.Roles(member)))];
    }

    private static AddressDocument Describe(Address address) =>
        new(address.Host, address.Port, address.System, address.Protocol, address.HasLocalScope, address.HasGlobalScope);
}

/// <summary>What a probing node is told.</summary>
internal sealed record SeedNodesDocument(AddressDocument SelfNode, SeedNodeDocument[] Nodes);

/// <summary>A member that can be joined. The status is the number that Akka.NET gives it.</summary>
internal sealed record SeedNodeDocument(AddressDocument Node, int NodeUid, int Status, string[] Roles);

/// <summary>An address in its parts.</summary>
internal sealed record AddressDocument(string? Host, int? Port, string System, string Protocol, bool HasLocalScope, bool HasGlobalScope);

[JsonSerializable(typeof(SeedNodesDocument))]
[JsonSerializable(typeof(RemoteAddressDocument))]
[JsonSerializable(typeof(ReceptionistDocument))]
internal sealed partial class BootstrapJson : JsonSerializerContext;
