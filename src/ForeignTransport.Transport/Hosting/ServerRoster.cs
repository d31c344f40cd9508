using Akka.Actor;
using Akka.Cluster;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Membership;

namespace ForeignTransport.Transport.Hosting;

/// <summary>
/// Lists every server that gossip or the organization knows, with what each says of itself. Asks all of them at once, and waits for none longer
/// than <see cref="Patience"/>.
/// </summary>
internal sealed class ServerRoster(
    ActorSystem system, string localServer, OrganizationView organization, Func<ServerFacts> localFacts, Func<IActorRef> categorizer, int partitions)
{
    /// <summary>How long a server, and then the partitions about suspended servers, may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const string DataCenterRolePrefix = "dc-";

    private readonly Cluster _cluster = Cluster.Get(system);

    /// <summary>The servers by name.</summary>
    public async Task<IReadOnlyList<ServerStatus>> GetAsync(CancellationToken cancellationToken)
    {
        var state = _cluster.State;
        var known = organization.Current ?? OrganizationState.Empty;
        var unreachable = state.Unreachable.Select(member => member.UniqueAddress).ToHashSet();
        var oldest = state.Members.Where(member => member.Status == MemberStatus.Up).Order(Member.AgeOrdering).FirstOrDefault();
        var members = state.Members
            .Select(member => (Member: member, Name: ServersView.ServerOf(member) ?? member.Address.ToString()))
            .ToList();
        var isNobodyActive = !members.Exists(entry => entry.Member.Status == MemberStatus.Up && !known.IsDraining(entry.Name));
        var present = members.Select(async entry =>
        {
            var (member, name) = entry;
            var isReachable = !unreachable.Contains(member.UniqueAddress);
            Task<ServerFacts?> AskFactsAsync() => FactsAsync(member, name, isReachable, cancellationToken);
            var facts = await AskFactsAsync();
            var progress = facts is not null && known.IsDraining(name) ? await ProgressAsync(name, AskFactsAsync, isNobodyActive, cancellationToken) : null;
            return new ServerStatus(
                name,
                member.Address.ToString(),
                [.. member.Roles.Where(IsGiven).Order(StringComparer.Ordinal)],
                member.Status.ToString(),
                isReachable,
                IsLocal: member.UniqueAddress.Equals(_cluster.SelfUniqueAddress),
                IsLeader: member.Address.Equals(state.Leader),
                IsOldest: member.Equals(oldest),
                progress?.State ?? (facts is null || known.IsDraining(name) ? ServerState.Unknown : ServerState.Active),
                progress?.Remaining ?? [],
                facts);
        });
        var absent = known.TransportServices.Values
            .Where(service => members.TrueForAll(entry => !entry.Name.Equals(service.Name, StringComparison.OrdinalIgnoreCase)))
            .Select(service => new ServerStatus(
                service.Name, null, [], ServerStatus.NotInCluster, false, false, false, false, ServerState.Unknown, [], null));
        return [.. (await Task.WhenAll(present)).Concat(absent).OrderBy(server => server.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static bool IsGiven(string role) =>
        !role.StartsWith(MembershipHocon.ServerRolePrefix, StringComparison.Ordinal) && !role.StartsWith(DataCenterRolePrefix, StringComparison.Ordinal);

    private async Task<ServerFacts?> FactsAsync(Member member, string name, bool isReachable, CancellationToken cancellationToken)
    {
        if (member.UniqueAddress.Equals(_cluster.SelfUniqueAddress))
        {
            return localFacts() with { Server = localServer };
        }

        // Nobody answers from there: the list comes at once.
        return isReachable
            ? await AskAsync<ServerFacts>(
                system.ActorSelection(new RootActorPath(member.Address) / "user" / ServerFactsActor.Name), new ServerQueries.GetFacts(name), cancellationToken)
            : null;
    }

    /// <summary>
    /// What a suspended server still has; null when it stopped answering. The server is asked after the partitions: one that was only starting
    /// there has counted itself by the time it answers.
    /// </summary>
    private async Task<DrainProgress?> ProgressAsync(string server, Func<Task<ServerFacts?>> askFacts, bool isOnlyOne, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, partitions).Select(partition => AskAsync<CategorizerReplies.Deliveries>(
            categorizer(), new CategorizerQueries.CountDeliveries(partition, server), cancellationToken)));
        return await askFacts() is { } facts
            ? new DrainProgress(
                facts.IsIntakeClosed,
                facts.Submissions,
                facts.Commands,
                answers.Sum(answer => answer?.Count ?? 0),
                facts.Partitions,
                answers.Count(answer => answer is not { IsFinal: true }),
                isOnlyOne)
            : null;
    }

    /// <summary>An answer, or null when there is none in time.</summary>
    private static async Task<T?> AskAsync<T>(ICanTell server, object question, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await server.Ask<T>(question, Patience, cancellationToken);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
