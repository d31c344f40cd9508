using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Storage.Sqlite;
using ForeignTransport.Transport.Storage.Tracking;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.Tracking;

/// <summary>Searches and deletions over many segments, each of a few rows, with rows that are recorded long after their time.</summary>
public sealed class SqliteTrackingSegmentSpecs : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<TrackingRecord> _rows = Shuffled(300, seed: 41);

    private string Path => _directory.File("tracking.db");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(1000)]
    public async Task should_find_the_newest_rows_whatever_segments_they_are_in(int size)
    {
        await using var store = await FillAsync();

        foreach (var filter in Filters(size))
        {
            var expected = _rows.Where(filter.Matches).OrderByDescending(row => row.Timestamp).Select(row => row.LogId).ToList();
            var found = new List<Guid?>();
            for (TrackingKey? before = null; ;)
            {
                var page = await store.SearchAsync(filter with { Before = before }, default);
                found.AddRange(page.Select(row => row.LogId));
                if (page.Count < size)
                {
                    break;
                }

                before = TrackingKey.FromLogId(page[^1].LogId!.Value);
            }

            Assert.NotEmpty(expected);
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public async Task should_go_on_in_the_last_segment_after_a_restart()
    {
        await using (var earlier = SqliteTrackingStore.Open(Path, segmentRows: 7))
        {
            await earlier.AppendAsync(_rows[..5], default);
        }

        await using (var again = SqliteTrackingStore.Open(Path, segmentRows: 7))
        {
            await again.AppendAsync(_rows[5..10], default);
            await again.AppendAsync(_rows[10..15], default);
        }

        Assert.Equal([10L, 5L], Column("SELECT row_count FROM message_tracking_segment ORDER BY segment"));
    }

    [Fact]
    public async Task should_forget_a_segment_when_all_its_rows_are_deleted()
    {
        await using var store = await FillAsync();
        var limit = TrackingRows.Noon.AddMilliseconds(290);

        Assert.Equal(290, await store.DeleteAsync(limit, "Hub01", [], 1000, default));

        Assert.Equal(10, (await store.SearchAsync(new TrackingFilter(), default)).Count);
        var kept = Column("SELECT segment FROM message_tracking_segment WHERE last_time >= " + limit.ToUnixTimeMilliseconds());
        Assert.NotEmpty(kept);
        Assert.Equal(kept, Column("SELECT segment FROM message_tracking_segment ORDER BY segment"));
        Assert.Equal(kept, Column("SELECT DISTINCT segment FROM message_tracking_lookup ORDER BY segment"));

        await store.DeleteAsync(limit.AddDays(1), "Hub01", [], 1000, default);
        Assert.Empty(Column("SELECT segment FROM message_tracking_lookup"));
        await store.AppendAsync(_rows[..1], default);
        Assert.Single(await store.SearchAsync(new TrackingFilter { Sender = _rows[0].Sender }, default));
    }

    private static IEnumerable<TrackingFilter> Filters(int size)
    {
        yield return new TrackingFilter { Size = size, Sender = "bob@fabrikam.com" };
        yield return new TrackingFilter { Size = size, Sender = "bob@fabrikam.com", EventId = TrackingEventId.Send };
        yield return new TrackingFilter { Size = size, Recipients = ["r1@x.com", "R2@x.com"] };
        yield return new TrackingFilter { Size = size, Recipients = ["r3@x.com"], Sender = "bob@fabrikam.com" };
        yield return new TrackingFilter { Size = size, MessageId = "<17@fabrikam.com>" };
        yield return new TrackingFilter { Size = size, Reference = "<order@fabrikam.com>", Start = TrackingRows.Noon.AddMilliseconds(40) };
        yield return new TrackingFilter { Size = size, NetworkMessageId = TrackingRows.Send(23).NetworkMessageId };
        yield return new TrackingFilter
        {
            Size = size,
            Sender = "bob@fabrikam.com",
            Start = TrackingRows.Noon.AddMilliseconds(100),
            End = TrackingRows.Noon.AddMilliseconds(200)
        };
    }

    private async Task<SqliteTrackingStore> FillAsync()
    {
        var store = SqliteTrackingStore.Open(Path, segmentRows: 7);
        foreach (var batch in _rows.Chunk(5))
        {
            await store.AppendAsync(batch, default);
        }

        return store;
    }

    private static List<TrackingRecord> Shuffled(int count, int seed)
    {
        var rows = Enumerable.Range(0, count)
            .Select(i => TrackingRows.Send(i, i, "Hub01", $"r{i % 5}@x.com", $"R{i % 3}@x.com") with { Reference = i % 4 == 0 ? "<order@fabrikam.com>" : "" })
            .ToArray();
        new Random(seed).Shuffle(rows);
        return [.. rows];
    }

    private List<long> Column(string sql)
    {
        using var connection = SqliteConnections.Open(Path, TimeSpan.FromSeconds(5));
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<long>();
        while (reader.Read())
        {
            values.Add(reader.GetInt64(0));
        }

        return values;
    }
}
