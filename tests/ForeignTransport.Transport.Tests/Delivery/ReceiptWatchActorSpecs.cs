using System.Collections.Concurrent;
using System.Text;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Delivery;

/// <summary>Receipts in real directories; the partitions are the test, the clock of the actors is virtual.</summary>
public sealed class ReceiptWatchActorSpecs : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly TemporaryDirectory _data = new();
    private readonly OrganizationView _organization = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly ConcurrentQueue<CategorizerQueries.FindAwaitedDirectories> _asked = new();
    private readonly TestProbe _log;
    private readonly IActorRef _watch;

    public ReceiptWatchActorSpecs()
        : base(PatientStart.Hocon + "akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
    {
        _log = CreateTestProbe();
        Sys.EventStream.Subscribe(_log, typeof(Warning));
        IgnoreMessages<CategorizerQueries.FindAwaitedDirectories>(query =>
        {
            _asked.Enqueue(query);
            return true;
        });
        _watch = Sys.ActorOf(ReceiptWatchActor.Props(
            "Hub01", _organization, new DropPaths(_data.Path, WindowsPathMapping.Disabled, Drops.Markers), TestActor, 16, Interval, _time));
        Directory.CreateDirectory(Drop);
        Settle();
    }

    private string Drop => _data.File("fax");

    [Fact]
    public async Task should_offer_each_receipt_and_remove_it_only_when_its_outcome_is_recorded()
    {
        Configure(ReceiptMode.File);
        Write(Name(1) + ".done", "");
        Write(Name(2)[..^4] + ".done", "");
        Write(Name(3) + ".failed", "\uFEFFline is busy\r\nmore that nobody reads");
        Write("readme.done", "");
        Write(Name(4), "a drop file");

        var offered = await OfferedAsync(3);

        Assert.Equal([(1, true, null), (2, true, null), (3, false, (string?)"line is busy")], offered.Select(receipt => ((int)receipt.Drop.Message.Low, receipt.IsDelivered, receipt.Reason)));
        Assert.Equal([Name(1), Name(2), Name(3)], offered.Select(receipt => receipt.FileName));
        Judge(offered[0], ReceiptJudgement.Recorded);
        Judge(offered[1], ReceiptJudgement.Early);
        Judge(offered[2], ReceiptJudgement.Recorded);

        await AwaitAssertAsync(() => Assert.Equal([Name(2)[..^4] + ".done", Name(4), "readme.done"], Files()), Patience, TimeSpan.FromMilliseconds(10));
        Assert.Equal([2], (await OfferedAsync(1)).Select(receipt => (int)receipt.Drop.Message.Low));
    }

    [Fact]
    public async Task should_remove_every_receipt_of_a_file_when_it_has_several()
    {
        Configure(ReceiptMode.File);
        Write(Name(1) + ".done", "");
        Write(Name(1) + ".failed", "no");
        Write(Name(1)[..^4] + ".done", "");

        foreach (var receipt in await OfferedAsync(3))
        {
            Judge(receipt, ReceiptJudgement.Recorded);
        }

        await AwaitAssertAsync(() => Assert.Empty(Files()), Patience, TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public async Task should_leave_a_receipt_that_nobody_waits_for_and_say_so_once_until_it_is_a_day_old()
    {
        Configure(ReceiptMode.File);
        Write(Name(1) + ".done", "");
        for (var look = 0; look < 3; look++)
        {
            Judge((await OfferedAsync(1))[0], ReceiptJudgement.Unknown);
        }

        Settle();
        Assert.Contains("FT-5352 ReceiptUnknown", _log.ExpectMsg<Warning>(Patience).Message.ToString(), StringComparison.Ordinal);
        Assert.Equal([Name(1) + ".done"], Files());
        _time.Advance(ReceiptWatchActor.UnknownAge + TimeSpan.FromMinutes(1));
        Judge((await OfferedAsync(1))[0], ReceiptJudgement.Unknown);

        await AwaitAssertAsync(() => Assert.Empty(Files()), Patience, TimeSpan.FromMilliseconds(10));
        _log.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task should_come_to_every_receipt_when_those_that_nobody_waits_for_fill_a_look()
    {
        const int Foreign = 1500;
        Configure(ReceiptMode.File);
        foreach (var number in Enumerable.Range(1, Foreign + 1))
        {
            Write(Name(number) + ".done", "");
        }

        var offered = new HashSet<int>();
        for (var look = 0; look < 2; look++)
        {
            var receipts = await OfferedAsync(ReceiptFiles.Most);
            offered.UnionWith(receipts.Select(receipt => (int)receipt.Drop.Message.Low));
            _watch.Tell(new CategorizerReplies.ReceiptsJudged(7, [.. receipts.Select(receipt => new ReceiptVerdict(receipt, ReceiptJudgement.Unknown))]));
        }

        Assert.Equal(Enumerable.Range(1, Foreign + 1), offered.Order());
    }

    [Fact]
    public async Task should_follow_no_link_and_read_little_when_receipts_are_hostile()
    {
        Configure(ReceiptMode.File);
        var secret = _data.File("secret");
        File.WriteAllText(secret, "secret");
        File.CreateSymbolicLink(Path.Combine(Drop, Name(1) + ".failed"), secret);
        File.WriteAllBytes(Path.Combine(Drop, Name(2) + ".failed"), [.. Enumerable.Repeat((byte)0xff, 5_000_000)]);
        Directory.CreateDirectory(Path.Combine(Drop, Name(3) + ".done"));

        var offered = Assert.Single(await OfferedAsync(1));

        Assert.Equal(2, (int)offered.Drop.Message.Low);
        Assert.InRange(offered.Reason!.Length, 1, 1200);
        Assert.Contains(Name(1), _log.ExpectMsg<Warning>(Patience).Message.ToString(), StringComparison.Ordinal);
        Assert.Equal("secret", File.ReadAllText(secret));
    }

    [Fact]
    public async Task should_read_the_reason_when_a_gateway_writes_UTF_16_with_a_byte_order_mark()
    {
        Configure(ReceiptMode.File);
        File.WriteAllText(Path.Combine(Drop, Name(1) + ".failed"), "5.1.1 kein Anschlu\u00DF\r\nmore", Encoding.Unicode);
        File.WriteAllText(Path.Combine(Drop, Name(2) + ".failed"), "5.1.1 kein Anschlu\u00DF\r\nmore", Encoding.BigEndianUnicode);

        Assert.All(await OfferedAsync(2), receipt => Assert.Equal("5.1.1 kein Anschlu\u00DF", receipt.Reason));
    }

    [Fact]
    public void should_have_no_complaint_when_a_receipt_is_gone_before_it_is_read()
    {
        Assert.False(ReceiptFiles.TryRead(Path.Combine(Drop, Name(1) + ".failed"), out _, out var error));
        Assert.Null(error);
    }

    [Fact]
    public async Task should_look_nowhere_when_no_connector_asks_for_receipts()
    {
        Configure(ReceiptMode.None);
        Write(Name(1) + ".done", "");

        ((TestScheduler)Sys.Scheduler).Advance(Interval);

        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        Configure(ReceiptMode.File);
        Assert.Single(await OfferedAsync(1));
    }

    [Theory]
    [InlineData("Hub01", false, true)]
    [InlineData("hub02", true, true)]
    [InlineData("hub02", false, false)]
    public async Task should_look_where_files_wait_though_the_connector_has_another_directory(string server, bool hasMarker, bool isFound)
    {
        Configure(ReceiptMode.File);
        var former = Directory.CreateDirectory(_data.File("former")).FullName;
        var staging = Directory.CreateDirectory(Path.Combine(former, ".staging")).FullName;
        File.WriteAllText(Path.Combine(staging, hasMarker ? "hub02.1.marker" : "hub03.1.marker"), "");
        File.WriteAllText(Path.Combine(former, Name(1) + ".done"), "");
        Write(Name(2) + ".done", "");

        await OfferedAsync(1);
        foreach (var partition in Enumerable.Range(0, 16))
        {
            Assert.Contains(new CategorizerQueries.FindAwaitedDirectories(partition), _asked);
            _watch.Tell(new CategorizerReplies.AwaitedDirectories(partition, partition == 3 ? [new AwaitedDirectory(server, former, "hub02.1.marker")] : []));
        }

        Settle();
        Assert.Equal(isFound ? [1, 2] : [2], (await OfferedAsync(isFound ? 2 : 1)).Select(receipt => (int)receipt.Drop.Message.Low));
        Assert.Equal(16, _asked.Count);

        _time.Advance(ReceiptWatchActor.AskInterval);
        await OfferedAsync(isFound ? 2 : 1);
        Assert.Equal(32, _asked.Count);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _data.Dispose();
    }

    private static string Name(int number) => DropFileName.Create(Drops.Now, "Hub01", Id(number), 1).ToString();

    private static MessageId Id(int number) => MessageId.Create(Drops.Now, 7, (ulong)number);

    private string[] Files() => [.. Directory.EnumerateFiles(Drop).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Drop, name), text);

    /// <summary>What was sent to the actor is done before a clock is moved.</summary>
    private void Settle()
    {
        _watch.Tell(new Identify("done"), TestActor);
        ExpectMsg<ActorIdentity>(Patience);
    }

    private void Judge(GatewayReceipt receipt, ReceiptJudgement judgement) =>
        _watch.Tell(new CategorizerReplies.ReceiptsJudged(7, [new ReceiptVerdict(receipt, judgement)]));

    /// <summary>What one look offers, in the order of the messages.</summary>
    private async Task<GatewayReceipt[]> OfferedAsync(int count)
    {
        ((TestScheduler)Sys.Scheduler).Advance(Interval);
        var command = await ExpectMsgAsync<CategorizerCommands.TakeReceipts>(Patience);
        Assert.Equal((7, count), (command.Partition, command.Receipts.Length));
        return [.. command.Receipts.OrderBy(receipt => receipt.Drop.Message).ThenBy(receipt => receipt.FileName)];
    }

    private void Configure(ReceiptMode mode)
    {
        Assert.True(AddressSpace.TryParse("FAX:*;1", out var space, out _));
        var connector = new ForeignConnector
        {
            Id = Guid.NewGuid(), Name = "Fax", AddressSpaces = [space], SourceTransportServers = ["Hub01"], DropDirectory = "fax", ReceiptMode = mode
        };
        Assert.True(_organization.Offer(OrganizationState.Restore(
            (_organization.Current?.Version ?? 0) + 1, [connector], [new TransportService("Hub01")], [], new TransportConfig())));
    }
}
