using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.DistributedData;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Serialization;
using ForeignTransport.Transport.Tests.Categorizing;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Organization;

namespace ForeignTransport.Transport.Tests.Configuration;

/// <summary>The owner of the configuration and its copy on a server, in a cluster of one.</summary>
public sealed class OrganizationActorSpecs : TestKit
{
    private const string Hocon = """
        akka.actor.provider = cluster
        akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
        akka.cluster.distributed-data { notify-subscribers-interval = 50ms, durable.keys = [] }
        akka.loglevel = WARNING
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly OrganizationView _view = new();
    private readonly TestProbe _changes;
    private readonly IActorRef _replica;

    public OrganizationActorSpecs()
        : base(PatientStart.Hocon + JournalControl.Hocon + "\n" + Hocon)
    {
        Cluster.Get(Sys).Join(Cluster.Get(Sys).SelfAddress);
        _changes = CreateTestProbe();
        Sys.EventStream.Subscribe(_changes, typeof(OrganizationChanged));
        _replica = Sys.ActorOf(OrganizationReplica.Props(_view));
    }

    [Fact]
    public async Task should_keep_the_seeded_settings_of_this_server_when_it_registers()
    {
        Start(Seed(new TransportService("Hub01") { PickupDirectoryMaxMessagesPerMinute = 100 }));

        await EventuallyAsync(state =>
        {
            Assert.Equal("contoso.com", state.DefaultDomain);
            Assert.Equal(100, state.Server("Hub01").PickupDirectoryMaxMessagesPerMinute);
            Assert.True(state.TransportServices.ContainsKey("Hub01"));
        });
    }

    [Fact]
    public async Task should_register_this_server_when_the_seed_does_not_know_it()
    {
        Start(Seed(new TransportService("Hub02")));

        await EventuallyAsync(state => Assert.Equal(["Hub01", "Hub02"], state.TransportServices.Keys.Order()));
    }

    [Fact]
    public async Task should_answer_and_publish_when_a_change_is_made_and_only_answer_when_it_is_refused()
    {
        var organization = Start(null);
        await EventuallyAsync(state => Assert.Single(state.TransportServices));

        var made = await ChangeAsync(organization, NewConnector("Fax", "Hub01"));
        Assert.Null(made.Error);
        await EventuallyAsync(state => Assert.Equal((made.Version, "Fax"), (state.Version, Assert.Single(state.ForeignConnectors).Key)));

        var refused = await ChangeAsync(organization, NewConnector("fax", "Hub01"));
        Assert.NotNull(refused.Error);
        Assert.Equal(made.Version, refused.Version);
        var unchanged = await ChangeAsync(organization, new OrganizationCommand.RegisterTransportServer("Hub01"));
        Assert.Equal((null, made.Version), (unchanged.Error, unchanged.Version));
    }

    [Fact]
    public async Task should_recover_and_publish_what_was_changed_and_not_seed_again_when_it_starts_again()
    {
        var organization = Start(Seed());
        await EventuallyAsync(state => Assert.Single(state.TransportServices));
        var last = 0L;
        for (var number = 0; number < 120; number++)
        {
            // Across a snapshot.
            last = (await ChangeAsync(organization, NewConnector($"Fax {number}", "Hub01"))).Version;
        }

        Watch(organization);
        organization.Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(organization, Patience);

        var again = Start(Seed(new TransportService("Hub03")));
        var answer = await ChangeAsync(again, new OrganizationCommand.RegisterTransportServer("Hub01"));
        Assert.Equal(last, answer.Version);
        await EventuallyAsync(state => Assert.Equal((last, 120, false), (state.Version, state.ForeignConnectors.Count, state.TransportServices.ContainsKey("Hub03"))));
    }

    [Fact]
    public async Task should_say_what_would_be_and_change_nothing_when_asked_what_if()
    {
        var organization = Start(null);
        await EventuallyAsync(state => Assert.Single(state.TransportServices));
        var before = (await ChangeAsync(organization, new OrganizationCommand.RegisterTransportServer("Hub01"))).Version;

        var would = await AskAsync(organization, new OrganizationMessages.Change(NewConnector("Fax", "Hub01")) { WhatIf = true });
        var refused = await AskAsync(organization, new OrganizationMessages.Change(new OrganizationCommand.RemoveForeignConnector("Fax")) { WhatIf = true });

        Assert.Equal((null, before), (would.Error, would.Version));
        var change = Assert.Single(would.Changes);
        Assert.Null(change.Before);
        Assert.Equal((ObjectKind.ForeignConnector, "Fax"), (change.Kind, change.Identity));
        Assert.Equal(ErrorCatalogue.ObjectNotFound, refused.Error!.Entry);
    }

    [Fact]
    public async Task should_change_an_object_only_as_it_was_read_when_a_revision_is_given()
    {
        var organization = Start(null);
        var read = Assert.Single((await ChangeAsync(organization, NewConnector("Fax", "Hub01"))).Changes).After!;
        var first = new OrganizationMessages.Change(new OrganizationCommand.SetForeignConnector("Fax", ParameterChanges.Of(("Comment", "first")))) { Revision = read.Revision };
        var second = new OrganizationMessages.Change(new OrganizationCommand.SetForeignConnector("Fax", ParameterChanges.Of(("Comment", "second")))) { Revision = read.Revision };

        var made = await AskAsync(organization, first);
        var refused = await AskAsync(organization, second);

        Assert.Null(made.Error);
        Assert.Equal(read, Assert.Single(made.Changes).Before);
        Assert.Contains("\"comment\":\"first\"", made.Changes[0].After!.Json, StringComparison.Ordinal);
        Assert.Equal(ErrorCatalogue.ObjectChanged, refused.Error!.Entry);
        Assert.Empty(refused.Changes);
    }

    [Fact]
    public async Task should_decide_on_what_is_true_when_changes_come_at_once()
    {
        var organization = Start(null);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ChangeAsync(organization, NewConnector("Fax", "Hub01"))));

        Assert.Single(answers, answer => answer.Error is null);
        Assert.All(answers.Where(answer => answer.Error is not null), answer => Assert.Equal(ErrorCatalogue.NameInUse, answer.Error!.Entry));
    }

    [Fact]
    public async Task should_take_changes_again_when_the_journal_works_again()
    {
        var organization = Sys.ActorOf(OrganizationActor.Kept("Hub01", Seed(), new FakeTimeProvider()));
        await EventuallyAsync(state => Assert.Single(state.TransportServices));
        var journal = JournalControl.Of(Sys);
        journal.Fails = _ => true;
        var state = await Sys.ActorSelection(organization.Path / "state").ResolveOne(Patience);
        Watch(state);
        organization.Tell(new OrganizationMessages.Change(NewConnector("Lost", "Hub01")), TestActor);
        await ExpectTerminatedAsync(state, Patience);
        journal.Fails = _ => false;

        await AwaitAssertAsync(
            async () =>
            {
                var error = (await organization.Ask<OrganizationMessages.Changed>(
                    new OrganizationMessages.Change(NewConnector("Fax", "Hub01")), TimeSpan.FromSeconds(1))).Error;
                // An answer that came too late to be heard was a change too.
                Assert.True(error is null || error.Entry == ErrorCatalogue.NameInUse, error?.ToString());
            },
            Patience,
            TimeSpan.FromMilliseconds(10));

        await EventuallyAsync(state => Assert.Equal("Fax", Assert.Single(state.ForeignConnectors).Key));
    }

    [Fact]
    public async Task should_never_go_back_when_an_older_version_arrives_late()
    {
        var newer = OrganizationState.Restore(7, [], [new TransportService("Hub07")], [], new TransportConfig());
        var older = OrganizationState.Restore(6, [], [new TransportService("Hub06")], [], new TransportConfig());

        Deliver(newer);
        Deliver(older);
        Deliver(newer);
        await _replica.Ask<ActorIdentity>(new Identify(1), Patience);

        Assert.Equal(7, _view.Current!.Version);
        Assert.Equal(7, (await _changes.ExpectMsgAsync<OrganizationChanged>(Patience)).State.Version);
        await _changes.ExpectNoMsgAsync(TimeSpan.Zero);
        Assert.False(_view.Offer(older));
        Assert.Same(_view.Current, _view.Current);
        Assert.True(_view.Current.TransportServices.ContainsKey("Hub07"));
    }

    /// <summary>Whoever changed something sends next what is to be done with the change.</summary>
    [Fact]
    public async Task should_tell_of_a_version_before_whoever_waits_for_it_goes_on()
    {
        var listener = new Listener(((ExtendedActorSystem)Sys).Provider, () => _view.ReachAsync(7, CancellationToken.None).IsCompleted);
        Sys.EventStream.Subscribe(listener, typeof(OrganizationChanged));

        Deliver(OrganizationState.Restore(7, [], [], [], new TransportConfig()));

        await _view.ReachAsync(7, CancellationToken.None).WaitAsync(Patience);
        Assert.False(await listener.WereOthersFirst.WaitAsync(Patience));
    }

    [Fact]
    public void should_order_versions_by_their_number_whatever_the_clocks_say()
    {
        Wire.OrganizationSnapshot Version(long number) =>
            OrganizationMapping.ToWire(OrganizationState.Restore(number, [], [], [], new TransportConfig()));
        var node = Cluster.Get(Sys).SelfUniqueAddress;
        var start = new LWWRegister<Wire.OrganizationSnapshot>(node, Version(0));
        var nine = start.WithValue(node, Version(9), OrganizationReplica.NewestVersion);
        var eight = start.WithValue(node, Version(8), OrganizationReplica.NewestVersion);

        Assert.Equal(9, nine.Merge(eight).Value.Version);
        Assert.Equal(9, eight.Merge(nine).Value.Version);
    }

    private IActorRef Start(OrganizationDefinition? seed) =>
        Sys.ActorOf(OrganizationActor.Props("Hub01", seed, new FakeTimeProvider()));

    private static OrganizationDefinition Seed(params TransportService[] services) =>
        new([], [.. services], [new AcceptedDomain("Contoso", "contoso.com", IsDefault: true)], null);

    private static OrganizationCommand.NewForeignConnector NewConnector(string name, string server)
    {
        Assert.True(AddressSpace.TryParse("FAX:*;1", out var space, out _));
        return new OrganizationCommand.NewForeignConnector(name, [space], ImmutableArray.Create(server));
    }

    private static Task<OrganizationMessages.Changed> ChangeAsync(IActorRef organization, OrganizationCommand command) =>
        AskAsync(organization, new OrganizationMessages.Change(command));

    private static Task<OrganizationMessages.Changed> AskAsync(IActorRef organization, OrganizationMessages.Change change) =>
        organization.Ask<OrganizationMessages.Changed>(change, Patience);

    private void Deliver(OrganizationState state)
    {
        var register = new LWWRegister<Wire.OrganizationSnapshot>(Cluster.Get(Sys).SelfUniqueAddress, OrganizationMapping.ToWire(state));
        _replica.Tell(new Changed(OrganizationReplica.Key, register));
    }

    /// <summary>Looks at the moment when it is told.</summary>
    private sealed class Listener(IActorRefProvider provider, Func<bool> haveOthersGoneOn) : MinimalActorRef
    {
        private readonly TaskCompletionSource<bool> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<bool> WereOthersFirst => _told.Task;

        public override ActorPath Path { get; } = provider.TempPath();

        public override IActorRefProvider Provider => provider;

        protected override void TellInternal(object message, IActorRef sender) => _told.TrySetResult(haveOthersGoneOn());
    }

    private Task EventuallyAsync(Action<OrganizationState> assertion) =>
        AwaitAssertAsync(() => assertion(_view.Current ?? OrganizationState.Empty), Patience, TimeSpan.FromMilliseconds(10));
}
