using Akka.Actor;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Submission;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

/// <summary>While the server is suspended files stay where they are, and what is claimed goes its way.</summary>
public sealed class SuspendedDirectorySpecs : DirectoryWorld
{
    private readonly FakeCategorizer _world = new();

    [Fact]
    public async Task should_leave_files_while_the_server_is_suspended_and_take_them_when_it_is_resumed()
    {
        Suspend();
        var directory = Start(Sys.ActorOf(_world.Props()), poll: Often);
        Assert.Equal(PickupPath, await OpenedAsync(directory));
        Drop(PickupPath, "a.eml", IntakeDirectory.Pickup());
        await SeveralPollsAsync(directory);

        Assert.Equal(["a.eml"], FilesIn(PickupPath));
        await EventuallyAsync(() => Assert.Equal(new IntakeWork(IsClosed: true, UnderWay: 0), Work.Total));

        Configure();

        await EventuallyAsync(() => Assert.Empty(FilesIn(PickupPath)));
        Assert.Equal(1, _world.AcceptedCount);
        await EventuallyAsync(() => Assert.Equal(new IntakeWork(IsClosed: false, UnderWay: 0), Work.Total));
    }

    [Fact]
    public async Task should_see_claims_through_and_take_nothing_else_when_it_is_suspended_in_an_outage()
    {
        Configure();
        Store.Outage = ErrorCatalogue.MessageStoreFull.With("test");
        var directory = Start(Sys.ActorOf(_world.Props()), poll: Often);
        Drop(PickupPath, "claimed.eml", IntakeDirectory.Pickup());
        await EventuallyAsync(() => Assert.Single(FilesIn(PickupPath), name => name.EndsWith(".tmp", StringComparison.Ordinal)));
        await EventuallyAsync(() => Assert.True(Store.Appends >= 1));
        Suspend();
        Drop(PickupPath, "later.eml", IntakeDirectory.Pickup());
        await EventuallyAsync(() => Assert.True(Work.Total is { IsClosed: true, UnderWay: > 0 }));

        Store.Outage = null;

        await EventuallyAsync(() => Assert.Equal(["later.eml"], FilesIn(PickupPath)));
        Assert.Equal(1, _world.AcceptedCount);
        await EventuallyAsync(() => Assert.Equal(new IntakeWork(IsClosed: true, UnderWay: 0), Work.Total));
        await SeveralPollsAsync(directory);
        Assert.Equal(["later.eml"], FilesIn(PickupPath));
    }

    [Fact]
    public async Task should_resolve_the_claims_of_an_earlier_run_when_it_starts_suspended()
    {
        Suspend();
        Directory.CreateDirectory(PickupPath);
        var id = MessageId.Create(IntakeDirectory.Start.AddMinutes(-1), 3, 7);
        File.WriteAllText(Path.Combine(PickupPath, ClaimName.Format("a.eml", id)), IntakeDirectory.Pickup());
        File.WriteAllText(Path.Combine(PickupPath, "b.eml"), IntakeDirectory.Pickup());

        Start(Sys.ActorOf(_world.Props()), poll: Often);

        await EventuallyAsync(() => Assert.Equal(["b.eml"], FilesIn(PickupPath)));
        Assert.Equal(id, Assert.Single(_world.Accepted).Id);
    }

    [Fact]
    public async Task should_not_take_files_of_a_directory_that_is_configured_while_it_is_suspended()
    {
        Suspend();
        var directory = Start(Sys.ActorOf(_world.Props()), poll: Often);
        var other = Path.Combine(Data, "other");
        Suspend(service => service with { PickupDirectoryPath = DirectorySetting.At(other) });
        Assert.Equal(other, await OpenedAsync(directory));
        Drop(other, "a.eml", IntakeDirectory.Pickup());
        await SeveralPollsAsync(directory);

        Assert.Equal(["a.eml"], FilesIn(other));
    }

    private void Suspend(Func<TransportService, TransportService>? change = null) =>
        Configure(service => (change?.Invoke(service) ?? service) with { ComponentState = ComponentState.Draining });

    private async Task SeveralPollsAsync(IActorRef directory)
    {
        for (var poll = 0; poll < 4; poll++)
        {
            await Task.Delay(Often * 2);
            await OpenedAsync(directory);
        }
    }
}
