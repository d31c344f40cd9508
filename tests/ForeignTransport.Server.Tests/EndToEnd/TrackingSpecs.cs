using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Hosting;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>What message tracking says of real files on their way through the whole server: tracking.md section 8.</summary>
[Collection(EndToEndCollection.Name)]
public class TrackingSpecs(SharedServer shared)
{
    private readonly ServerFolder _folder = shared.Folder;

    [Fact]
    public async Task should_tell_the_way_of_a_pickup_file_to_its_drop_file()
    {
        _folder.Put(
            _folder.Pickup,
            "From: Bob <tracked@fabrikam.com>\r\nSender: clerk@fabrikam.com\r\nTo: [FAX:+1 425]\r\nMessage-ID: <tracked-1@fabrikam.com>\r\nSubject: tracked one\r\n\r\nbody",
            "order-4711.eml");
        var file = await _folder.DroppedAsync("Fax", "tracked one");

        var rows = await RowsAsync(new TrackingFilter { MessageId = "tracked-1@fabrikam.com" }, 2);

        Assert.Equal(
            [(TrackingEventId.Receive, TrackingSource.Pickup), (TrackingEventId.Send, TrackingSource.Gateway)], rows.Select(row => (row.EventId, row.Source)));
        var (receive, send) = (rows[0], rows[1]);
        Assert.Equal(("order-4711", "clerk@fabrikam.com", "tracked@fabrikam.com", "tracked one"),
            (receive.SourceContext, receive.Sender, receive.ReturnPath, receive.MessageSubject));
        Assert.Equal("Fax", send.ConnectorId);
        Assert.Equal(file.Path, send.SourceContext);
        Assert.Equal<string>(["250 2.0.0 Written to drop directory"], send.RecipientStatus);
        Assert.Equal(receive.NetworkMessageId, send.NetworkMessageId);
        Assert.Equal(receive.InternalMessageId, send.InternalMessageId);
        Assert.Equal(("Hub01", TrackingDirectionality.Incoming), (send.ServerHostname, send.Directionality));
        Assert.True(TrackingLatency.Of(send) > TimeSpan.Zero);

        // By every other handle of the same message.
        Assert.Equal(2, (await FindAsync(new TrackingFilter { NetworkMessageId = send.NetworkMessageId })).Count);
        Assert.Equal(2, (await FindAsync(new TrackingFilter { InternalMessageId = send.InternalMessageId })).Count);
        Assert.Equal(2, (await FindAsync(new TrackingFilter { Sender = "clerk@fabrikam.com", MessageSubject = "ED ON" })).Count);
        Assert.Contains(await FindAsync(new TrackingFilter { Recipients = ["FAX:+1 425"], EventId = TrackingEventId.Send }), row => row.LogId == send.LogId);
    }

    [Fact]
    public async Task should_tell_of_the_failure_and_of_the_notification_when_no_connector_serves_a_recipient()
    {
        _folder.Put(
            _folder.Pickup, "From: bob@fabrikam.com\r\nTo: [TELEX:77]\r\nMessage-ID: <tracked-2@fabrikam.com>\r\nSubject: tracked two\r\n\r\nbody");
        await _folder.DroppedAsync("Mail", "Undeliverable: tracked two");

        var rows = await RowsAsync(new TrackingFilter { MessageId = "tracked-2@fabrikam.com" }, 3);

        Assert.Equal(
            [(TrackingEventId.Receive, TrackingSource.Pickup), (TrackingEventId.Fail, TrackingSource.Routing), (TrackingEventId.Dsn, TrackingSource.Dsn)],
            rows.Select(row => (row.EventId, row.Source)));
        Assert.StartsWith("[{LED=550 5.4.4 ROUTING.NoConnector;", rows[1].RecipientStatus[0], StringComparison.Ordinal);
        var notification = await RowsAsync(new TrackingFilter { MessageId = rows[2].Reference }, 2);
        Assert.Equal(
            [(TrackingEventId.Receive, TrackingSource.Dsn), (TrackingEventId.Send, TrackingSource.Gateway)], notification.Select(row => (row.EventId, row.Source)));
        Assert.Equal(("<tracked-2@fabrikam.com>", "<>"), (notification[0].Reference, notification[0].ReturnPath));
        Assert.Single(await FindAsync(new TrackingFilter { Reference = "<tracked-2@fabrikam.com>" }));
    }

    [Theory]
    [InlineData(true, TrackingSource.Pickup)]
    [InlineData(false, TrackingSource.Admin)]
    public async Task should_tell_of_badmail_with_the_file_and_the_reason(bool pickup, TrackingSource source)
    {
        var name = $"tracked-bad-{pickup}";
        var directory = pickup ? _folder.Pickup : _folder.Replay;
        _folder.Put(directory, "\0\0\0\r\n\r\n", $"{name}.eml");
        await Eventually.HoldsAsync(() => File.Exists(Path.Combine(directory, $"{name}.bad")), _folder.Describe);

        var row = (await Eventually.FindAsync(
            async () => (await FindAsync(new TrackingFilter { EventId = TrackingEventId.BadMail, Source = source }))
                .Where(row => row.SourceContext.StartsWith(name, StringComparison.Ordinal)).ToList() is { Count: > 0 } rows ? rows : null,
            _folder.Describe)).Single();

        Assert.Contains("FT-", row.SourceContext, StringComparison.Ordinal);
        Assert.Equal(("<>", "Hub01", ""), (row.ReturnPath, row.ServerHostname, row.MessageId));
    }

