using ForeignTransport.PowerShell.Tests.Hosting;
using ForeignTransport.PowerShell.Tracking;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Tracking;

public sealed class GetMessageTrackingLogSpecs : EngineSpecs
{
    [Fact]
    public void should_ask_for_what_was_given()
    {
        Answer(null);

        Run("Get-MessageTrackingLog -Server Hub01 -Start 2026-11-01T09:00:00Z -End 2026-11-01T10:00:00Z -EventId send -Source GATEWAY -Sender bob@fabrikam.com "
            + "-Recipients a@x.com,'FAX:+1 425' -MessageSubject 'a b' -MessageId '<1@x.com>' -InternalMessageId 73 -NetworkMessageId 0f8e "
            + "-Reference '<2@x.com>' -TransportTrafficType Email -ResultSize 5 -DomainController dc1");

        Assert.Equal(
            "GET /api/v1/tracking?server=Hub01"
            + "&start=2026-11-01T09%3A00%3A00.000Z&end=2026-11-01T10%3A00%3A00.000Z"
            + "&eventId=send&source=GATEWAY&sender=bob%40fabrikam.com&recipients=a%40x.com&recipients=FAX%3A%2B1%20425&messageSubject=a%20b"
            + "&messageId=%3C1%40x.com%3E&internalMessageId=73&networkMessageId=0f8e&reference=%3C2%40x.com%3E&transportTrafficType=Email&resultSize=5",
            Assert.Single(Server.Requests).Line);
    }

    [Fact]
    public void should_write_the_oldest_first_with_the_properties_of_exchange()
    {
        Answer(null, Row(2, "2026-11-02T11:30:01Z"), Row(1, "2026-11-02T11:30:00Z"));

        var rows = Run("Get-MessageTrackingLog").Output.Select(output => (MessageTrackingEvent)output.BaseObject).ToList();

        Assert.Equal(["<1@x.com>", "<2@x.com>"], rows.Select(row => row.MessageId));
        var row = rows[0];
        Assert.Equal(new DateTime(2026, 11, 2, 11, 30, 0, DateTimeKind.Utc).ToLocalTime(), row.Timestamp);
        Assert.Equal(("SEND", "GATEWAY", 73014444033L, "EndToEnd"), (row.EventId, row.Source, row.InternalMessageId, row.MessageLatencyType));
        Assert.Equal(TimeSpan.FromMilliseconds(220), row.MessageLatency);
        Assert.Equal(["a@x.com", "b@x.com"], row.Recipients);
        Assert.Equal("[DeliveryPriority, Normal]", Assert.Single(row.EventData).ToString());
        Assert.Equal(
            "Timestamp ClientIp ClientHostname ServerIp ServerHostname SourceContext ConnectorId Source EventId InternalMessageId MessageId NetworkMessageId "
            + "Recipients RecipientStatus TotalBytes RecipientCount RelatedRecipientAddress Reference MessageSubject Sender ReturnPath Directionality TenantId "
            + "OriginalClientIp MessageInfo MessageLatency MessageLatencyType EventData TransportTrafficType SchemaVersion OriginalServerIp LogId",
            string.Join(' ', typeof(MessageTrackingEvent).GetProperties().Select(property => property.Name)));
    }

    [Fact]
    public void should_go_on_with_the_next_page_until_it_has_what_is_wanted()
    {
        Server.On("GET", "tracking", request => Task.FromResult(new Reply(200, request.Query.Contains("before=", StringComparison.Ordinal)
            ? Page(null, Row(1, "2026-11-02T11:30:00Z"))
            : Page("00000000-0000-0000-0000-00000000000a", Row(2, "2026-11-02T11:30:01Z")))));

        Assert.Equal(2, Run("Get-MessageTrackingLog -ResultSize unlimited").Output.Count);
        Assert.Equal(
            ["GET /api/v1/tracking?resultSize=5000", "GET /api/v1/tracking?resultSize=5000&before=00000000-0000-0000-0000-00000000000a"],
            Server.Requests.Select(request => request.Line));
    }

    [Fact]
    public void should_search_each_server_that_comes_through_the_pipeline()
    {
        Answer(null);
        Server.OnList("transport-services", Documents.Service("Hub01"), Documents.Service("Hub02"));

        Run("Get-TransportService | Get-MessageTrackingLog -EventId FAIL");

        Assert.Equal(
            ["server=Hub01&eventId=FAIL&resultSize=1000", "server=Hub02&eventId=FAIL&resultSize=1000"],
            Server.Requests.Where(request => request.Path.EndsWith("tracking", StringComparison.Ordinal)).Select(request => request.Query));
    }

    [Fact]
    public void should_show_the_usual_columns()
    {
        Answer(null, Row(1, "2026-11-02T11:30:00Z"));

        Assert.Matches(@"EventId\s+Source\s+Sender\s+Recipients\s+MessageSubject", Engine.Show("Get-MessageTrackingLog"));
        Assert.Contains("{a@x.com, b@x.com}", Engine.Show("Get-MessageTrackingLog"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-MessageTrackingLog -EventId BAD", "BADMAIL")]
    [InlineData("Get-MessageTrackingLog -EventId sen", "SEND")]
    [InlineData("Get-MessageTrackingLog -Source gate", "GATEWAY")]
    public void should_complete_events_and_sources(string line, string expected) => Assert.Equal([expected], Engine.Complete(line));

    private void Answer(string? next, params string[] rows) => Server.On("GET", "tracking", Page(next, rows));

    private static string Page(string? next, params string[] rows) =>
        $$"""{"items":[{{string.Join(',', rows)}}],"next":{{(next is null ? "null" : $"\"{next}\"")}}}""";

    private static string Row(int number, string time) =>
        $$"""
        {"timestamp":"{{time}}","clientIp":"","clientHostname":"Hub01","serverIp":"","serverHostname":"Hub01","sourceContext":"/drop/{{number}}.eml","connectorId":"Fax",
        "source":"GATEWAY","eventId":"SEND","internalMessageId":73014444033,"messageId":"<{{number}}@x.com>","networkMessageId":"0f8e1c2d-3b4a-5968-7786-95a4b3c2d1e0",
        "recipients":["a@x.com","b@x.com"],"recipientStatus":["250 2.0.0 Written to drop directory"],"totalBytes":1000,"recipientCount":2,"relatedRecipientAddress":"",
        "reference":[],"messageSubject":"Order {{number}}","sender":"bob@fabrikam.com","returnPath":"bounce@fabrikam.com","directionality":"Incoming","tenantId":"",
        "originalClientIp":"","originalServerIp":"","messageInfo":"2026-11-02T11:29:59.780Z","messageLatency":"00:00:00.2200000","messageLatencyType":"EndToEnd",
        "eventData":[{"key":"DeliveryPriority","value":"Normal"}],"transportTrafficType":"Email","logId":"00000000-0000-0000-0000-00000000000{{number}}","schemaVersion":"15.01.2507.017"}
        """;
}
