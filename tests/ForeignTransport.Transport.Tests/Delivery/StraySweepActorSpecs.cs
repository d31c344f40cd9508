using Akka.Actor;
using Akka.TestKit.Xunit2;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Delivery;

public sealed class StraySweepActorSpecs : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _data = new();
    private readonly OrganizationView _organization = new();
    private readonly IActorRef _sweep;

    public StraySweepActorSpecs()
        : base(PatientStart.Hocon)
    {
        _sweep = Sys.ActorOf(StraySweepActor.Props(
            "Hub01", _organization, new DropPaths(_data.Path, WindowsPathMapping.Disabled, Drops.Markers), TestActor, 16, new FakeTimeProvider(Drops.Now)));
        Directory.CreateDirectory(_data.File("fax"));
        Staging.Prepare();
    }

    private StagingArea Staging => new(_data.File("fax"));

    [Fact]
    public async Task should_ask_the_owner_of_each_old_file_and_remove_only_what_it_does_not_claim()
    {
        Configure("fax");
        Write(1, TimeSpan.FromMinutes(16));
        Write(17, TimeSpan.FromMinutes(16));
        Write(2, TimeSpan.FromMinutes(16));
        Write(3, TimeSpan.FromMinutes(14));

        _sweep.Tell(StraySweepActor.Sweep.Instance);

        var questions = new[]
        {
            await ExpectMsgAsync<CategorizerQueries.FindUnclaimed>(Patience), await ExpectMsgAsync<CategorizerQueries.FindUnclaimed>(Patience)
        };
        Assert.Equal([1, 2], questions.Select(question => question.Partition).Order());
        Assert.Equal([1, 2, 17], questions.SelectMany(question => question.Drops).Select(drop => (int)drop.Message.Low).Order());
        _sweep.Tell(new CategorizerReplies.Unclaimed(1, [Key(17)]));
        _sweep.Tell(new CategorizerReplies.Unclaimed(2, []));

        await AwaitAssertAsync(() => Assert.False(File.Exists(PathOf(17))), Patience, TimeSpan.FromMilliseconds(10));
        Assert.Equal(3, Staging.Files().Count());
    }

    [Fact]
    public async Task should_keep_a_file_when_it_was_written_anew_before_the_answer()
    {
        Configure("fax");
        Write(1, TimeSpan.FromHours(2));
        Write(17, TimeSpan.FromHours(2));
        _sweep.Tell(StraySweepActor.Sweep.Instance);
        await ExpectMsgAsync<CategorizerQueries.FindUnclaimed>(Patience);
        Write(1, TimeSpan.Zero);

        _sweep.Tell(new CategorizerReplies.Unclaimed(1, [Key(1), Key(17)]));

        await AwaitAssertAsync(() => Assert.False(File.Exists(PathOf(17))), Patience, TimeSpan.FromMilliseconds(10));
        Assert.True(File.Exists(PathOf(1)));
    }

    [Fact]
    public async Task should_look_into_a_directory_once_when_connectors_share_it()
    {
        Configure("fax", "fax");
        Write(1, TimeSpan.FromHours(1));

        _sweep.Tell(StraySweepActor.Sweep.Instance);

        Assert.Single((await ExpectMsgAsync<CategorizerQueries.FindUnclaimed>(Patience)).Drops);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task should_do_nothing_when_there_is_no_configuration_or_nothing_was_asked()
    {
        Write(1, TimeSpan.FromHours(1));
        _sweep.Tell(StraySweepActor.Sweep.Instance);
        _sweep.Tell(new CategorizerReplies.Unclaimed(1, [Key(1)]));
        Configure("fax");
        _sweep.Tell(StraySweepActor.Sweep.Instance);

        await ExpectMsgAsync<CategorizerQueries.FindUnclaimed>(Patience);
        Assert.True(File.Exists(PathOf(1)));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _data.Dispose();
    }

    private static StrayFile Key(int number) => new(Drops.Id(number), Drops.FileName(number));

    private string PathOf(int number) => Staging.PathOf(Drops.Id(number), Drops.FileName(number));

    private void Write(int number, TimeSpan age)
    {
        File.WriteAllText(PathOf(number), "x");
        File.SetLastWriteTimeUtc(PathOf(number), (Drops.Now - age).UtcDateTime);
    }

    private void Configure(params string[] directories)
    {
        Assert.True(AddressSpace.TryParse("FAX:*;1", out var space, out _));
        Assert.True(_organization.Offer(OrganizationState.Restore(
            1,
            directories.Select((directory, number) => new ForeignConnector
            {
                Id = Guid.NewGuid(), Name = $"connector {number}", DropDirectory = directory, AddressSpaces = [space], SourceTransportServers = ["Hub01"]
            }),
            [new TransportService("Hub01")],
            [],
            new TransportConfig())));
    }
}
