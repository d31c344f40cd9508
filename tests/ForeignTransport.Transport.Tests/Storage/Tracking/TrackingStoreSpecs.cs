using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Storage.Tracking;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.Tracking;

/// <summary>What holds for the tracking table in every kind of database.</summary>
public abstract class TrackingStoreSpecs : IAsyncLifetime
{
    private protected ITrackingStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await OpenAsync();

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await CloseAsync();
    }

    private protected abstract Task<ITrackingStore> OpenAsync();

    protected abstract Task CloseAsync();

    [Fact]
    public async Task should_give_back_every_field()
    {
        var full = TrackingRows.Send(1, recipients: ["a@x.com", "\"odd;one\"@x.com"]) with
        {
            ClientIp = "10.0.0.1",
            ServerIp = "10.0.0.2",
            RelatedRecipientAddress = "all@contoso.com",
            Reference = "<dsn@contoso.com>",
            OriginalClientIp = "203.0.113.9",
            OriginalServerIp = "10.0.0.3",
            CustomData = "S:Name=Value",
            RecipientStatus = ["[{LED=550 5.1.1 RESOLVER.ADR.RecipNotFound; not found};{MSG=};{FQDN=};{IP=};{LRT=}]", "250 2.0.0 ok"]
        };
        var bare = new TrackingRecord
        {
            Timestamp = TrackingRows.Noon.AddMilliseconds(1),
            LogId = new TrackingKey(TrackingRows.Noon.AddMilliseconds(1).ToUnixTimeMilliseconds(), -5).LogId,
            Source = TrackingSource.Pickup,
            EventId = TrackingEventId.BadMail,
            ReturnPath = "<>",
            SchemaVersion = TrackingScope.SchemaVersion
        };

        await Store.AppendAsync([full, bare], default);

        var found = await Store.SearchAsync(new TrackingFilter(), default);
        Assert.Equal([TrackingRow.Format(bare), TrackingRow.Format(full)], found.Select(TrackingRow.Format));
    }

    [Fact]
    public async Task should_keep_one_row_when_it_is_recorded_again()
    {
        var rows = Enumerable.Range(0, 10).Select(number => TrackingRows.Send(number)).ToList();
        Assert.Equal(10, (await Store.AppendAsync(rows, default)).Count);

        var fresh = await Store.AppendAsync([.. rows, TrackingRows.Send(10), TrackingRows.Send(10)], default);

        Assert.Equal(["<10@fabrikam.com>"], fresh.Select(row => row.MessageId));
        Assert.Equal(11, (await Store.SearchAsync(new TrackingFilter(), default)).Count);
    }

    // tracking.md 14.5.
    [Fact]
    public async Task should_begin_at_start_and_end_before_end()
    {
        await Store.AppendAsync([TrackingRows.Send(1, -1), TrackingRows.Send(2, 0), TrackingRows.Send(3, 3_599_999), TrackingRows.Send(4, 3_600_000)], default);

        var found = await Store.SearchAsync(new TrackingFilter { Start = TrackingRows.Noon, End = TrackingRows.Noon.AddHours(1) }, default);

        Assert.Equal(["<3@fabrikam.com>", "<2@fabrikam.com>"], found.Select(row => row.MessageId));
    }

    [Fact]
    public async Task should_find_by_each_filter_what_it_describes_and_nothing_else()
    {
        var rows = Enumerable.Range(1, 20).Select(number => TrackingRows.Send(number, number, number % 3 == 0 ? "Hub02" : "Hub01", $"r{number % 5}@x.com", "all@x.com")).ToList();
        var fail = TrackingRows.Send(100, 100) with
        {
            EventId = TrackingEventId.Fail, Source = TrackingSource.Queue, Reference = "<Ref@contoso.com>", TransportTrafficType = "", MessageSubject = "SEAttle s*a"
        };
        rows.Add(fail);
        await Store.AppendAsync(rows, default);
        TrackingFilter[] filters =
        [
            new() { Server = "HUB02" },
            new() { EventId = TrackingEventId.Fail },
            new() { Source = TrackingSource.Gateway },
            new() { Sender = "BOB@fabrikam.com" },
            new() { Sender = "ünal@fabrikam.com" },
            new() { Sender = "bounce@fabrikam.com" },
            new() { Recipients = ["R1@x.com"] },
            new() { Recipients = ["r1@x.com", "r2@x.com", "all@x.com", "nobody@x.com"] },
            new() { Recipients = ["r1@x.com"], Sender = "bob@fabrikam.com", EventId = TrackingEventId.Send, Source = TrackingSource.Gateway },
            new() { MessageSubject = "order 1" },
            new() { MessageSubject = "100% OF_IT" },
            new() { MessageSubject = "seattle" },
            new() { MessageSubject = "s*a" },
            new() { MessageSubject = "o%r" },
            new() { MessageId = "7@fabrikam.com" },
            new() { MessageId = "<7@fabrikam.com>" },
            new() { InternalMessageId = rows[4].InternalMessageId },
            new() { NetworkMessageId = rows[5].NetworkMessageId },
            new() { Reference = "<ref@contoso.com>" },
            new() { TransportTrafficType = "email" },
            new() { TransportTrafficType = "fax" },
            new() { Start = TrackingRows.Noon.AddMilliseconds(5), End = TrackingRows.Noon.AddMilliseconds(9), Recipients = ["all@x.com"] }
        ];

        foreach (var filter in filters)
        {
            var expected = rows.Where(filter.Matches).OrderByDescending(row => row.Timestamp).Select(row => row.LogId).ToList();
            Assert.Equal(expected, (await Store.SearchAsync(filter, default)).Select(row => row.LogId));
        }

        Assert.All(filters.Where((_, i) => i is not (5 or 13 or 20)), filter => Assert.Contains(rows, filter.Matches));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a@x.com")]
    public async Task should_page_from_the_newest_to_the_oldest_row(string recipient)
    {
        var rows = Enumerable.Range(0, 25).Select(number => TrackingRows.Send(number, number / 4)).ToList();
        await Store.AppendAsync(rows, default);
        var seen = new List<Guid?>();
        var filter = new TrackingFilter { Size = 10, Recipients = recipient.Length == 0 ? [] : [recipient] };
        while (await Store.SearchAsync(filter, default) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(row => row.LogId));
            filter = filter with { Before = TrackingKey.FromLogId(page[^1].LogId!.Value) };
        }

        Assert.Equal(25, seen.Count);
        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal(rows.Select(row => row.LogId).Order(), seen.Order());
    }

    [Fact]
    public async Task should_delete_old_rows_of_a_server_or_of_servers_that_are_gone()
    {
        await Store.AppendAsync(
        [
            .. Enumerable.Range(0, 5).Select(number => TrackingRows.Send(number, number)),
            .. Enumerable.Range(10, 5).Select(number => TrackingRows.Send(number, number - 10, "Hub02")),
            .. Enumerable.Range(20, 5).Select(number => TrackingRows.Send(number, number - 20, "Hub09"))
        ], default);

        Assert.Equal(2, await Store.DeleteAsync(TrackingRows.Noon.AddMilliseconds(3), "hub01", [], 2, default));
        Assert.Equal(1, await Store.DeleteAsync(TrackingRows.Noon.AddMilliseconds(3), "HUB01", [], 2, default));
        Assert.Equal(3, await Store.DeleteAsync(TrackingRows.Noon.AddMilliseconds(3), null, ["HUB01", "Hub02"], 10, default));

        var left = await Store.SearchAsync(new TrackingFilter(), default);
        Assert.Equal((2, 5, 2), (Count("Hub01"), Count("Hub02"), Count("Hub09")));
        Assert.Equal(9, (await Store.SearchAsync(new TrackingFilter { Recipients = ["a@x.com"] }, default)).Count);

        int Count(string server) => left.Count(row => row.ServerHostname == server);
    }

    [Fact]
    public async Task should_answer_nothing_when_it_is_empty()
    {
        Assert.Empty(await Store.SearchAsync(new TrackingFilter { Recipients = ["a@x.com"] }, default));
        Assert.Empty(await Store.SearchAsync(new TrackingFilter { MessageSubject = "x" }, default));
        Assert.Equal(0, await Store.DeleteAsync(TrackingRows.Noon, "Hub01", [], 10, default));
    }
}
