using Akka.Actor;
using Akka.TestKit.Xunit2;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using Xunit;

namespace ForeignTransport.Transport.Tests.Delivery;

/// <summary>How a server answers about its Drop directories, also about those that hang.</summary>
public sealed class ConnectorTestActorSpecs : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Guid Fax = Guid.NewGuid();
    private static readonly Guid Telex = Guid.NewGuid();

    private readonly ManualResetEventSlim _hangs = new(initialState: true);
    private readonly OrganizationView _organization = new();
    private int _tests;

    public ConnectorTestActorSpecs()
        : base(PatientStart.Hocon) => Assert.True(_organization.Offer(OrganizationState.Empty));

    [Fact]
    public async Task should_test_once_for_all_who_ask_meanwhile_and_again_for_who_asks_later()
    {
        _hangs.Reset();
        var tests = Start(Patience);
        var other = CreateTestProbe();
        tests.Tell(new DeliveryQueries.TestDropDirectory(Fax, 0), TestActor);
        tests.Tell(new DeliveryQueries.TestDropDirectory(Fax, 0), other);
        await BegunAsync();
        _hangs.Set();

        Assert.Equal("/drop", (await ExpectMsgAsync<DeliveryReplies.DropDirectoryTested>(Patience)).Facts.Path);
        Assert.Equal("/drop", (await other.ExpectMsgAsync<DeliveryReplies.DropDirectoryTested>(Patience)).Facts.Path);
        Assert.Equal(1, _tests);

        tests.Tell(new DeliveryQueries.TestDropDirectory(Fax, 0), TestActor);
        await ExpectMsgAsync<DeliveryReplies.DropDirectoryTested>(Patience);
        Assert.Equal(2, _tests);
    }

    [Fact]
    public async Task should_answer_when_a_directory_hangs_and_not_touch_it_again_until_it_lets_go()
    {
        _hangs.Reset();
        var tests = Start(TimeSpan.FromMilliseconds(200));
        tests.Tell(new DeliveryQueries.TestDropDirectory(Fax, 0), TestActor);
        await BegunAsync();
        Assert.Equal(ErrorCatalogue.DropDirectoryHangs, await ErrorAsync());

        tests.Tell(new DeliveryQueries.TestDropDirectory(Fax, 0), TestActor);
        Assert.Equal(ErrorCatalogue.DropDirectoryHangs, await ErrorAsync());
        Assert.Equal(1, _tests);

        _hangs.Set();
        await AwaitAssertAsync(async () =>
        {
            tests.Tell(new DeliveryQueries.TestDropDirectory(Fax, 0), TestActor);
            Assert.Equal("/drop", (await ExpectMsgAsync<DeliveryReplies.DropDirectoryTested>(Patience)).Facts.Path);
        }, Patience, TimeSpan.FromMilliseconds(10));
        // More where the machine is slower than the deadline.
        Assert.True(Volatile.Read(ref _tests) >= 2);
    }

    [Fact]
    public async Task should_test_one_connector_while_that_of_another_hangs()
    {
        _hangs.Reset();
        var tests = Start(Patience, hanging: Fax);
        tests.Tell(new DeliveryQueries.TestDropDirectory(Fax, 0), TestActor);
        tests.Tell(new DeliveryQueries.TestDropDirectory(Telex, 0), TestActor);

        Assert.Equal("/drop", (await ExpectMsgAsync<DeliveryReplies.DropDirectoryTested>(Patience)).Facts.Path);
        _hangs.Set();
        await ExpectMsgAsync<DeliveryReplies.DropDirectoryTested>(Patience);
    }

    [Fact]
    public async Task should_test_by_the_version_that_the_asker_has()
    {
        var tests = Start(Patience);
        tests.Tell(new DeliveryQueries.TestDropDirectory(Fax, 1), TestActor);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));
        Assert.Equal(0, _tests);

        Assert.True(_organization.Offer(OrganizationState.Empty.Apply(new OrganizationEvent.TransportServiceSet(new TransportService("Hub01")))));

        await ExpectMsgAsync<DeliveryReplies.DropDirectoryTested>(Patience);
        Assert.Equal(1, _tests);
    }

    [Fact]
    public async Task should_answer_when_a_test_fails_in_a_way_that_nobody_foresaw()
    {
        var tests = Sys.ActorOf(ConnectorTestActor.Props("Hub01", _organization, _ => throw new InvalidOperationException("broken"), Patience));
        tests.Tell(new DeliveryQueries.TestDropDirectory(Fax, 0), TestActor);

        Assert.Equal(ErrorCatalogue.DropDirectoryNotWritable, await ErrorAsync());
    }

    protected override void AfterAll()
    {
        _hangs.Set();
        base.AfterAll();
        _hangs.Dispose();
    }

    private IActorRef Start(TimeSpan deadline, Guid? hanging = null) => Sys.ActorOf(ConnectorTestActor.Props("Hub01", _organization, connector =>
    {
        Interlocked.Increment(ref _tests);
        if (hanging is null || hanging == connector)
        {
            _hangs.Wait();
        }

        return new DropDirectoryFacts("Hub01") { Path = "/drop" };
    }, deadline, Patience));

    private Task BegunAsync() => AwaitConditionAsync(() => Task.FromResult(Volatile.Read(ref _tests) == 1), Patience, TimeSpan.FromMilliseconds(10));

    private async Task<ErrorEntry?> ErrorAsync() => (await ExpectMsgAsync<DeliveryReplies.DropDirectoryTested>(Patience)).Facts.Trials[^1].Error?.Entry;
}
