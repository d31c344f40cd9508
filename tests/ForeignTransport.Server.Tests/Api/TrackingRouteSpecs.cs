using System.Net;
using System.Text.Json.Nodes;
using ForeignTransport.Server.Api.Tracking;
using ForeignTransport.Server.Tests.EndToEnd;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>Message tracking over HTTP.</summary>
[Collection(ApiCollection.Name)]
public class TrackingRouteSpecs(ApiServer server)
{
    [Fact]
    public async Task should_find_a_message_page_by_page_the_newest_row_first()
    {
        server.Folder.Put(
            server.Folder.Pickup,
            "From: bob@fabrikam.com\r\nTo: [FAX:+77], [FAX:+49 77]\r\nMessage-ID: <over-http@fabrikam.com>\r\nSubject: tracked over http\r\n\r\nbody", "over-http.eml");
        await server.Folder.DroppedAsync("Fax", "tracked over http");
        await server.Folder.DroppedAsync("Fax Germany", "tracked over http");
        var all = await Eventually.FindAsync(
            async () => Items(await server.GetAsync("/tracking?messageId=over-http@fabrikam.com")) is { Count: 3 } rows ? rows : null, server.Folder.Describe);

        Assert.Equal(["SEND", "SEND", "RECEIVE"], all.Select(row => Text(row, "eventId")));
        Assert.Equal(("PICKUP", "over-http", "bob@fabrikam.com", "None"),
            (Text(all[2], "source"), Text(all[2], "sourceContext"), Text(all[2], "sender"), Text(all[2], "messageLatencyType")));
        Assert.Equal(2, all[2]["recipients"]!.AsArray().Count);
        Assert.All(all.Take(2), row => Assert.Equal(("GATEWAY", "EndToEnd"), (Text(row, "source"), Text(row, "messageLatencyType"))));

        var (seen, next) = (new List<string>(), (string?)"");
        while (next is not null)
        {
            var page = await server.GetAsync($"/tracking?messageId=over-http@fabrikam.com&resultSize=2{(next.Length == 0 ? "" : $"&before={next}")}");
            seen.AddRange(Items(page).Select(row => Text(row, "logId")));
            next = page["next"]?.GetValue<string>();
        }

        Assert.Equal(all.Select(row => Text(row, "logId")), seen);
        Assert.Equal(3, Items(await server.GetAsync($"/tracking?networkMessageId={Text(all[0], "networkMessageId")}&server=hub01")).Count);
        Assert.Equal(3, Items(await server.GetAsync($"/tracking?networkMessageId={Text(all[0], "networkMessageId").Replace("-", "", StringComparison.Ordinal)}")).Count);
        Assert.Single(Items(await server.GetAsync("/tracking?recipients=FAX:%2B49%2077&source=gateway&eventId=send")));
    }

    [Fact]
    public async Task should_say_so_when_no_server_and_no_row_has_the_name()
    {
        var reply = await server.SendAsync("GET", "/tracking?server=Hub99&eventId=SEND");

        Assert.Equal(HttpStatusCode.NotFound, reply.Status);
        Assert.Equal("Server", reply.Json!["parameter"]!.GetValue<string>());
        Assert.Contains("Hub99", reply.Json!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(Items(await server.GetAsync("/tracking?server=hub01&messageId=nobody@nowhere.example")));
    }

    [Theory]
    [InlineData("eventId=SENT", "EventId")]
    [InlineData("source=FAX", "Source")]
    [InlineData("start=yesterday", "Start")]
    [InlineData("end=25:00", "End")]
    [InlineData("start=2027-01-02&end=2027-01-01", "End")]
    [InlineData("internalMessageId=-1", "InternalMessageId")]
    [InlineData("networkMessageId=12", "NetworkMessageId")]
    [InlineData("resultSize=0", "ResultSize")]
    [InlineData("before=1", "Before")]
    public async Task should_refuse_with_the_parameter_that_is_wrong(string query, string parameter)
    {
        var reply = await server.SendAsync("GET", $"/tracking?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(parameter, reply.Json!["parameter"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("a@x.com; b@x.com;;", "a@x.com|b@x.com")]
    [InlineData("X400:C=US;A= ;P=Contoso;S=Doe", "X400:C=US;A= ;P=Contoso;S=Doe")]
    [InlineData("a@x.com;[x400:C=US;DDA:ID=7]", "a@x.com|[x400:C=US;DDA:ID=7]")]
    [InlineData("FAX:+1 425", "FAX:+1 425")]
    [InlineData(" ; ", "")]
    public void should_keep_an_address_with_semicolons_in_one_piece(string list, string addresses) =>
        Assert.Equal(addresses, string.Join('|', TrackingQuery.Split(list)));

    private static List<JsonNode> Items(JsonObject list) => [.. list["items"]!.AsArray().Select(item => item!)];

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();
}
