using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster;
using Akka.DistributedData;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Transport.Configuration;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>
/// The configuration of the organization on its way from the server that owns it to another one. Gossip is as good as off here: what arrives was
/// sent when it was made. A version is one message, some 540 bytes a connector, so the frame decides how large an organization may be.
/// </summary>
public sealed class ReplicationSpecs() : RemoteServers("""
    akka.cluster.distributed-data.gossip-interval = 1h
    akka.remote.dot-netty.tcp.maximum-frame-size = 4 MiB
    """)
{
    private readonly OrganizationView _view = new();

    [Fact]
    public async Task should_have_each_version_on_the_other_server_at_once_when_that_asked_for_it()
    {
        var organization = await StartAsync();
        var seen = await Other.ActorSelection(organization.Path.ToStringWithAddress(AddressOf(Sys))).ResolveOne(Patience);

        var delays = new List<TimeSpan>();
        for (var number = 1; number <= 20; number++)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await seen.Ask<OrganizationMessages.Changed>(
                new OrganizationMessages.Change(new OrganizationCommand.NewForeignConnector($"Fax {number}", [SerializedSamples.Space("FAX:*")], ["Hub01"])),
                Patience);
            Assert.Null(answer.Error);
            await AwaitConditionAsync(() => Task.FromResult(_view.Current?.Version >= answer.Version), Patience, TimeSpan.FromMilliseconds(1));
            delays.Add(Stopwatch.GetElapsedTime(started));
        }

        // The usual one: a busy machine may hold up any of them.
        Assert.InRange(delays.Order().ElementAt(delays.Count / 2), TimeSpan.Zero, TimeSpan.FromSeconds(1));

        Assert.Equal(20, _view.Current!.ForeignConnectors.Count);
        Assert.Equal(new FakeTimeProvider().GetUtcNow(), _view.Current.ForeignConnectors["Fax 20"].WhenCreated);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(400)]
    public async Task should_have_a_large_organization_on_the_other_server(int connectors)
    {
        var organization = await StartAsync();
        var definition = OrganizationDefinition.Empty with
        {
            ForeignConnectors =
            [
                .. Enumerable.Range(0, connectors).Select(number => new ForeignConnector
                {
                    Id = Guid.Empty, Name = $"Fax {number}", AddressSpaces = [SerializedSamples.Space($"FAX:+{number}*")], SourceTransportServers = ["Hub01"]
                })
            ]
        };

        var answer = await organization.Ask<OrganizationMessages.Changed>(
            new OrganizationMessages.Change(new OrganizationCommand.ImportOrganization(definition)), Patience);
        Assert.Null(answer.Error);
        await AwaitConditionAsync(() => Task.FromResult(_view.Current?.Version >= answer.Version), Patience, TimeSpan.FromMilliseconds(1));

        Assert.Equal(connectors, _view.Current!.ForeignConnectors.Count);
    }

    /// <summary>A cluster of two; the organization is owned by the first server and followed by the second.</summary>
    private async Task<IActorRef> StartAsync()
    {
        Cluster.Get(Sys).Join(AddressOf(Sys));
        Cluster.Get(Other).Join(AddressOf(Sys));
        await AwaitAssertAsync(
            () => Assert.Equal(2, Cluster.Get(Sys).State.Members.Count(member => member.Status == MemberStatus.Up)), Patience, TimeSpan.FromMilliseconds(20));
        Other.ActorOf(OrganizationReplica.Props(_view));
        await AwaitAssertAsync(
            async () => Assert.Equal(2, (await DistributedData.Get(Sys).Replicator.Ask<ReplicaCount>(Dsl.GetReplicaCount, Patience)).N),
            Patience,
            TimeSpan.FromMilliseconds(20));
        var organization = Sys.ActorOf(OrganizationActor.Props("Hub01", null, new FakeTimeProvider()));
        await AwaitConditionAsync(() => Task.FromResult(_view.Current is not null), Patience, TimeSpan.FromMilliseconds(10));
        return organization;
    }
}
