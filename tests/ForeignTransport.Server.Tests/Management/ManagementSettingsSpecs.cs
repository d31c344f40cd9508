using Akka.Cluster;
using Akka.Configuration;
using ForeignTransport.Server.Management;
using Xunit;

namespace ForeignTransport.Server.Tests.Management;

public class ManagementSettingsSpecs
{
    [Theory]
    [InlineData("")]
    [InlineData("akka.loglevel = INFO")]
    [InlineData("akka.management { }")]
    public void should_have_upstream_defaults_when_nothing_is_said(string hocon)
    {
        var settings = Read(hocon);

        Assert.Equal(ManagementSettings.Default with { ReadyStates = settings.ReadyStates }, settings);
        Assert.True(settings.ReadOnly);
        Assert.Equal("/ready", settings.Route(settings.ReadinessPath));
        Assert.Equal("/alive", settings.Route(settings.LivenessPath));
        Assert.Equal(TimeSpan.FromSeconds(1), settings.CheckTimeout);
        Assert.True(settings.ReadyStates.SetEquals([MemberStatus.Up, MemberStatus.WeaklyUp]));
    }

    [Fact]
    public void should_read_every_setting_when_all_are_given()
    {
        var settings = Read("""
            akka.management {
              http { base-path = "myCluster/one", route-providers-read-only = off }
              health-checks { readiness-path = "health/ready", liveness-path = "/health/alive", check-timeout = 250ms }
              cluster.health-check.ready-states = [up, LEAVING]
            }
            """);

        Assert.Equal("/myCluster/one", settings.BasePath);
        Assert.False(settings.ReadOnly);
        Assert.Equal("/myCluster/one/health/ready", settings.Route(settings.ReadinessPath));
        Assert.Equal("/myCluster/one/health/alive", settings.Route(settings.LivenessPath));
        Assert.Equal(TimeSpan.FromMilliseconds(250), settings.CheckTimeout);
        Assert.True(settings.ReadyStates.SetEquals([MemberStatus.Up, MemberStatus.Leaving]));
    }

    [Theory]
    [InlineData("akka.management.http.base-path = \"{x}\"", "FT-5104", "akka.management.http.base-path must be")]
    [InlineData("akka.management.http.base-path = \"a//b\"", "FT-5104", "akka.management.http.base-path must be")]
    [InlineData("akka.management.http.base-path = \"..\"", "FT-5104", "akka.management.http.base-path must be")]
    [InlineData("akka.management.http.route-providers-read-only = maybe", "FT-5104", "akka.management.http.route-providers-read-only must be on or off")]
    [InlineData("akka.management.http.route-providers-read-only = { }", "FT-5104", "akka.management.http.route-providers-read-only must be on or off")]
    [InlineData("akka.management.health-checks.readiness-path = \"\"", "FT-5104", "akka.management.health-checks.readiness-path must be")]
    [InlineData("akka.management.health-checks.liveness-path = \"a b\"", "FT-5104", "akka.management.health-checks.liveness-path must be")]
    [InlineData("akka.management.health-checks.check-timeout = soon", "FT-5104", "akka.management.health-checks.check-timeout must be a time")]
    [InlineData("akka.management.health-checks.check-timeout = 0s", "FT-5104", "akka.management.health-checks.check-timeout must be a time")]
    [InlineData("akka.management.health-checks.check-timeout = 2m", "FT-5104", "akka.management.health-checks.check-timeout must be a time")]
    [InlineData("akka.management.cluster.health-check.ready-states = [Upp]", "FT-5104", "akka.management.cluster.health-check.ready-states must be a list of")]
    [InlineData("akka.management.cluster.health-check.ready-states = [1]", "FT-5104", "akka.management.cluster.health-check.ready-states must be a list of")]
    [InlineData("akka.management.cluster.health-check.ready-states = []", "FT-5104", "akka.management.cluster.health-check.ready-states must be a list of")]
    [InlineData("akka.management.cluster.health-checks.ready-states = [Up]", "FT-5103", "did you mean akka.management.cluster.health-check.ready-states?")]
    [InlineData("akka.management.http.port = 8558", "FT-5103", "the address is foreign-transport.http.address")]
    [InlineData("akka.management.http.routes.x = y", "FT-5103", "akka.management.http.routes.x is not a setting of this server")]
    public void should_refuse_what_it_would_otherwise_ignore(string hocon, string code, string text)
    {
        Assert.False(ManagementSettings.TryRead(ConfigurationFactory.ParseString(hocon), out _, out var errors));

        var error = Assert.Single(errors);
        Assert.Equal(code, error.Entry.Code);
        Assert.Contains(text, error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_report_everything_at_once_when_much_is_wrong()
    {
        const string Hocon = "akka.management { http.port = 1, http.base-path = \"?\", health-checks.check-timeout = never }";

        Assert.False(ManagementSettings.TryRead(ConfigurationFactory.ParseString(Hocon), out _, out var errors));
        Assert.Equal(3, errors.Length);
    }

    private static ManagementSettings Read(string hocon)
    {
        var config = hocon.Length == 0 ? ConfigurationFactory.Empty : ConfigurationFactory.ParseString(hocon);
        Assert.True(ManagementSettings.TryRead(config, out var settings, out var errors), string.Join('\n', errors));
        return settings;
    }
}
