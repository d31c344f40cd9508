using Akka.Cluster;
using Akka.Cluster.SBR;
using Akka.Configuration;
using ForeignTransport.Transport.Hosting;
using ForeignTransport.Transport.Membership;
using ForeignTransport.Transport.Tests.Configuration;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

public sealed class MembershipHoconSpecs : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void should_mean_to_akka_what_it_says()
    {
        var effective = ClusterHocon.For(_folder.Load(""), MembershipHocon.For("Hub01")).WithFallback(ConfigurationFactory.Default());

        Assert.Equal(16 << 20, effective.GetByteSize("akka.remote.dot-netty.tcp.maximum-frame-size"));
        Assert.Equal(16 << 20, effective.GetByteSize("akka.remote.dot-netty.tcp.send-buffer-size"));
        Assert.Equal(16 << 20, effective.GetByteSize("akka.remote.dot-netty.tcp.receive-buffer-size"));
        Assert.Equal(["server.Hub01"], effective.GetStringList("akka.cluster.roles"));
    }

    [Fact]
    public void should_be_what_the_resolver_reads()
    {
        var settings = new SplitBrainResolverSettings(MembershipHocon.For("Hub01").WithFallback(ConfigurationFactory.FromResource<Cluster>("Akka.Cluster.Configuration.Cluster.conf")));

        Assert.Equal("lease-majority", settings.DowningStrategy);
        Assert.Equal(TimeSpan.FromSeconds(3), settings.DowningStableAfter);
        Assert.Equal(TimeSpan.FromDays(3650), settings.LeaseMajoritySettings.ReleaseAfter);
        Assert.Equal(MembershipHocon.LeaseName, settings.LeaseMajoritySettings.SafeLeaseName("hubs"));
    }

    [Fact]
    public void should_take_seed_nodes_out_and_hand_them_over()
    {
        var configured = ConfigurationFactory.ParseString("akka.cluster.seed-nodes = [\"akka.tcp://hubs@hub01:4053\", \"akka.tcp://hubs@hub02:4053\"]");

        Assert.Equal(["akka.tcp://hubs@hub01:4053", "akka.tcp://hubs@hub02:4053"], MembershipHocon.SeedNodesOf(configured).Select(seed => seed.ToString()));
        Assert.Empty(MembershipHocon.SeedNodesOf(MembershipHocon.WithoutSeedNodes(configured)));
        Assert.Empty(MembershipHocon.SeedNodesOf(ConfigurationFactory.Empty));
    }
}
