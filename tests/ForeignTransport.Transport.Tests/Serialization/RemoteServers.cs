using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Hosting;
using ForeignTransport.Transport.Tests.Categorizing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>
/// Two actor systems with the settings of a server, which talk over loopback: the first is that of the test kit. What remoting complains of
/// there comes to <see cref="Complaints"/>.
/// </summary>
public abstract class RemoteServers : TestKit
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private protected static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(300);

    private const string Name = "foreign-transport";

    private readonly List<ActorSystem> _others = [];

    protected RemoteServers(string hocon = "")
        : base(Settings(hocon), Name)
    {
        Other = Add(Settings(hocon));
        Listen(Sys);
    }

    /// <summary>The second server.</summary>
    private protected ActorSystem Other { get; }

    /// <summary>Warnings and errors of the first server, and connections that it lost.</summary>
    private protected Akka.TestKit.TestProbe Complaints => field ??= CreateTestProbe("complaints");

    /// <summary>One more actor system that talks to these.</summary>
    private protected ActorSystem Add(Config config)
    {
        var system = ActorSystem.Create(Name, config);
        _others.Add(system);
        return system;
    }

    /// <summary>An actor of this system as the other one sees it.</summary>
    private protected Task<IActorRef> SeenByAsync(ActorSystem other, IActorRef actor) =>
        other.ActorSelection(actor.Path.ToStringWithAddress(AddressOf(Sys))).ResolveOne(Patience);

    private protected static Address AddressOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress;

    /// <inheritdoc />
    protected override void AfterAll()
    {
        _others.ForEach(system => Shutdown(system));
        base.AfterAll();
    }

    private protected static Config Settings(string hocon)
    {
        Assert.True(NodeConfigurationLoader.TryLoad(new NodeConfigurationSources(Path.GetTempPath(), "hub01"), out var node, out _, out _));
        return ConfigurationFactory.ParseString(PatientStart.Hocon + hocon)
            .WithFallback(ConfigurationFactory.ParseString("""
                akka { loglevel = WARNING, stdout-loglevel = OFF, loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit"] }
                # Members of no cluster have nothing to leave.
                akka.coordinated-shutdown.run-by-actor-system-terminate = off
                """))
            .WithFallback(ClusterHocon.For(node, Config.Empty))
            .WithFallback(ConfigurationFactory.ParseString(JournalControl.Hocon));
    }

    private void Listen(ActorSystem system)
    {
        system.EventStream.Subscribe(Complaints, typeof(Akka.Event.Warning));
        system.EventStream.Subscribe(Complaints, typeof(Akka.Event.Error));
        system.EventStream.Subscribe(Complaints, typeof(Akka.Remote.DisassociatedEvent));
    }
}
