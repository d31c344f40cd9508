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

/// <summary>Two source servers of one connector: Hub01 stages, and either publishes, if it sees the files.</summary>
public sealed class SharedDirectorySpecs() : TestKit(PatientStart.Hocon)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Guid Fax = Guid.NewGuid();

    private readonly TemporaryDirectory _disk = new();
    private readonly MemoryMessageStore _store = new();
    private readonly OrganizationView _organization = new();

    /// <summary>Where the volumes of this spec would be mounted.</summary>
    private string Share => _disk.File("share");

    [Fact]
    public async Task should_publish_what_another_server_staged_when_both_see_the_directory()
    {
        Directory.CreateDirectory(Share);
        Configure(Share);
        var staged = await StageAsync(Server("Hub01"), 1);

        var published = await PublishAsync(Server("Hub02"), staged, firstTry: false, 1);

        Assert.Equal("1", Numbers(published.Result.Published));
        Assert.Equal("Hub02", published.Server);
        Assert.Equal([Path.Combine(Share, Drops.FileName(1))], Directory.GetFiles(Share));
    }

    [Fact]
    public async Task should_make_no_second_file_when_the_other_server_published_and_the_gateway_has_taken_it()
    {
        Directory.CreateDirectory(Share);
        Configure(Share);
        var hub01 = Server("Hub01");
        var staged = await StageAsync(hub01, 1);
        await PublishAsync(Server("Hub02"), staged, firstTry: false, 1);
        File.Delete(Path.Combine(Share, Drops.FileName(1)));

        var again = await PublishAsync(hub01, staged, firstTry: false, 1);

        Assert.Equal("1", Numbers(again.Result.Published));
        Assert.Empty(Directory.GetFiles(Share));
    }

    [Fact]
    public async Task should_call_nothing_missing_when_the_file_is_there_under_its_final_name()
    {
        Directory.CreateDirectory(Share);
        Configure(Share);
        var hub01 = Server("Hub01");
        var staged = await StageAsync(hub01, 1, 2);
        await PublishAsync(Server("Hub02"), staged, firstTry: false, 1);

        // The writer was paused with its very first command in hand.
        var late = await PublishAsync(hub01, staged, firstTry: true, 1, 2);

        Assert.Equal("1,2", Numbers(late.Result.Published));
        Assert.Empty(late.Result.Missing);
    }

    [Fact]
    public async Task should_find_the_directory_under_its_own_name_when_the_writer_calls_it_otherwise()
    {
        var real = _disk.File("real");
        Directory.CreateDirectory(Path.Combine(real, "fax"));
        Directory.CreateSymbolicLink(_disk.File("link"), real);
        Configure("fax", hub01Root: real, hub02Root: _disk.File("link"));
        var staged = await StageAsync(Server("Hub01"), 1);
        Assert.Equal(Path.Combine(real, "fax"), staged.Directory);

        // That name means nothing on Hub02.
        var published = await PublishAsync(Server("Hub02"), staged with { Directory = "/srv/of/hub01/fax" }, firstTry: false, 1);

        Assert.Equal("1", Numbers(published.Result.Published));
        Assert.Single(Directory.GetFiles(Path.Combine(real, "fax")));
    }

    [Fact]
    public async Task should_say_that_the_files_are_elsewhere_when_each_server_has_a_directory_of_its_own()
    {
        foreach (var root in new[] { "hub01", "hub02" })
        {
            Directory.CreateDirectory(_disk.File(root));
        }

        Configure("fax", hub01Root: _disk.File("hub01"), hub02Root: _disk.File("hub02"));
        var hub02 = Server("Hub02");
        var staged = await StageAsync(Server("Hub01"), 1);
        await StageAsync(hub02, 2);

        var answers = new[]
        {
            await PublishAsync(hub02, staged with { Directory = "/srv/of/hub01/fax" }, firstTry: false, 1),
            // The writer's name for it is also that of a directory of Hub02's own.
            await PublishAsync(hub02, staged with { Directory = _disk.File("hub02/fax") }, firstTry: false, 1)
        };

        Assert.All(answers, answer =>
        {
            Assert.True(answer.Result.IsElsewhere);
            Assert.Empty(answer.Result.Published);
            Assert.Null(answer.Result.Deferred);
        });
        Assert.Empty(Directory.GetFiles(_disk.File("hub02/fax")));
    }

    [Fact]
    public async Task should_say_so_before_it_ever_staged_anything_when_its_directory_is_its_own()
    {
        Configure("fax");
        var staged = await StageAsync(Server("Hub01"), 1);

        var answer = await PublishAsync(Server("Hub02"), staged with { Directory = "/srv/of/hub01/fax" }, firstTry: false, 1);

        Assert.True(answer.Result.IsElsewhere);
    }

    [Theory]
    [InlineData("Hub01")]
    [InlineData("Hub02")]
    public async Task should_wait_for_the_directory_when_it_is_not_mounted(string publisher)
    {
        Directory.CreateDirectory(Share);
        Configure(Share);
        var staged = await StageAsync(Server("Hub01"), 1);
        var server = Server(publisher);
        Directory.Move(Share, _disk.File("unmounted"));

        var away = await PublishAsync(server, staged, firstTry: false, 1);
        Directory.Move(_disk.File("unmounted"), Share);
        var back = await PublishAsync(server, staged, firstTry: false, 1);

        // Were it elsewhere, the file would be dropped again.
        Assert.Equal(ErrorCatalogue.DropDirectoryMissing, away.Result.Deferred!.Entry);
        Assert.False(away.Result.IsElsewhere);
        Assert.Equal("1", Numbers(back.Result.Published));
    }

    [Fact]
    public async Task should_neither_stage_nor_call_it_elsewhere_when_the_root_of_the_directory_is_not_mounted()
    {
        Directory.CreateDirectory(Share);
        Configure("fax", hub01Root: Share, hub02Root: Share);
        var staged = await StageAsync(Server("Hub01"), 1);
        Directory.Move(Share, _disk.File("unmounted"));
        var hub02 = Server("Hub02");

        _store.Put(2);
        hub02.Tell(new DeliveryCommands.StageDrops(Fax, 1, [Drops.Stage(2)]), TestActor);
        var refused = await ExpectMsgAsync<DeliveryReplies.Staged>(Patience);
        var away = await PublishAsync(hub02, staged, firstTry: false, 1);

        Assert.Equal(ErrorCatalogue.DropDirectoryMissing, refused.Result.Deferred!.Entry);
        Assert.False(Directory.Exists(Share));
        Assert.Equal(ErrorCatalogue.DropDirectoryMissing, away.Result.Deferred!.Entry);
    }

    [Fact]
    public async Task should_say_that_the_files_are_elsewhere_when_it_is_no_source_server_and_has_no_such_directory()
    {
        Directory.CreateDirectory(Share);
        Configure(Share);
        var staged = await StageAsync(Server("Hub01"), 1);
        Directory.Move(Share, _disk.File("of-hub01-only"));

        Assert.True((await PublishAsync(Server("Hub03"), staged, firstTry: false, 1)).Result.IsElsewhere);
    }

    [Fact]
    public async Task should_say_that_its_own_files_are_elsewhere_when_its_directory_was_made_anew()
    {
        Directory.CreateDirectory(Share);
        Configure(Share);
        var hub01 = Server("Hub01");
        var staged = await StageAsync(hub01, 1);
        Directory.Delete(Share, recursive: true);
        Directory.CreateDirectory(Share);
        var anew = await StageAsync(hub01, 2);
        Assert.NotEqual(staged.Marker, anew.Marker);

        Assert.True((await PublishAsync(hub01, staged, firstTry: true, 1)).Result.IsElsewhere);
        Assert.Equal("2", Numbers((await PublishAsync(hub01, anew, firstTry: true, 2)).Result.Published));
    }

    [Fact]
    public async Task should_publish_by_the_name_alone_when_the_files_have_no_marker()
    {
        Directory.CreateDirectory(Share);
        Configure(Share);
        var hub01 = Server("Hub01");
        var staged = await StageAsync(hub01, 1);

        Assert.Equal("1", Numbers((await PublishAsync(hub01, staged with { Marker = "" }, firstTry: false, 1)).Result.Published));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _disk.Dispose();
    }

    private void Configure(string dropDirectory, string hub01Root = "", string hub02Root = "")
    {
        Assert.True(AddressSpace.TryParse("FAX:*;1", out var space, out _));
        var connector = new ForeignConnector
        {
            Id = Fax, Name = "fax", AddressSpaces = [space], SourceTransportServers = ["Hub01", "Hub02"], DropDirectory = dropDirectory
        };
        TransportService[] services =
        [
            new("Hub01") { RootDropDirectoryPath = hub01Root }, new("Hub02") { RootDropDirectoryPath = hub02Root }, new("Hub03")
        ];
        Assert.True(_organization.Offer(OrganizationState.Restore(1, [connector], services, [], new TransportConfig())));
    }

    /// <summary>The connector on one server, which has a data directory and markers of its own.</summary>
    private IActorRef Server(string name)
    {
        var data = Directory.CreateDirectory(_disk.File($"data-{name}")).FullName;
        return Sys.ActorOf(ForeignConnectorActor.Props(
            Fax, name, _organization, new DropPaths(data, WindowsPathMapping.Disabled, new StagingMarkers(name)), _store, new WorkUnderWay(),
            Drops.MayAct, TimeProvider.System));
    }

    private async Task<StagingResult> StageAsync(IActorRef server, params int[] numbers)
    {
        Array.ForEach(numbers, number => _store.Put(number));
        server.Tell(new DeliveryCommands.StageDrops(Fax, 1, [.. numbers.Select(number => Drops.Stage(number))]), TestActor);
        var result = (await ExpectMsgAsync<DeliveryReplies.Staged>(Patience)).Result;
        Assert.Equal(numbers.Length, result.Staged.Length);
        return result;
    }

    private async Task<DeliveryReplies.Published> PublishAsync(IActorRef server, StagingResult staged, bool firstTry, params int[] numbers)
    {
        server.Tell(
            new DeliveryCommands.PublishDrops(Fax, 2, staged.Directory!, staged.Marker!, [.. numbers.Select(number => Drops.Publish(number))], firstTry),
            TestActor);
        return await ExpectMsgAsync<DeliveryReplies.Published>(Patience);
    }

    private static string Numbers(ImmutableArray<DropKey> drops) => string.Join(',', drops.Select(drop => drop.Message.Low));
}
