using Akka.Actor;
using Akka.Cluster.Tools.Client;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Management;

/// <summary>Where this node is reached: <c>/remote/address</c> and <c>/cluster-client/receptionist</c>, as in Akka.Management for .NET.</summary>
internal sealed class AddressRoutes(ManagementServices services)
{
    private const string ReceptionistNameKey = "akka.cluster.client.receptionist.name";

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(services.Settings.Route("remote/address"), GetRemoteAddressAsync).RequireRole(Role.ViewOnly);
        routes.MapGet(services.Settings.Route("cluster-client/receptionist"), GetReceptionistAsync).RequireRole(Role.ViewOnly);
    }

    private Task GetRemoteAddressAsync(HttpContext context) => services.System.WhenTerminated.IsCompleted
        ? UnavailableDocument.AnswerAsync(context, "Remoting is not available")
        : Answer.JsonAsync(
            context,
            StatusCodes.Status200OK,
            new RemoteAddressDocument(services.Cluster.SelfAddress.ToString()),
            BootstrapJson.Default.RemoteAddressDocument);

    private Task GetReceptionistAsync(HttpContext context)
    {
        if (!services.IsClusterAvailable)
        {
            return UnavailableDocument.AnswerAsync(context, "Clustering is not available");
        }

        // Asking for the extension would start it.
        if (!services.System.HasExtension<ClusterClientReceptionist>() || ClusterClientReceptionist.Get(services.System).IsTerminated)
        {
            return UnavailableDocument.AnswerAsync(context, "Cluster client receptionist is not available");
        }

        var name = services.System.Settings.Config.GetString(ReceptionistNameKey, "receptionist");
        return ActorPath.IsValidPathElement(name)
            ? Answer.JsonAsync(
                context,
                StatusCodes.Status200OK,
                new ReceptionistDocument($"{services.Cluster.SelfAddress}/system/{name}"),
                BootstrapJson.Default.ReceptionistDocument)
            : UnavailableDocument.AnswerAsync(
                context, StatusCodes.Status500InternalServerError, "invalid name", $"{ReceptionistNameKey} is no name of an actor");
    }
}

/// <summary>The address of this node's remoting.</summary>
internal sealed record RemoteAddressDocument(string Address);

/// <summary>The path by which cluster clients reach this node.</summary>
internal sealed record ReceptionistDocument(string ReceptionistPath);
