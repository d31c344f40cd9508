using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Tests.Storage;
using ForeignTransport.Transport.Tests.Submission;
using Xunit;

namespace ForeignTransport.Transport.Tests.Delivery;

public sealed class ForeignConnectorActorSpecs() : TestKit(PatientStart.Hocon)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Guid Fax = Guid.NewGuid();

    private readonly TemporaryDirectory _data = new();
    private readonly MemoryMessageStore _store = new();
    private readonly OrganizationView _organization = new();

    private string Drop => _data.File("fax");

    [Fact]
    public async Task should_stage_and_publish_when_a_partition_asks()
    {
        Configure();
        var connector = Start();
        _store.Put(1);

        connector.Tell(Stage(7, 1), TestActor);
        var staged = await ExpectMsgAsync<DeliveryReplies.Staged>(Patience);
        Assert.Equal(7, staged.Attempt);
        Assert.Equal((Drop, 1), (staged.Result.Directory, staged.Result.Staged.Length));
        Assert.Empty(Directory.GetFiles(Drop));

        connector.Tell(Publish(8, true, 1), TestActor);
        var published = await ExpectMsgAsync<DeliveryReplies.Published>(Patience);
        Assert.Equal((8, 1), (published.Attempt, published.Result.Published.Length));
        Assert.Equal([Path.Combine(Drop, Drops.FileName(1))], Directory.GetFiles(Drop));
    }

    [Fact]
    public async Task should_write_together_what_came_meanwhile_and_answer_each_partition_for_itself()
    {
        Configure();
        var connector = Start();
        var other = CreateTestProbe();
        foreach (var number in Enumerable.Range(1, 5))
        {
            _store.Put(number);
        }

        var gate = _store.HoldReads();
        connector.Tell(Stage(1, 1), TestActor);
        await AwaitConditionAsync(() => Task.FromResult(_store.Reads == 1), Patience, TimeSpan.FromMilliseconds(10));
        connector.Tell(Stage(2, 2, 3), TestActor);
        connector.Tell(Stage(2, 4), other);
        connector.Tell(Stage(3, 5, 6), TestActor);
        gate.SetResult();

        var answers = new[]
        {
            await ExpectMsgAsync<DeliveryReplies.Staged>(Patience),
            await ExpectMsgAsync<DeliveryReplies.Staged>(Patience),
            await ExpectMsgAsync<DeliveryReplies.Staged>(Patience)
        };
        var elsewhere = await other.ExpectMsgAsync<DeliveryReplies.Staged>(Patience);
        Assert.Equal(2, _store.Reads);
        Assert.Equal([(1L, "1"), (2L, "2,3"), (3L, "5")], answers.Select(answer => (answer.Attempt, Numbers(answer.Result.Staged))));
        Assert.Equal("4", Numbers(elsewhere.Result.Staged));
        Assert.Equal(Drops.Id(6), Assert.Single(answers[2].Result.Failed).Drop.Message);
        Assert.Empty(elsewhere.Result.Failed);
    }

    [Fact]
    public async Task should_give_the_reason_only_to_the_batch_that_was_deferred_when_the_quota_ends_between_two()
    {
        Configure(connector => connector with { DropDirectoryQuota = UnlimitedSize.FromBytes(5000) });
        var actor = Start();
        _store.Put(1, 10);
        _store.Put(2, 10_000);
        _store.Put(3, 10);
        var gate = _store.HoldReads();
        actor.Tell(Stage(1, 1), TestActor);
        await AwaitConditionAsync(() => Task.FromResult(_store.Reads == 1), Patience, TimeSpan.FromMilliseconds(10));
        actor.Tell(Stage(2, 2), TestActor);
        actor.Tell(Stage(3, 3), TestActor);
        gate.SetResult();

        await ExpectMsgAsync<DeliveryReplies.Staged>(Patience);
        var whole = await ExpectMsgAsync<DeliveryReplies.Staged>(Patience);
        var deferred = await ExpectMsgAsync<DeliveryReplies.Staged>(Patience);

        // With the reason, should there be one.
        Assert.Equal("2 ", $"{Numbers(whole.Result.Staged)} {whole.Result.Deferred}");
        Assert.Empty(deferred.Result.Staged);
        Assert.Equal(ErrorCatalogue.DropDirectoryQuotaExceeded, deferred.Result.Deferred!.Entry);
    }

    [Fact]
    public async Task should_split_publications_when_several_batches_came_together()
    {
        Configure();
        var actor = Start();
        _store.Put(1);
        _store.Put(2);
        actor.Tell(Stage(1, 1, 2), TestActor);
        await ExpectMsgAsync<DeliveryReplies.Staged>(Patience);

        actor.Tell(Publish(4, true, 1, 3), TestActor);
        actor.Tell(Publish(5, true, 2), TestActor);
        actor.Tell(Publish(6, false, 9), TestActor);

        var answers = new Dictionary<long, PublishingResult>();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var answer = await ExpectMsgAsync<DeliveryReplies.Published>(Patience);
            answers.Add(answer.Attempt, answer.Result);
        }

        Assert.Equal(("1", "3"), (Numbers(answers[4].Published), Numbers(answers[4].Missing)));
        Assert.Equal(("2", ""), (Numbers(answers[5].Published), Numbers(answers[5].Missing)));
        Assert.Equal(("9", ""), (Numbers(answers[6].Published), Numbers(answers[6].Missing)));
    }

    [Fact]
    public async Task should_refuse_to_stage_and_still_publish_when_the_connector_is_gone()
    {
        Configure();
        var supervisor = Sys.ActorOf(ConnectorSupervisor.Props("Hub01", _organization, Paths, _store, new WorkUnderWay(), Drops.MayAct, TimeProvider.System));
        _store.Put(1);
        supervisor.Tell(Stage(1, 1), TestActor);
        await ExpectMsgAsync<DeliveryReplies.Staged>(Patience);
        Configure(connector => connector with { Id = Guid.NewGuid() });

        supervisor.Tell(Stage(2, 1), TestActor);
        supervisor.Tell(Publish(1, true, 1), TestActor);

        var answers = new[] { await ExpectMsgAsync<object>(Patience), await ExpectMsgAsync<object>(Patience) };
        var refused = Assert.Single(answers.OfType<DeliveryReplies.Unavailable>());
        Assert.Equal((2, ErrorCatalogue.NoSourceServerReachable), (refused.Attempt, refused.Error.Entry));
        Assert.Equal("1", Numbers(Assert.Single(answers.OfType<DeliveryReplies.Published>()).Result.Published));
    }

    [Fact]
    public async Task should_be_unavailable_and_then_available_again_when_the_store_fails_and_recovers()
    {
        Configure();
        var actor = Start();
        _store.Put(1);
        _store.Outage = ErrorCatalogue.MessageStoreBusy.With("test");
        actor.Tell(Stage(1, 1), TestActor);
        Assert.Equal(ErrorCatalogue.MessageStoreBusy, (await ExpectMsgAsync<DeliveryReplies.Unavailable>(Patience)).Error.Entry);

        _store.Outage = null;
        actor.Tell(Stage(2, 1), TestActor);
        Assert.Single((await ExpectMsgAsync<DeliveryReplies.Staged>(Patience)).Result.Staged);
    }

    [Fact]
    public async Task should_defer_when_the_directory_is_absolute_and_missing()
    {
        Configure(connector => connector with { DropDirectory = _data.File("absolute") });
        var actor = Start();
        _store.Put(1);

        actor.Tell(Stage(1, 1), TestActor);

        var result = (await ExpectMsgAsync<DeliveryReplies.Staged>(Patience)).Result;
        Assert.Equal(ErrorCatalogue.DropDirectoryMissing, result.Deferred!.Entry);
        Assert.Equal(0, _store.Reads);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task should_stage_the_others_and_blame_the_message_when_a_batch_fails_in_a_way_that_nobody_foresaw(int bad)
    {
        Configure();
        var actor = Start();
        PutAll(3);
        _store.Unforeseen[Drops.Id(bad)] = "this one";

        actor.Tell(Stage(1, 1, 2, 3), TestActor);

        var result = (await ExpectMsgAsync<DeliveryReplies.Staged>(Patience)).Result;
        Assert.Equal(string.Join(',', Enumerable.Range(1, 3).Where(number => number != bad)), Numbers(result.Staged));
        var fault = Assert.Single(result.Faulted);
        Assert.Equal((Drops.Id(bad), "staging: NotSupportedException: this one"), (fault.Drop.Message, fault.Reason));
        Assert.Empty(result.Failed);
        Assert.Null(result.Deferred);
        Assert.Equal((Drop, false), (result.Directory, string.IsNullOrEmpty(result.Marker)));
    }

    [Fact]
    public async Task should_give_each_partition_its_own_when_a_batch_of_several_is_staged_one_by_one()
    {
        Configure();
        var actor = Start();
        PutAll(4);
        _store.Unforeseen[Drops.Id(3)] = "this one";
        var gate = _store.HoldReads();
        actor.Tell(Stage(1, 1), TestActor);
        await AwaitConditionAsync(() => Task.FromResult(_store.Reads == 1), Patience, TimeSpan.FromMilliseconds(10));
        actor.Tell(Stage(2, 2), TestActor);
        actor.Tell(Stage(3, 3, 4), TestActor);
        gate.SetResult();
        await ExpectMsgAsync<DeliveryReplies.Staged>(Patience);

        var whole = (await ExpectMsgAsync<DeliveryReplies.Staged>(Patience)).Result;
        var mixed = (await ExpectMsgAsync<DeliveryReplies.Staged>(Patience)).Result;

        Assert.Equal(("2", 0), (Numbers(whole.Staged), whole.Faulted.Length));
        Assert.Equal(("4", Drops.Id(3)), (Numbers(mixed.Staged), Assert.Single(mixed.Faulted).Drop.Message));
    }

    [Fact]
    public async Task should_blame_the_message_when_it_is_alone_in_the_batch()
    {
        Configure();
        var actor = Start();
        PutAll(1);
        _store.Unforeseen[Drops.Id(1)] = "this one";

        actor.Tell(Stage(1, 1), TestActor);

        var result = (await ExpectMsgAsync<DeliveryReplies.Staged>(Patience)).Result;
        Assert.Equal(Drops.Id(1), Assert.Single(result.Faulted).Drop.Message);
        Assert.Empty(result.Staged);
    }

    [Fact]
    public async Task should_blame_no_message_and_make_the_queue_wait_when_none_of_a_batch_can_be_staged()
    {
        Configure();
        var actor = Start();
        PutAll(3);
        foreach (var number in Enumerable.Range(1, 3))
        {
            _store.Unforeseen[Drops.Id(number)] = "everything";
        }

        actor.Tell(Stage(1, 1, 2, 3), TestActor);

        var unavailable = await ExpectMsgAsync<DeliveryReplies.Unavailable>(Patience);
        Assert.Equal((1, ErrorCatalogue.DropDirectoryNotWritable), (unavailable.Attempt, unavailable.Error.Entry));
        Assert.Contains("everything", unavailable.Error.ToString(), StringComparison.Ordinal);

        _store.Unforeseen.Clear();
        actor.Tell(Stage(2, 1, 2, 3), TestActor);
        Assert.Equal("1,2,3", Numbers((await ExpectMsgAsync<DeliveryReplies.Staged>(Patience)).Result.Staged));
    }

    [Fact]
    public async Task should_be_unavailable_when_the_store_goes_away_while_messages_are_staged_one_by_one()
    {
        Configure();
        var actor = Start();
        PutAll(2);
        _store.Unforeseen[Drops.Id(1)] = "this one";
        var gate = _store.HoldReads();
        actor.Tell(Stage(1, 1, 2), TestActor);
        await AwaitConditionAsync(() => Task.FromResult(_store.Reads == 1), Patience, TimeSpan.FromMilliseconds(10));
        // The batch fails; then the first of its messages is read by itself.
        var next = _store.HoldReads();
        gate.SetResult();
        await AwaitConditionAsync(() => Task.FromResult(_store.Reads == 2), Patience, TimeSpan.FromMilliseconds(10));
        _store.Outage = ErrorCatalogue.MessageStoreBusy.With("test");
        next.SetResult();

        Assert.Equal(ErrorCatalogue.MessageStoreBusy, (await ExpectMsgAsync<DeliveryReplies.Unavailable>(Patience)).Error.Entry);
    }

    [Fact]
    public async Task should_run_one_child_for_each_connector_when_commands_come()
    {
        Configure();
        var supervisor = Sys.ActorOf(ConnectorSupervisor.Props("Hub01", _organization, Paths, _store, new WorkUnderWay(), Drops.MayAct, TimeProvider.System));
        _store.Put(1);
        _store.Put(2);
        supervisor.Tell(Stage(1, 1), TestActor);
        await ExpectMsgAsync<DeliveryReplies.Staged>(Patience);
        var first = LastSender;
        supervisor.Tell(Stage(2, 2), TestActor);
        await ExpectMsgAsync<DeliveryReplies.Staged>(Patience);
        Assert.Equal(first, LastSender);

        supervisor.Tell(Stage(3, 1) with { Connector = Guid.NewGuid() }, TestActor);
        await ExpectMsgAsync<DeliveryReplies.Unavailable>(Patience);
        Assert.NotEqual(first, LastSender);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _data.Dispose();
    }

    private DropPaths Paths => new(_data.Path, WindowsPathMapping.Disabled, Drops.Markers);

    private IActorRef Start() => Sys.ActorOf(ForeignConnectorActor.Props(Fax, "Hub01", _organization, Paths, _store, new WorkUnderWay(), Drops.MayAct, TimeProvider.System));

    private void Configure(Func<ForeignConnector, ForeignConnector>? change = null)
    {
        Assert.True(AddressSpace.TryParse("FAX:*;1", out var space, out _));
        var connector = new ForeignConnector { Id = Fax, Name = "fax", AddressSpaces = [space], SourceTransportServers = ["Hub01"] };
        Assert.True(_organization.Offer(OrganizationState.Restore(
            (_organization.Current?.Version ?? 0) + 1, [change?.Invoke(connector) ?? connector], [new TransportService("Hub01")], [], new TransportConfig())));
    }

    private void PutAll(int messages)
    {
        foreach (var number in Enumerable.Range(1, messages))
        {
            _store.Put(number);
        }
    }

    private static DeliveryCommands.StageDrops Stage(long attempt, params int[] numbers) =>
        new(Fax, attempt, [.. numbers.Select(number => Drops.Stage(number))]);

    private DeliveryCommands.PublishDrops Publish(long attempt, bool firstTry, params int[] numbers) =>
        new(Fax, attempt, Drop, "", [.. numbers.Select(number => Drops.Publish(number))], firstTry);

    private static string Numbers(ImmutableArray<DropKey> drops) => string.Join(',', drops.Select(drop => drop.Message.Low));
}
