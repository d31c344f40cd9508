using Akka.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Hosting;
using ForeignTransport.Transport.Membership;
using ForeignTransport.Transport.Tests.Configuration;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

public sealed class StartRefusalsSpecs : IDisposable
{
    private const string PostgreSql = "database { provider = postgresql, connection-string = \"Host=db\" }";
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void should_start_when_the_settings_of_the_product_are_left_alone()
    {
        Assert.Empty(Find(PostgreSql, ""));
        Assert.Empty(Find("", ""));
    }

    [Theory]
    [InlineData("akka.cluster.downing-provider-class = \"\"", "akka.cluster.downing-provider-class")]
    [InlineData("akka.cluster.downing-provider-class = \"Akka.Cluster.NoDowning, Akka.Cluster\"", "akka.cluster.downing-provider-class")]
    [InlineData("akka.cluster.auto-down-unreachable-after = 10s", "akka.cluster.auto-down-unreachable-after")]
    [InlineData("akka.cluster.run-coordinated-shutdown-when-down = off", "akka.cluster.run-coordinated-shutdown-when-down")]
    [InlineData("akka.cluster.min-nr-of-members = 2", "akka.cluster.min-nr-of-members")]
    [InlineData("akka.cluster.split-brain-resolver.active-strategy = keep-majority", "akka.cluster.split-brain-resolver.active-strategy")]
    [InlineData("akka.cluster.split-brain-resolver.lease-majority.lease-implementation = \"\"", "lease-majority.lease-implementation")]
    [InlineData("akka.cluster.split-brain-resolver.lease-majority.lease-implementation = other-lease", "lease-majority.lease-implementation")]
    [InlineData("foreign-transport-lease.lease-class = \"Other.Lease, Other\"", "lease-majority.lease-implementation")]
    [InlineData("akka.cluster.split-brain-resolver.lease-majority.release-after = 23h", "lease-majority.release-after")]
    [InlineData("akka.persistence.journal.sql.replay-filter.mode = repair-by-discard-old", "akka.persistence.journal.sql.replay-filter.mode")]
    [InlineData("akka.remote.dot-netty.tcp.tcp-reuse-addr = off-for-windows", "tcp-reuse-addr")]
    [InlineData("akka.actor.serialization-settings.allow-unregistered-types = true", "allow-unregistered-types")]
    [InlineData("akka.actor.serializers.json = \"Akka.Serialization.NewtonSoftJsonSerializer, Akka\"", "akka.actor.serializers.json")]
    [InlineData("akka.cluster.roles = [other]", "akka.cluster.roles")]
    [InlineData("akka.cluster.split-brain-resolver.stable-after = 2s", "cluster.pause-limit")]
    [InlineData("akka.cluster.failure-detector.acceptable-heartbeat-pause = 1s", "cluster.pause-limit")]
    public void should_name_the_key_and_what_to_change_when_a_server_of_several_would_be_unsafe(string setting, string key)
    {
        var error = Assert.Single(Find(PostgreSql, setting));

        Assert.Equal(ErrorCatalogue.UnsafeClusterSetting, error.Entry);
        Assert.Contains(key, error.Detail, StringComparison.Ordinal);
        Assert.Contains("must", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_refuse_when_the_watchdog_would_be_slower_than_the_others() =>
        Assert.Equal(ErrorCatalogue.UnsafeClusterSetting, Assert.Single(Find($"{PostgreSql}\ncluster.pause-limit = 5500ms", "")).Entry);

    [Theory]
    [InlineData("cluster.seed-nodes = \"hub02:4053\"", "")]
    [InlineData("", "akka.cluster.seed-nodes = [\"akka.tcp://foreign-transport@hub02:4053\"]")]
    [InlineData("", "akka.cluster.split-brain-resolver.lease-majority.lease-implementation = foreign-transport-lease")]
    public void should_refuse_when_a_single_server_is_told_of_others(string options, string setting) =>
        Assert.Equal(ErrorCatalogue.SingleServerDatabase, Assert.Single(Find(options, setting)).Entry);

    [Fact]
    public void should_report_everything_when_several_settings_are_unsafe() =>
        Assert.Equal(2, Find("", "akka.remote.dot-netty.tcp.tcp-reuse-addr = on, akka.actor.serialization-settings.allow-unregistered-types = on").Count);

    private IReadOnlyCollection<TransportError> Find(string options, string overrides)
    {
        var node = _folder.Load($"foreign-transport {{\n{options}\n}}");
        var product = ClusterHocon.For(node, Config.Empty);
        if (node.Database.Provider == DatabaseProvider.PostgreSql)
        {
            product = MembershipHocon.For(node.ServerName).WithFallback(product).WithFallback(ConfigurationFactory.ParseString(
                "akka.persistence.journal { plugin = akka.persistence.journal.sql, sql.replay-filter.mode = off }"));
        }

        return StartRefusals.Find(ConfigurationFactory.ParseString(overrides).WithFallback(product), node);
    }
}
