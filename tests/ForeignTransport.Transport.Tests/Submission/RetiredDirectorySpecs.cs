using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

/// <summary>What was claimed in a directory goes its way after the path has changed.</summary>
public sealed class RetiredDirectorySpecs : DirectoryWorld
{
    private readonly FakeCategorizer _world = new();

    private string Other => Path.Combine(Data, "other");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task should_submit_stalled_claims_and_nothing_else_of_the_old_directory_when_the_store_recovers(bool disabled)
    {
        Configure();
        Store.Outage = ErrorCatalogue.MessageStoreFull.With("test");
        var directory = Start(Sys.ActorOf(_world.Props()), poll: Often);
        Drop(PickupPath, "a.eml", IntakeDirectory.Pickup());
        await EventuallyAsync(() => Assert.True(Store.Appends >= 1));
        await EventuallyAsync(() => Assert.Single(FilesIn(PickupPath), name => name.EndsWith(".tmp", StringComparison.Ordinal)));
        Configure(service => service with { PickupDirectoryPath = disabled ? DirectorySetting.Disabled : DirectorySetting.At(Other) });
        Assert.Equal(disabled ? null : Other, await OpenedAsync(directory));
        // Not before: a batch may be open until then, and would take it.
        Drop(PickupPath, "unclaimed.eml", IntakeDirectory.Pickup());
        var appends = Store.Appends;
        await EventuallyAsync(() => Assert.True(Store.Appends >= appends + 2));
        Store.Outage = null;

        await EventuallyAsync(() => Assert.Equal(1, _world.AcceptedCount));
        await EventuallyAsync(() => Assert.Equal(["unclaimed.eml"], FilesIn(PickupPath)));
        Assert.Single(_world.Received<CategorizerCommands.Submit>());
        await EventuallyAsync(() => Assert.True(_world.IsForgotten(_world.Accepted.Single().Id)));

        // The directory is forgotten: nothing that comes later is taken, a claim included, until it is configured again.
        var late = MessageId.Create(IntakeDirectory.Start.AddHours(-1), 3, 7);
        File.WriteAllText(Path.Combine(PickupPath, ClaimName.Format("late.eml", late)), IntakeDirectory.Pickup());
        for (var poll = 0; poll < 4; poll++)
        {
            await Task.Delay(Often * 2);
            await OpenedAsync(directory);
        }

        Assert.Equal(1, _world.AcceptedCount);
        Configure();
        await EventuallyAsync(() => Assert.Equal(3, _world.AcceptedCount));
        await EventuallyAsync(() => Assert.Empty(FilesIn(PickupPath)));
    }

    [Fact]
    public async Task should_submit_every_claim_once_when_the_path_goes_to_and_fro_during_an_outage()
    {
        Configure();
        Store.Outage = ErrorCatalogue.MessageStoreFull.With("test");
        var directory = Start(Sys.ActorOf(_world.Props()), poll: Often);
        for (var number = 0; number < 6; number++)
        {
            var at = Store.Appends;
            Drop(number % 2 == 0 ? PickupPath : Other, $"{number}.eml", IntakeDirectory.Pickup());
            await EventuallyAsync(() => Assert.True(Store.Appends > at));
            Configure(service => service with { PickupDirectoryPath = number % 2 == 0 ? DirectorySetting.At(Other) : service.PickupDirectoryPath });
            await OpenedAsync(directory);
        }

        Store.Outage = null;

        await EventuallyAsync(() => Assert.DoesNotContain(FilesIn(PickupPath).Concat(FilesIn(Other)), name => name.EndsWith(".tmp", StringComparison.Ordinal)));
        Configure();
        await EventuallyAsync(() => Assert.Empty(FilesIn(PickupPath)));
        Configure(service => service with { PickupDirectoryPath = DirectorySetting.At(Other) });
        await EventuallyAsync(() => Assert.Empty(FilesIn(Other)));
        await StopAsync(directory);
        Assert.Equal(6, _world.AcceptedCount);
        Assert.Equal(6, _world.Accepted.Select(message => message.Id).Distinct().Count());
    }

    [Fact]
    public async Task should_submit_a_claim_once_when_the_new_path_is_a_link_to_the_old_directory()
    {
        Configure();
        Store.Outage = ErrorCatalogue.MessageStoreFull.With("test");
        var directory = Start(Sys.ActorOf(_world.Props()), poll: Often);
        Drop(PickupPath, "a.eml", IntakeDirectory.Pickup());
        await EventuallyAsync(() => Assert.True(Store.Appends >= 1));
        Directory.CreateSymbolicLink(Other, PickupPath);
        Configure(service => service with { PickupDirectoryPath = DirectorySetting.At(Other) });
        Assert.Equal(Other, await OpenedAsync(directory));
        var appends = Store.Appends;
        await EventuallyAsync(() => Assert.True(Store.Appends >= appends + 3));

        Store.Outage = null;

        await EventuallyAsync(() => Assert.Empty(FilesIn(PickupPath)));
        await EventuallyAsync(() => Assert.True(_world.IsForgotten(Assert.Single(_world.Accepted).Id)));
        await StopAsync(directory);
        Assert.Single(_world.Accepted);
    }
}
