using System.Text;
using Akka.TestKit.Xunit2;
using ForeignTransport.Core.BackPressure;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.BackPressure;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Submission;
using ForeignTransport.Transport.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

/// <summary>Messages that come over HTTP, before a categorizer and a store that obey.</summary>
public sealed class HttpSubmissionSpecs : TestKit
{
    private const int Partitions = 16;
    private const string Header = "From: alice@fabrikam.com\r\nTo: IMCEAFAX-1@contoso.com\r\nSubject: one\r\n\r\n";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly SubmittedEnvelope FromHeader = new(null, []);

    private readonly TemporaryDirectory _data = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 23, 50, 0, TimeSpan.Zero));
    private readonly MemoryMessageStore _store = new();
    private readonly FakeCategorizer _categorizer = new();
    private readonly OrganizationView _organization = new();
    private readonly SubmissionWork _work = new();
    private readonly BackPressureView _pressure = new();
    private readonly HttpSubmission _http;
    private long _version;

    public HttpSubmissionSpecs()
        : base(PatientStart.Hocon)
    {
        Assert.True(NodeConfigurationLoader.TryLoad(
            new NodeConfigurationSources(_data.Path, "hub01.contoso.com"), out var node, out var errors, out _), string.Join('\n', errors));
        node = node with { DataDirectory = _data.Path };
        Configure();
        _http = new HttpSubmission(new SubmissionServices(
            node,
            _organization,
            new SubmissionPaths("Hub01", _data.Path, WindowsPathMapping.Disabled),
            new PartitionChoice(Partitions, new HostedPartitions()),
            _store,
            Sys.ActorOf(_categorizer.Props()),
            "1.0",
            _time) { Work = _work, Pressure = _pressure });
    }

    [Fact]
    public async Task should_read_nothing_of_a_message_when_a_resource_is_scarce()
    {
        var resource = PressureResource.UsedDiskSpace;
        _pressure.Set(PressureState.Initial.Next([new Measurement(resource, "/data", 89, resource.Defaults)], _time.GetUtcNow()));
        var body = new MemoryStream(Encoding.ASCII.GetBytes(Header + "body"));

        var refused = await _http.SubmitAsync(body, FromHeader, null, CancellationToken.None);

        Assert.Equal(
            ("FT-5300 InsufficientResources: UsedDiskSpace[/data] is 89% (Medium from 89% on, until it falls to 80%)", "4.3.1", 0L),
            (refused.Error?.ToString(), refused.Error?.Entry.Status, body.Position));
        _pressure.Set(_pressure.Current.Next([new Measurement(resource, "/data", 80, resource.Defaults)], _time.GetUtcNow()));
        Assert.Null((await SubmitAsync(Header + "body")).Error);
    }

    private string Spool => HttpSubmission.SpoolDirectory(_data.Path);

    [Fact]
    public async Task should_have_stored_and_journaled_the_message_when_it_says_so()
    {
        var receipt = await SubmitAsync(Header + "body\r\n");

        Assert.Null(receipt.Error);
        Assert.Equal((1, false), (receipt.Recipients, receipt.IsRepeat));
        var queued = Assert.Single(_categorizer.Accepted);
        Assert.Equal(receipt.Id, queued.Id);
        Assert.Equal("HTTP/Hub01", queued.ClaimedBy);
        Assert.Equal(("alice@fabrikam.com", "HTTP"), (queued.Envelope.ReversePath, queued.Trace.Source));
        var stored = _store[queued.Id];
        Assert.Equal(queued.Size, stored.Length);
        Assert.Equal("body\r\n", Encoding.ASCII.GetString(stored[queued.HeadLength..]));
        Assert.Equal(0, _work.Total.UnderWay);
    }

    [Theory]
    [InlineData(10)]
    [InlineData((1024 * 1024) - 80)]
    [InlineData(1024 * 1024)]
    [InlineData(3_000_000)]
    public async Task should_keep_every_byte_of_the_body_and_leave_no_file(int size)
    {
        var body = new byte[size];
        new Random(size).NextBytes(body);

        var receipt = await SubmitAsync(new Trickle([.. Encoding.ASCII.GetBytes(Header), .. body]), FromHeader);

        Assert.Null(receipt.Error);
        var queued = Assert.Single(_categorizer.Accepted);
        Assert.Equal(body, _store[queued.Id][queued.HeadLength..]);
        Assert.True(!Directory.Exists(Spool) || !Directory.EnumerateFiles(Spool).Any());
    }

    [Fact]
    public async Task should_stop_reading_when_the_message_is_over_the_limit()
    {
        Configure(config: new TransportConfig { MaxReceiveSize = UnlimitedSize.FromBytes(2_000_000) });
        var stream = new Trickle([.. Encoding.ASCII.GetBytes(Header), .. new byte[9_000_000]]);

        var receipt = await SubmitAsync(stream, FromHeader);

        Assert.Equal(ErrorCatalogue.MessageTooLarge, receipt.Error?.Entry);
        Assert.InRange(stream.Position, 2_000_000, 3_000_000);
        Assert.Empty(_store.Ids);
        Assert.Empty(Directory.EnumerateFiles(Spool));
    }

    [Fact]
    public async Task should_store_nothing_when_the_rules_refuse()
    {
        var receipt = await SubmitAsync("Subject: nobody\r\n\r\n");

        Assert.Equal(ErrorCatalogue.NoOriginator, receipt.Error?.Entry);
        Assert.Null(receipt.Id);
        Assert.Empty(_store.Ids);
        Assert.Equal(0, _categorizer.AcceptedCount);
    }

    [Fact]
    public async Task should_be_refused_for_now_when_the_store_is_away()
    {
        _store.Outage = ErrorCatalogue.MessageStoreFailed.With("test");

        var receipt = await SubmitAsync(Header);

        Assert.Equal(_store.Outage, receipt.Error);
        Assert.False(receipt.Error!.Entry.IsPermanent);
        Assert.Equal(0, _categorizer.AcceptedCount);
    }

    [Fact]
    public async Task should_be_refused_while_the_server_is_suspended_and_taken_when_it_is_resumed()
    {
        Configure(ComponentState.Draining);
        Assert.Equal(ErrorCatalogue.ServerSuspended, (await SubmitAsync(Header)).Error?.Entry);

        Configure();
        Assert.Null((await SubmitAsync(Header)).Error);
    }

    [Fact]
    public async Task should_take_the_messages_of_two_submitters_who_use_the_same_key()
    {
        Task<MessageReceipt> By(string? submitter) => _http.SubmitAsync(
            new MemoryStream(Encoding.ASCII.GetBytes(Header)), FromHeader, new IdempotencyKey("order 7", submitter), CancellationToken.None);

        var ids = new HashSet<MessageId?>();
        foreach (var submitter in new[] { null, "Token/orders", "Token/invoices" })
        {
            var receipt = await By(submitter);
            Assert.False(receipt.IsRepeat);
            Assert.True(ids.Add(receipt.Id));
            var again = await By(submitter);
            Assert.True(again.IsRepeat);
            Assert.Equal(receipt.Id, again.Id);
        }

        Assert.Equal(3, _categorizer.AcceptedCount);
    }

    [Fact]
    public async Task should_submit_once_when_a_key_is_repeated_within_a_day()
    {
        var first = await SubmitAsync(Header, key: "order 7");
        var again = await SubmitAsync(Header, key: "order 7");
        _time.Advance(TimeSpan.FromHours(23));
        var afterMidnight = await SubmitAsync(Header, key: "order 7");
        var other = await SubmitAsync(Header, key: "order 8");

        Assert.Equal((null, false), (first.Error, first.IsRepeat));
        Assert.Equal((first.Id, true, 1), (again.Id, again.IsRepeat, again.Recipients));
        Assert.Equal((first.Id, true), (afterMidnight.Id, afterMidnight.IsRepeat));
        Assert.NotEqual(first.Id, other.Id);
        Assert.Equal(2, _categorizer.AcceptedCount);
        Assert.All(_categorizer.Accepted, message => Assert.Equal(HttpSubmission.Claimant, message.ClaimedBy));
    }

    [Fact]
    public async Task should_ask_again_when_the_partition_of_a_key_is_moving()
    {
        _categorizer.Answers = false;
        var submission = SubmitAsync(Header, key: "order 7");
        await AwaitConditionAsync(
            () => Task.FromResult(_categorizer.Received<CategorizerQueries.FindUnknown>().Any()), Patience, TimeSpan.FromMilliseconds(10));
        _categorizer.Answers = true;

        Assert.Null((await submission).Error);
        Assert.Equal(1, _categorizer.AcceptedCount);
    }

    [Fact]
    public async Task should_submit_once_when_the_same_key_comes_at_once()
    {
        var receipts = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => SubmitAsync($"{Header}{number}", key: "order 7")));

        Assert.All(receipts, receipt => Assert.Null(receipt.Error));
        Assert.Single(receipts.Select(receipt => receipt.Id).Distinct());
        Assert.Equal(1, _categorizer.AcceptedCount);
    }

    [Fact]
    public async Task should_let_go_of_old_keys_now_and_then()
    {
        await SubmitAsync(Header, key: "order 7");
        await SubmitAsync(Header, key: "order 8");

        Assert.Equal(
            Enumerable.Range(0, Partitions).SelectMany(partition => new[]
            {
                (partition, HttpSubmission.Claimant, _time.GetUtcNow().AddDays(-3)), (partition, "HTTP/Hub01", _time.GetUtcNow().AddHours(-1))
            }),
            _categorizer.Received<CategorizerCommands.ResolveClaims>().Select(command => (command.Partition, command.Server, command.Before)).Order());
    }

    [Fact]
    public async Task should_submit_once_when_the_answer_is_lost_and_the_message_is_through_meanwhile()
    {
        _categorizer.Answers = false;
        var submission = SubmitAsync(Header);
        await AwaitConditionAsync(() => Task.FromResult(_categorizer.AcceptedCount == 1), Patience, TimeSpan.FromMilliseconds(10));
        _categorizer.Answers = true;

        var receipt = await submission;

        Assert.Null(receipt.Error);
        // Each call has five seconds for its answer, and this machine may be slower than that.
        Assert.InRange(_categorizer.Received<CategorizerCommands.Submit>().Count(), 2, int.MaxValue);
        Assert.Equal(1, _categorizer.AcceptedCount);
        await AwaitConditionAsync(() => Task.FromResult(_categorizer.IsForgotten(receipt.Id!.Value)), Patience, TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public async Task should_let_go_of_what_an_earlier_process_had_in_hand_when_it_begins()
    {
        _http.Open();

        await AwaitConditionAsync(() => Task.FromResult(_categorizer.Received<CategorizerCommands.ResolveClaims>().Count() == Partitions), Patience, TimeSpan.FromMilliseconds(10));
        Assert.All(_categorizer.Received<CategorizerCommands.ResolveClaims>(), command => Assert.Equal(("HTTP/Hub01", _time.GetUtcNow()), (command.Server, command.Before)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public async Task should_refuse_a_key_that_is_none(string key) =>
        Assert.Equal(ErrorCatalogue.InvalidIdempotencyKey, (await SubmitAsync(Header, key: key)).Error?.Entry);

    [Fact]
    public async Task should_take_only_so_many_at_once_and_none_any_more_when_it_is_closed()
    {
        var gate = _store.HoldAppends();
        var held = Enumerable.Range(0, 64).Select(_ => SubmitAsync(Header)).ToList();
        await AwaitConditionAsync(() => Task.FromResult(_store.Appends == 64), Patience, TimeSpan.FromMilliseconds(10));
        Assert.Equal(64, _work.Total.UnderWay);
        Assert.Equal(ErrorCatalogue.SubmissionBusy, (await SubmitAsync(Header)).Error?.Entry);

        var closing = _http.CloseAsync(TimeSpan.FromHours(1));
        Assert.Equal(ErrorCatalogue.SubmissionNotReady, (await SubmitAsync(Header)).Error?.Entry);
        Assert.False(closing.IsCompleted);
        gate.SetResult();

        Assert.True(await closing.WaitAsync(Patience));
        Assert.All(await Task.WhenAll(held), receipt => Assert.Null(receipt.Error));
        Assert.Equal(64, _categorizer.AcceptedCount);
    }

    [Fact]
    public async Task should_remove_what_a_server_left_when_it_died()
    {
        Directory.CreateDirectory(Spool);
        await File.WriteAllTextAsync(Path.Combine(Spool, "x.tmp"), "");

        SpooledMessage.RemoveLeftBehind(Spool);
        SpooledMessage.RemoveLeftBehind(Spool);

        Assert.False(Directory.Exists(Spool));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _data.Dispose();
    }

    private Task<MessageReceipt> SubmitAsync(string message, string? key = null) =>
        SubmitAsync(new MemoryStream(Encoding.ASCII.GetBytes(message)), FromHeader, key);

    private Task<MessageReceipt> SubmitAsync(Stream message, SubmittedEnvelope envelope, string? key = null) =>
        _http.SubmitAsync(message, envelope, key is null ? null : new IdempotencyKey(key), CancellationToken.None);

    private void Configure(ComponentState state = ComponentState.Active, TransportConfig? config = null) =>
        Assert.True(_organization.Offer(OrganizationState.Restore(
            ++_version, [], [new TransportService("Hub01") { ComponentState = state }],
            [new AcceptedDomain("Contoso", "contoso.com", IsDefault: true)], config ?? new TransportConfig())));

    /// <summary>Gives a few thousand bytes at a time, as a network does.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        private const int Most = 10_007;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, Most)], cancellationToken);
    }
}
