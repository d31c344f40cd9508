using Akka.Actor;
using ForeignTransport.Core.BackPressure;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.BackPressure;
using ForeignTransport.Transport.Submission;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

/// <summary>While a resource is scarce files stay where they are, untouched, and what is claimed goes its way.</summary>
public sealed class ScarceResourcesSpecs : DirectoryWorld
{
    private readonly FakeCategorizer _world = new();

    [Theory]
    [InlineData(96)]
    [InlineData(99)]
    public async Task should_leave_files_untouched_when_database_space_is_scarce_and_take_them_when_it_is_not(long percent)
    {
        Configure();
        Scarce(percent);
        var directory = Start(Sys.ActorOf(_world.Props()), poll: Often);
        Assert.Equal(PickupPath, await OpenedAsync(directory));
        Drop(PickupPath, "a.eml", IntakeDirectory.Pickup());
        var written = File.GetLastWriteTimeUtc(Path.Combine(PickupPath, "a.eml"));
        await SeveralPollsAsync(directory);

        Assert.Equal(["a.eml"], FilesIn(PickupPath));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(PickupPath, "a.eml")));
        Assert.Equal(0, Store.Appends);
        Assert.Single(Logged("The Pickup directory takes no more files"));

        Scarce(94);

        await EventuallyAsync(() => Assert.Empty(FilesIn(PickupPath)));
        Assert.Equal(1, _world.AcceptedCount);
    }

    [Fact]
    public async Task should_take_no_more_and_see_claims_through_when_a_resource_becomes_scarce_in_an_outage()
    {
        Configure();
        Store.Outage = ErrorCatalogue.MessageStoreFull.With("test");
        var directory = Start(Sys.ActorOf(_world.Props()), poll: Often);
        Drop(PickupPath, "claimed.eml", IntakeDirectory.Pickup());
        await EventuallyAsync(() => Assert.Single(FilesIn(PickupPath), name => name.EndsWith(".tmp", StringComparison.Ordinal)));
        Scarce(96);
        await OpenedAsync(directory);
        Drop(PickupPath, "later.eml", IntakeDirectory.Pickup());

        Store.Outage = null;

        await EventuallyAsync(() => Assert.Equal(["later.eml"], FilesIn(PickupPath)));
        Assert.Equal(1, _world.AcceptedCount);
        await SeveralPollsAsync(directory);
        Assert.Equal(["later.eml"], FilesIn(PickupPath));
    }

    [Fact]
    public async Task should_warn_once_when_the_cause_goes_on_to_change()
    {
        Configure();
        var directory = Start(Sys.ActorOf(_world.Props()), SubmissionKind.Replay, poll: Often);
        Scarce(96);
        Scarce(99);
        Scarce(97);
        await OpenedAsync(directory);

        Assert.Single(Logged("The Replay directory takes no more files"));
    }

    [Fact]
    public async Task should_stay_closed_when_the_server_is_resumed_and_resources_are_scarce()
    {
        Configure(service => service with { ComponentState = ComponentState.Draining });
        Scarce(96);
        var directory = Start(Sys.ActorOf(_world.Props()), poll: Often);
        Configure();
        await OpenedAsync(directory);
        Drop(PickupPath, "a.eml", IntakeDirectory.Pickup());
        await SeveralPollsAsync(directory);
        Assert.Equal(["a.eml"], FilesIn(PickupPath));

        Scarce(94);

        await EventuallyAsync(() => Assert.Empty(FilesIn(PickupPath)));
    }

    private void Scarce(long percent)
    {
        var resource = PressureResource.DatabaseUsedSpace;
        var state = Pressure.Current.Next([new Measurement(resource, "/db", percent, resource.Defaults with { KeepsFree = null })], Time.GetUtcNow());
        Pressure.Set(state);
        Sys.EventStream.Publish(new BackPressureChanged(state));
    }

    private async Task SeveralPollsAsync(IActorRef directory)
    {
        for (var poll = 0; poll < 4; poll++)
        {
            await Task.Delay(Often * 2);
            await OpenedAsync(directory);
        }
    }
}