    [Fact]
    public async Task should_tell_of_a_replay_file_and_of_an_http_submission_where_they_came_from()
    {
        _folder.Put(
            _folder.Replay,
            "X-Sender: <bob@fabrikam.com>\r\nX-Receiver: <IMCEAFAX-+2B4@contoso.com>\r\nX-Source: SMTP:forged\r\nX-EndOfInjectedXHeaders: 1\r\n"
            + "From: bob@fabrikam.com\r\nTo: x@x.com\r\nMessage-ID: <tracked-4@fabrikam.com>\r\nSubject: tracked four\r\n\r\nbody");
        using var message = new MemoryStream(
            "From: bob@fabrikam.com\r\nTo: [FAX:+5]\r\nMessage-ID: <tracked-5@fabrikam.com>\r\nSubject: tracked five\r\n\r\nbody"u8.ToArray());
        await shared.Server.SubmitAsync(message, null, [], null, CancellationToken.None);
        await _folder.DroppedAsync("Fax", "tracked four");
        await _folder.DroppedAsync("Fax", "tracked five");

        Assert.Equal(TrackingSource.Admin, (await RowsAsync(new TrackingFilter { MessageId = "tracked-4@fabrikam.com" }, 2))[0].Source);
        Assert.Equal(TrackingSource.Agent, (await RowsAsync(new TrackingFilter { MessageId = "tracked-5@fabrikam.com" }, 2))[0].Source);
    }

