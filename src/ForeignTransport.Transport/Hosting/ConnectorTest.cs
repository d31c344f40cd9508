using System.Collections.Immutable;
using Akka.Actor;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Membership;

namespace ForeignTransport.Transport.Hosting;

/// <summary>Has every source server of a connector test its Drop directory, all at once.</summary>
internal static class ConnectorTest
{
    /// <summary>For the way there and back.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <summary>A report for each source server, in the order of their names; none takes longer than <see cref="ConnectorTestActor.Deadline"/> and a margin.</summary>
    public static async Task<ImmutableArray<DropDirectoryReport>> RunAsync(
        ForeignConnector connector, long version, IServersView servers, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(connector.SourceTransportServers
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(server => FactsAsync(new DeliveryQueries.TestDropDirectory(connector.Id, version), server, servers, cancellationToken)));
        return DropDirectoryChecks.Judge(connector, found);
    }

    private static async Task<DropDirectoryFacts> FactsAsync(
        DeliveryQueries.TestDropDirectory query, string server, IServersView servers, CancellationToken cancellationToken)
    {
        if (!servers.Current.Reachable.Contains(server))
        {
            return DropDirectoryFacts.Of(server, ErrorCatalogue.SourceServerSilent.With(
                servers.Current.Members.Contains(server) ? $"{server} is unreachable" : $"{server} is not in the cluster"));
        }

        try
        {
            var tested = await servers.ConnectorsOf(server).Ask<DeliveryReplies.DropDirectoryTested>(
                query, ConnectorTestActor.Deadline + Margin, cancellationToken);
            // Under the name that the connector has for it.
            return tested.Facts with { Server = server };
        }
        catch (AskTimeoutException)
        {
            return DropDirectoryFacts.Of(server, ErrorCatalogue.SourceServerSilent.With($"{server} has not answered in time"));
        }
    }
}

/// <summary>What a test of a connector found.</summary>
/// <param name="Error">Why nothing was tested; null when it was.</param>
/// <param name="Reports">A report for each source server.</param>
public sealed record ConnectorTestResult(TransportError? Error, ImmutableArray<DropDirectoryReport> Reports);
