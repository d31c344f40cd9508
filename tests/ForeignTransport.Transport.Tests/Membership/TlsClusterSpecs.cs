using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote;
using Akka.Remote.Transport.DotNetty;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Membership;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

/// <summary>Two actor systems that meet, or do not, over real sockets of the loopback interface.</summary>
public sealed class TlsClusterSpecs : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // What an operator does not set and a test cannot wait for.
    private static readonly Config Settings = ConfigurationFactory.ParseString(
        """
        akka {
          loglevel = WARNING
          loggers = []
          stdout-loglevel = OFF
          actor.provider = cluster
          coordinated-shutdown { exit-clr = off, run-by-clr-shutdown-hook = off, run-by-actor-system-terminate = off }
          remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
          remote.retry-gate-closed-for = 200ms
          cluster { gossip-interval = 100ms, leader-actions-interval = 100ms, retry-unsuccessful-join-after = 500ms }
        }
        """);

    private readonly TlsServers _servers = new();
    private readonly List<ActorSystem> _systems = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.WhenAll(_systems.Select(system => system.Terminate()));

    public void Dispose() => _servers.Dispose();

    [Fact]
    public async Task should_meet_when_each_shows_a_certificate_of_the_authority_for_its_name()
    {
        var first = await FoundAsync(_servers.Options(_servers.Authority.Issue("127.0.0.1")));

        await JoinAsync(Start(_servers.Options(_servers.Authority.Issue("127.0.0.1"))), first);

        Assert.Equal("akka.ssl.tcp", Cluster.Get(first).SelfAddress.Protocol);
        await Eventually.TrueAsync(() => Cluster.Get(first).State.Members.Count == 2, "both to be there");
    }

    [Fact]
    public async Task should_meet_when_certificates_bear_a_listed_name_and_come_from_an_authority_between()
    {
        using var between = _servers.Authority.Subordinate("CN=Between");
        var bundle = between.Pem + _servers.Authority.Pem;
        var first = await FoundAsync(_servers.Options(between.Issue("hub01.internal"), bundle, peerNames: ["hub01.internal", "hub02.internal"]));

        await JoinAsync(
            Start(_servers.Options(between.Issue("hub02.internal"), bundle, peerNames: ["hub01.internal", "hub02.internal"])), first);
    }

    [Fact]
    public async Task should_refuse_a_server_and_stay_when_another_authority_of_the_same_name_issued_its_certificate()
    {
        using var other = new TlsAuthority();

        await RefusesAsync(other.Issue("127.0.0.1"), ErrorCatalogue.TlsCertificateUntrusted);
    }

    [Fact]
    public Task should_refuse_a_server_and_stay_when_its_certificate_has_the_name_of_another() =>
        RefusesAsync(_servers.Authority.Issue("elsewhere.contoso.com"), ErrorCatalogue.TlsCertificateNameMismatch);

    [Theory]
    [InlineData(TlsAuthority.ServerAuthentication)]
    [InlineData(TlsAuthority.ClientAuthentication)]
    public Task should_refuse_a_server_and_stay_when_its_certificate_allows_one_use_only(string usage) =>
        RefusesAsync(_servers.Authority.Issue("127.0.0.1", usages: [usage]), ErrorCatalogue.TlsCertificateUsageMissing);

    [Fact]
    public Task should_refuse_a_server_and_stay_when_its_certificate_has_expired() => RefusesAsync(
        _servers.Authority.Issue("127.0.0.1", TlsAuthority.Now.AddDays(-9), TlsAuthority.Now.AddDays(-1)), ErrorCatalogue.TlsCertificateExpired);

    /// <summary>Akka.NET will have it so: a server that dials an impostor leaves, and its service manager starts it again.</summary>
    [Fact]
    public async Task should_end_when_it_dials_and_is_shown_a_certificate_with_the_name_of_another()
    {
        var impostor = StartCareless(_servers.Authority.Issue("elsewhere.contoso.com"));
        await Cluster.Get(impostor).JoinAsync(Cluster.Get(impostor).SelfAddress);

        var server = Start(_servers.Options(_servers.Authority.Issue("127.0.0.1")));
        Cluster.Get(server).Join(Cluster.Get(impostor).SelfAddress);

        await server.WhenTerminated.WaitAsync(Patience);
        Assert.Single(Cluster.Get(impostor).State.Members);
    }

    [Fact]
    public async Task should_stay_when_a_server_without_tls_dials()
    {
        var first = await FoundAsync(_servers.Options(_servers.Authority.Issue("127.0.0.1")));
        var plain = Keep(ActorSystem.Create("tls", Settings));
        var refused = Hear(plain, typeof(AssociationErrorEvent), _ => true);

        // Under the name that a server without TLS would have, or nothing would be sent.
        Cluster.Get(plain).Join(Cluster.Get(first).SelfAddress.WithProtocol("akka.tcp"));

        await refused.WaitAsync(Patience);
        await StillWorksAsync(first);
        Assert.Empty(Cluster.Get(plain).State.Members);
    }

    [Fact]
    public async Task should_stay_when_something_sends_bytes_that_are_no_tls()
    {
        var first = await FoundAsync(_servers.Options(_servers.Authority.Issue("127.0.0.1")));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Cluster.Get(first).SelfAddress.Port!.Value);
        await client.GetStream().WriteAsync("EHLO contoso.com\r\n"u8.ToArray());

        // Whatever it answers, it hangs up.
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await client.GetStream().CopyToAsync(Stream.Null, patience.Token);
        }
        catch (IOException cause) when (cause.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            Assert.False(patience.IsCancellationRequested);
        }

        await StillWorksAsync(first);
    }

    /// <summary>A newcomer that has not looked at its own certificate dials, and is told nothing but that the connection is closed.</summary>
    private async Task RefusesAsync(X509Certificate2 certificate, ErrorEntry why)
    {
        var first = await FoundAsync(_servers.Options(_servers.Authority.Issue("127.0.0.1")));
        var refused = Hear(first, typeof(Warning), message => message.ToString()!.Contains($"is refused: {why.Code}", StringComparison.Ordinal));

        Cluster.Get(StartCareless(certificate)).Join(Cluster.Get(first).SelfAddress);

        await refused.WaitAsync(Patience);
        await StillWorksAsync(first);
    }

    private async Task StillWorksAsync(ActorSystem first)
    {
        Assert.Single(Cluster.Get(first).State.Members);
        await JoinAsync(Start(_servers.Options(_servers.Authority.Issue("127.0.0.1"))), first);
        await Eventually.TrueAsync(() => Cluster.Get(first).State.Members.Count == 2, "both to be there");
    }

    private async Task<ActorSystem> FoundAsync(ClusterOptions options)
    {
        var system = Start(options);
        await JoinAsync(system, system);
        return system;
    }

    private static async Task JoinAsync(ActorSystem system, ActorSystem member)
    {
        using var patience = new CancellationTokenSource(Patience);
        await Cluster.Get(system).JoinAsync(Cluster.Get(member).SelfAddress, patience.Token);
    }

    private ActorSystem Start(ClusterOptions options)
    {
        Assert.True(
            RemotingTls.TryCreate(
                options, new FakeTimeProvider(TlsAuthority.Now), _ => throw new SocketException((int)SocketError.HostNotFound), out var tls, out var error),
            error?.ToString());
        return Start(tls.Hocon.WithFallback(Settings), tls.Setups);
    }

    /// <summary>A server that shows a certificate without having looked at it, and lets everybody in.</summary>
    private ActorSystem StartCareless(X509Certificate2 certificate) => Start(
        ConfigurationFactory.ParseString("akka.remote.dot-netty.tcp.enable-ssl = true").WithFallback(Settings),
        [new DotNettySslSetup(certificate, false, true, (_, _, _, _, _) => true)]);

    private ActorSystem Start(Config config, ImmutableArray<Setup> setups) =>
        Keep(ActorSystem.Create("tls", ActorSystemSetup.Create([BootstrapSetup.Create().WithConfig(config), .. setups])));

    private ActorSystem Keep(ActorSystem system)
    {
        _systems.Add(system);
        return system;
    }

    private static Task Hear(ActorSystem system, Type kind, Predicate<object> awaited)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new Ear(awaited, heard))), kind);
        return heard.Task;
    }

    private sealed class Ear(Predicate<object> awaited, TaskCompletionSource heard) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (awaited(message))
                heard.TrySetResult();
        }
    }
}