    [Fact]
    public async Task should_tell_of_each_failed_attempt_when_the_drop_directory_is_missing()
    {
        using var folder = new ServerFolder();
        var missing = Path.Combine(folder.Root, "missing").Replace(@"\", @"\\", StringComparison.Ordinal);
        await using var server = await folder.StartAsync(ServerFolder.Organization($$"""
            {
              "acceptedDomains": [{ "name": "Contoso", "domainName": "contoso.com", "domainType": "Authoritative", "isDefault": true }],
              "foreignConnectors": [{ "name": "Fax", "addressSpaces": ["FAX:*;1"], "sourceTransportServers": ["Hub01"], "dropDirectory": "{{missing}}" }]
            }
            """));
        folder.Put(folder.Pickup, "From: bob@fabrikam.com\r\nTo: [FAX:+10]\r\nMessage-ID: <tracked-10@fabrikam.com>\r\nSubject: tracked ten\r\n\r\nbody");

        var rows = await RowsAsync(server, new TrackingFilter { MessageId = "tracked-10@fabrikam.com" }, 2);

        var defer = rows.First(row => row.EventId != TrackingEventId.Receive);
        Assert.Equal((TrackingEventId.Defer, TrackingSource.Gateway, "Fax"), (defer.EventId, defer.Source, defer.ConnectorId));
        Assert.Contains("FT-2104", defer.SourceContext, StringComparison.Ordinal);
        Assert.StartsWith("[{LED=4", defer.RecipientStatus[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_tell_once_what_is_replayed_and_say_what_was_found_at_start()
    {
        using var folder = new ServerFolder();
        await using (var server = await folder.StartAsync(SharedServer.Organization))
        {
            folder.Put(folder.Pickup, "From: bob@fabrikam.com\r\nTo: [FAX:+6], x@lob.example\r\nMessage-ID: <tracked-6@fabrikam.com>\r\nSubject: tracked six\r\n\r\nbody");
            await folder.DroppedAsync("Fax", "tracked six");
            Assert.Equal(
                [TrackingEventId.Receive, TrackingEventId.Defer, TrackingEventId.Send],
                (await RowsAsync(server, new TrackingFilter { MessageId = "tracked-6@fabrikam.com" }, 3)).Select(row => row.EventId).Order(Documented));
            await server.StopAsync();
        }

        // The table is gone, as in a crash that it did not survive: the journal has everything but what is not journaled.
        foreach (var file in Directory.GetFiles(folder.Data, "tracking.db*"))
        {
            File.Delete(file);
        }

        for (var start = 0; start < 2; start++)
        {
            await using var server = await folder.StartAsync(organization: null);
            var rows = await RowsAsync(server, new TrackingFilter { MessageId = "tracked-6@fabrikam.com" }, 3 + start);

            Assert.Equal(
                [TrackingEventId.Receive, TrackingEventId.Send, .. Enumerable.Repeat(TrackingEventId.Load, 1 + start)],
                rows.Select(row => row.EventId).Order(Documented));
            await server.StopAsync();
        }
    }

    [Fact]
    public async Task should_leave_out_subjects_or_everything_as_the_server_is_configured()
    {
        using var folder = new ServerFolder();
        await using var server = await folder.StartAsync(SharedServer.Organization);
        await SetAsync(server, "MessageTrackingLogSubjectLoggingEnabled");
        folder.Put(folder.Pickup, "From: bob@fabrikam.com\r\nTo: [FAX:+7]\r\nMessage-ID: <tracked-7@fabrikam.com>\r\nSubject: tracked seven\r\n\r\nbody");
        Assert.All(await RowsAsync(server, new TrackingFilter { MessageId = "tracked-7@fabrikam.com" }, 2), row => Assert.Equal("", row.MessageSubject));

        await SetAsync(server, "MessageTrackingLogEnabled");
        folder.Put(folder.Pickup, "From: bob@fabrikam.com\r\nTo: [FAX:+8]\r\nMessage-ID: <tracked-8@fabrikam.com>\r\nSubject: tracked eight\r\n\r\nbody");
        await folder.DroppedAsync("Fax", "tracked eight");
        Assert.Empty((await server.SearchTrackingAsync(new TrackingFilter { MessageId = "tracked-8@fabrikam.com" }, CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task should_write_files_in_the_format_of_exchange_when_that_is_switched_on()
    {
        using var folder = new ServerFolder();
        await using var server = await folder.StartAsync(SharedServer.Organization, ("FT_TRACKING_LOG_FILES", "on"));
        folder.Put(folder.Pickup, "From: bob@fabrikam.com\r\nTo: [FAX:+9]\r\nMessage-ID: <tracked-9@fabrikam.com>\r\nSubject: one, \"two\"\r\n\r\nbody");
        await RowsAsync(server, new TrackingFilter { MessageId = "tracked-9@fabrikam.com" }, 2);

        var lines = await Eventually.FindAsync(
            async () =>
            {
                // There is a file for each hour, and each begins with five lines that are no rows.
                var directory = Path.Combine(folder.Data, "MessageTracking");
                List<string> all = [];
                string[] files = Directory.Exists(directory) ? Directory.GetFiles(directory, "MSGTRK*.LOG") : [];
                foreach (var path in files.Order(StringComparer.Ordinal))
                {
                    using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
                    all.AddRange((await reader.ReadToEndAsync()).Split("\r\n")[..^1].Skip(all.Count == 0 ? 4 : 5));
                }

                return all.Count >= 3 ? all : null;
            },
            folder.Describe);

        Assert.True(TrackingColumns.TryParse(lines[0], out var columns, out _));
        var rows = lines[1..].Select(line => new TrackingRowReader(columns).TryRead(line, out var row, out var error) ? row : throw new InvalidDataException(error.ToString())).ToList();
        Assert.Equal([TrackingEventId.Receive, TrackingEventId.Send], rows.Select(row => row.EventId));
        Assert.All(rows, row => Assert.Equal("one, \"two\"", row.MessageSubject));
    }

    private static Comparer<TrackingEventId> Documented { get; } = Comparer<TrackingEventId>.Create((left, right) => Rank(left).CompareTo(Rank(right)));

    private static int Rank(TrackingEventId id) => id switch
    {
        TrackingEventId.Receive => 0,
        TrackingEventId.Defer => 1,
        TrackingEventId.Send => 2,
        _ => 3
    };

    private static async Task SetAsync(TransportServer server, string setting)
    {
        Assert.True(Core.Configuration.ParameterChangesReader.TryRead(
            System.Text.Json.JsonDocument.Parse($$"""{ "{{char.ToLowerInvariant(setting[0]) + setting[1..]}}": false }""").RootElement, out var changes, out var error), error?.ToString());
        var changed = await server.ChangeAsync(new Core.Configuration.OrganizationCommand.SetTransportService("Hub01", changes), CancellationToken.None);
        Assert.Null(changed.Error);
    }

    private async Task<IReadOnlyList<TrackingRecord>> FindAsync(TrackingFilter filter)
    {
        var found = await shared.Server.SearchTrackingAsync(filter, CancellationToken.None);
        Assert.Null(found.Error);
        return found.Rows;
    }

    private Task<IReadOnlyList<TrackingRecord>> RowsAsync(TrackingFilter filter, int count) => RowsAsync(shared.Server, filter, count);

    /// <summary>The rows, the oldest first, when there are as many; those of one moment in the order of a message's way.</summary>
    private static Task<IReadOnlyList<TrackingRecord>> RowsAsync(TransportServer server, TrackingFilter filter, int count) => Eventually.FindAsync<IReadOnlyList<TrackingRecord>>(
        async () => (await server.SearchTrackingAsync(filter, CancellationToken.None)).Rows is { } rows && rows.Length >= count
            ? [.. rows.Reverse().OrderBy(row => row.Timestamp).ThenBy(row => row.EventId is TrackingEventId.Receive ? 0 : row.EventId is TrackingEventId.Dsn ? 2 : 1)]
            : null,
        () => $"Not {count} rows of {filter}");
}
