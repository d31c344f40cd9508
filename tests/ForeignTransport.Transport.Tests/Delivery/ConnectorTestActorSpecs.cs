using Akka.Actor;
using Akka.TestKit.Xunit2;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using Xunit;

namespace ForeignTransport.Transport.Tests.Delivery;

/// <summary>How a server answers about its Drop directories, also about those that hang.</summary>
public sealed class ConnectorTestActorSpecs : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly Guid Fax = Guid.NewGuid();
    private static readonly Guid Telex = Guid.NewGuid();

    private readonly ManualResetEventSlim _hangs = new(initialState: true);
    private int _tests;

    [Fact]
    public async Task should_test_once_for_all_who_ask_meanwhile_and_again_for_who_asks_later()
    {
        _hangs.Reset();
        var tests = Start(Patience);
        var other = CreateTestProbe();
        tests.Tell(new DeliveryQueries.TestDropDirectory(Fax), TestActor);
        tests.Tell(new DeliveryQueries.TestDropDirectory(Fax), other);
        await AwaitConditionAsync(() => Task.FromResult(Volatile.Read(ref _tests) == 1), Patience);
        _hangs.Set();

        Assert.Equal("/drop", (await ExpectMsgAsync<DeliveryReplies.DropDirectoryTested>(Patience)).Facts.Path);
        Assert.Equal("/drop", (await other.ExpectMsgAsync<DeliveryReplies.DropDirectoryTested>(Patience)).Facts.Path);
        Assert.Equal(1, _tests);

        tests.Tell(new DeliveryQueries.TestDropDirectory(Fax), TestActor);
        await ExpectMsgAsync<DeliveryReplies.DropDirectoryTested>(Patience);
        Assert.Equal(2, _tests);
    }

    [Fact]
    public async Task should_answer_when_a_directory_hangs_and_not_touch_it_again_until_it_lets_go()
    {
        _hangs.Reset();
        var tests = Start(TimeSpan.FromMilliseconds(200));
        tests.Tell(new DeliveryQueries.TestDropDirectory(Fax), TestActor);
        Assert.Equal(ErrorCatalogue.DropDirectoryHangs, await ErrorAsync());

        tests.Tell(new DeliveryQueries.TestDropDirectory(Fax), TestActor);
        Assert.Equal(ErrorCatalogue.DropDirectoryHangs, await ErrorAsync());
        Assert.Equal(1, _tests);

        _hangs.Set();
        await AwaitAssertAsync(async () =>
        {
            tests.Tell(new DeliveryQueries.TestDropDirectory(Fax), TestActor);
            Assert.Equal("/drop", (await ExpectMsgAsync<DeliveryReplies.DropDirectoryTested>(Patience)).Facts.Path);
        }, Patience);
        Assert.Equal(2, _tests);
    }

    [Fact]
    public async Task should_test_one_connector_while_that_of_another_hangs()
    {
        _hangs.Reset();
        var tests = Start(Patience, hanging: Fax);
        tests.Tell(new DeliveryQueries.TestDropDirectory(Fax), TestActor);
        tests.Tell(new DeliveryQueries.TestDropDirectory(Telex), TestActor);

        Assert.Equal("/drop", (await ExpectMsgAsync<DeliveryReplies.DropDirectoryTested>(Patience)).Facts.Path);
        _hangs.Set();
        await ExpectMsgAsync<DeliveryReplies.DropDirectoryTested>(Patience);
    }

    [Fact]
    public async Task should_answer_when_a_test_fails_in_a_way_that_nobody_foresaw()
    {
        var tests = Sys.ActorOf(ConnectorTestActor.Props("Hub01", new OrganizationView(), _ => throw new InvalidOperationException("broken"), Patience));
        tests.Tell(new DeliveryQueries.TestDropDirectory(Fax), TestActor);

        Assert.Equal(ErrorCatalogue.DropDirectoryNotWritable, await ErrorAsync());
    }

    protected override void AfterAll()
    {
        _hangs.Set();
        base.AfterAll();
        _hangs.Dispose();
    }

    private IActorRef Start(TimeSpan deadline, Guid? hanging = null) => Sys.ActorOf(ConnectorTestActor.Props("Hub01", new OrganizationView(), connector =>
    {
        Interlocked.Increment(ref _tests);
        if (hanging is null || hanging == connector)
        {
            _hangs.Wait();
        }

        return new DropDirectoryFacts("Hub01") { Path = "/drop" };
    }, deadline));

    private async Task<ErrorEntry?> ErrorAsync() => (await ExpectMsgAsync<DeliveryReplies.DropDirectoryTested>(Patience)).Facts.Trials[^1].Error?.Entry;
}
