using Akka.Actor;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Queues;

namespace ForeignTransport.Transport.Hosting;

/// <summary>What an administrator does with queues and the messages in them.</summary>
public sealed partial class TransportServer
{
    /// <summary>
    /// A page of the messages in the queues of the cluster; it never waits longer than two seconds for partitions that do not answer, and says
    /// how many they were. A message that moves while it is asked about can be missing or be shown as it was.
    /// </summary>
    /// <param name="query">Which messages. Its server is not looked at: see <see cref="TryFindServer"/>.</param>
    /// <param name="server">Under whose name (<see cref="TryFindServer"/>).</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null while this server has not joined.</returns>
    public async Task<MessagesSnapshot?> GetMessagesAsync(MessageQuery query, string server, CancellationToken cancellationToken) =>
        Administration is { } administration ? await administration.GetMessagesAsync(query, server, cancellationToken) : null;

    /// <summary>Suspends, resumes or retries queues. What is suspended is so in the whole cluster, and after restarts; it is durable when this returns.</summary>
    /// <param name="command">What to do.</param>
    /// <param name="target">One queue by identity, or any number by filter.</param>
    /// <param name="zone">Where dates of the filter without an offset are local.</param>
    /// <param name="whatIf">Only say what would be done.</param>
    /// <param name="cancellationToken">Gives up waiting; what was begun is done all the same.</param>
    /// <returns>Null while this server has not joined.</returns>
    public async Task<QueueCommandAnswer?> CommandQueuesAsync(
        QueueCommand command, QueueTarget target, TimeZoneInfo zone, bool whatIf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        var named = target.Identity is { } text && QueueIdentity.TryParse(text, out var identity, out _) ? identity.Server : target.Server;
        return Administration is not { } administration ? null
            : !TryFindServer(named, out var server) ? QueueCommandAnswer.Refused(NoServer(named))
            : await administration.CommandQueuesAsync(command, target, zone, server, whatIf, cancellationToken);
    }

    /// <summary>Suspends, resumes or removes messages. What the answer says is durable.</summary>
    /// <param name="command">What to do.</param>
    /// <param name="target">One message in one queue by identity, or any number by filter.</param>
    /// <param name="zone">Where dates of the filter without an offset are local.</param>
    /// <param name="whatIf">Only say what would be done.</param>
    /// <param name="cancellationToken">Gives up waiting; what was begun is done all the same.</param>
    /// <returns>Null while this server has not joined.</returns>
    public async Task<MessageCommandAnswer?> CommandMessagesAsync(
        MessageCommand command, MessageTarget target, TimeZoneInfo zone, bool whatIf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        var named = target.Identity is { } text && MessageIdentity.TryParse(text, out var identity, out _) ? identity.Queue.Server : target.Server;
        return Administration is not { } administration ? null
            : !TryFindServer(named, out var server) ? MessageCommandAnswer.Refused(NoServer(named))
            : await administration.CommandMessagesAsync(command, target, zone, server, whatIf, cancellationToken);
    }

    /// <summary>
    /// Writes a suspended message as a file for a Replay directory, with the recipients that it still has in that queue. It stays in the queue.
    /// </summary>
    /// <param name="identity">One message in one queue; every queue it is in holds the same content.</param>
    /// <param name="destination">Nothing is written to it when the answer is an error.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null while this server has not joined.</returns>
    public async Task<MessageExport?> ExportMessageAsync(MessageIdentity identity, Stream destination, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return Administration is not { } administration ? null
            : !TryFindServer(identity.Queue.Server, out var server) ? MessageExport.Refused(NoServer(identity.Queue.Server))
            : await administration.ExportAsync(identity, server, destination, cancellationToken);
    }

    private QueueAdministration? Administration => _queueView.IsNobody()
        ? null
        : new QueueAdministration(
            _categorizer,
            _node.Cluster.Partitions,
            _resources.Store,
            AskQueuesAsync,
            name => _organization.Current is { } organization ? ConnectorQueues.Of(new SelectionContext(organization, _node.ServerName), name) : [],
            ChangeAsync,
            _time);

    private async Task<QueuesSnapshot> AskQueuesAsync(bool isFresh, CancellationToken cancellationToken)
    {
        var snapshot = await _queueView.Ask<QueuesSnapshot>(isFresh ? QueueViewActor.GetQueues.Fresh : QueueViewActor.GetQueues.Instance, cancellationToken);
        var organization = _organization.Current ?? OrganizationState.Empty;
        return snapshot.With(organization.SuspendedQueues).WithoutGone(connector => organization.FindConnector(connector) is not null);
    }

    private static TransportError NoServer(string? name) => ErrorCatalogue.ObjectNotFound.With($"Server '{name}'");
}
