using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ForeignTransport.Server.Tests.Api;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>What an administrator does over HTTP while a gateway is away: a real server, a real database.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class QueueManagementSpecs
{
    [Fact]
    public async Task should_hold_and_release_a_queue()
    {
        await using var server = await AwayGateway.StartAsync();
        await server.QueueAsync();

        var tried = await CommandAsync(server, "/queues/commands?whatIf=true", """{"command":"Suspend","identity":"FAX"}""");
        Assert.Equal((true, false), (Flag(tried["items"]![0]!, "changed"), Flag(tried, "changed")));
        Assert.Equal("Retry", (await server.UntilAsync(_ => true))["status"]!.GetValue<string>());

        Assert.True(Flag(await CommandAsync(server, "/queues/commands", """{"command":"Suspend","identity":"FAX"}"""), "changed"));
        Assert.False(Flag(await CommandAsync(server, "/queues/commands", """{"command":"Suspend","filter":"NextHopDomain -eq 'FAX'"}"""), "changed"));
        await server.UntilAsync(queue => queue["status"]!.GetValue<string>() == "Suspended");

        Directory.CreateDirectory(server.Gateway);
        await RefusedAsync(server, "/queues/commands", """{"command":"Retry","identity":"FAX"}""", HttpStatusCode.Conflict, "FT-4209");
        Assert.Empty(server.Files());

        Assert.True(Flag(await CommandAsync(server, "/queues/commands", """{"command":"Resume","identity":"Hub01\\FAX"}"""), "changed"));
        await server.UntilAsync(queue => queue["status"]!.GetValue<string>() != "Suspended");
        await CommandAsync(server, "/queues/commands", """{"command":"Retry","filter":"MessageCount -gt 10"}""");
        await server.DroppedAsync(AwayGateway.Messages);
    }

    [Fact]
    public async Task should_stop_a_gateway_before_its_maintenance_when_nothing_waits_for_it()
    {
        await using var server = await AwayGateway.StartAsync();
        Directory.CreateDirectory(server.Gateway);
        Assert.Equal((HttpStatusCode.NotFound, "FT-5004"), await StatusAsync(server, "/queues/FAX"));
        await RefusedAsync(server, "/queues/commands", """{"command":"Suspend","identity":"FXA"}""", HttpStatusCode.NotFound, "FT-5004");

        var foreseen = await CommandAsync(server, "/queues/commands?whatIf=true", """{"command":"Suspend","identity":"Hub01\\FAX"}""");
        Assert.Equal((true, "FAX", "Ready", 0), (
            Flag(foreseen["items"]![0]!, "changed"), foreseen["items"]![0]!["queue"]!["nextHopDomain"]!.GetValue<string>(),
            foreseen["items"]![0]!["queue"]!["status"]!.GetValue<string>(), Number(foreseen["items"]![0]!["queue"]!, "messageCount")));
        Assert.Equal(HttpStatusCode.NotFound, (await StatusAsync(server, "/queues/FAX")).Status);

        var identity = foreseen["items"]![0]!["queue"]!["identity"]!.GetValue<string>();
        Assert.True(Flag(await CommandAsync(server, "/queues/commands", Command("Suspend", identity)), "changed"));
        Assert.Equal("Suspended", (await server.GetAsync("/queues/FAX"))["status"]!.GetValue<string>());

        for (var i = 0; i < 2; i++)
        {
            server.Folder.Put(server.Folder.Pickup, $"From: bob@fabrikam.com\r\nTo: [FAX:+{i}]\r\nSubject: held {i}\r\n\r\nbody\r\n");
        }

        await server.UntilAsync(queue => Number(queue, "messageCount") == 2);
        Assert.Empty(server.Files());
        Assert.True(Flag(await CommandAsync(server, "/queues/commands", """{"command":"Resume","identity":"FAX"}"""), "changed"));
        await server.DroppedAsync(2);

        // Emptied, and the configuration changed: it is there for its idle time.
        await server.UntilAsync(queue => Number(queue, "messageCount") == 0);
        await server.Client.PatchAsync("/api/v1/foreign-connectors/Mail", new StringContent("""{"comment":"changed"}""", Encoding.UTF8, "application/json"));
        Assert.Equal("Ready", (await server.UntilAsync(queue => Number(queue, "messageCount") == 0))["status"]!.GetValue<string>());
        Assert.True(Flag(await CommandAsync(server, "/queues/commands", """{"command":"Suspend","identity":"Hub01\\FAX"}"""), "changed"));
        Assert.False(Flag(await CommandAsync(server, "/queues/commands", """{"command":"Suspend","identity":"Hub01\\FAX"}"""), "changed"));
    }

    [Fact]
    public async Task should_suspend_export_remove_and_resume_messages()
    {
        await using var server = await AwayGateway.StartAsync();
        await server.QueueAsync();
        var all = await server.GetAsync(@"/messages?queue=Hub01%5CFAX&sortOrder=-Subject&resultSize=5");
        Assert.Equal((AwayGateway.Messages, 5, "queued 9", false),
            (Number(all, "total"), all["items"]!.AsArray().Count, all["items"]![0]!["subject"]!.GetValue<string>(), Flag(all, "partial")));

        var held = (await server.MessageAsync("queued 1"))!;
        var (identity, path) = (held["identity"]!.GetValue<string>(), Uri.EscapeDataString(held["identity"]!.GetValue<string>()));
        Assert.Equal(("bob@fabrikam.com", "Pickup", "Retry"), (held["fromAddress"]!.GetValue<string>(), held["messageSourceName"]!.GetValue<string>(), held["status"]!.GetValue<string>()));
        Assert.Contains("FAX", held["recipients"]![0]!["address"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Conflict, "FT-4204"), await StatusAsync(server, $"/messages/{path}/content"));

        Assert.Equal("Suspended", Outcome(await CommandAsync(server, "/messages/commands", Command("Suspend", identity))));
        Assert.Equal("Unchanged", Outcome(await CommandAsync(server, "/messages/commands", Command("Suspend", identity))));
        Assert.Equal("Suspended", (await server.GetAsync($"/messages/{path}"))["status"]!.GetValue<string>());

        var content = await server.Client.GetAsync($"/api/v1/messages/{path}/content");
        Assert.Equal((HttpStatusCode.OK, "application/octet-stream"), (content.StatusCode, content.Content.Headers.ContentType?.MediaType));
        var exported = await content.Content.ReadAsByteArrayAsync();
        Assert.StartsWith("X-Sender: <bob@fabrikam.com>", Encoding.Latin1.GetString(exported), StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("\r\n\r\nbody 1\r\n", Encoding.Latin1.GetString(exported), StringComparison.Ordinal);

        Assert.Equal("Removed", Outcome(await CommandAsync(server, "/messages/commands", Command("Remove", (await server.MessageAsync("queued 2"))!["identity"]!.GetValue<string>()))));
        var told = await server.Folder.DroppedAsync("Mail", "Undeliverable: queued 2");
        Assert.Equal("<bob@fabrikam.com>", Assert.Single(told.Receivers).Split(' ')[0]);
        var gone = await CommandAsync(server, "/messages/commands", """{"command":"Remove","filter":"Subject -eq 'queued 3'","withNDR":false}""");
        Assert.Equal((1, "Removed"), (Number(gone, "total"), Outcome(gone)));
        Assert.Null(await server.MessageAsync("queued 3"));

        Directory.CreateDirectory(server.Gateway);
        await CommandAsync(server, "/queues/commands", """{"command":"Retry","identity":"FAX"}""");
        await server.DroppedAsync(AwayGateway.Messages - 3);
        Assert.Equal(identity, (await server.MessageAsync("queued 1"))!["identity"]!.GetValue<string>());

        server.Folder.Put(server.Folder.Replay, exported);
        await server.DroppedAsync(AwayGateway.Messages - 2);
        Assert.Equal("Resumed", Outcome(await CommandAsync(server, "/messages/commands", Command("Resume", identity))));
        await server.DroppedAsync(AwayGateway.Messages - 1);
        await server.UntilAsync(queue => Number(queue, "messageCount") == 0);

        var subjects = server.Files().Select(file => DroppedFile.Read(file).Head).ToList();
        Assert.Equal(2, subjects.Count(head => head.Contains("Subject: queued 1\r\n", StringComparison.Ordinal)));
        Assert.DoesNotContain(subjects, head => head.Contains("Subject: queued 2\r\n", StringComparison.Ordinal) || head.Contains("Subject: queued 3\r\n", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Folder.Dropped("Mail"), file => file.Head.Contains("queued 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task should_name_the_message_when_its_content_is_damaged_and_cannot_be_exported()
    {
        await using var server = await AwayGateway.StartAsync();
        server.Folder.Put(server.Folder.Pickup, $"From: bob@fabrikam.com\r\nTo: [FAX:+1]\r\nSubject: large\r\n\r\n{new string('x', 600_000)}\r\n");
        await server.UntilDeferredAsync(1);
        var identity = (await server.MessageAsync("large"))!["identity"]!.GetValue<string>();
        Assert.Equal("Suspended", Outcome(await CommandAsync(server, "/messages/commands", Command("Suspend", identity))));
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(server.Folder.Data, "content.db")};Pooling=False"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = "DELETE FROM message_content WHERE chunk = 2";
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        using var content = await server.Client.GetAsync($"/api/v1/messages/{Uri.EscapeDataString(identity)}/content");
        Assert.Equal((HttpStatusCode.Conflict, "application/problem+json"), (content.StatusCode, content.Content.Headers.ContentType?.MediaType));
        var problem = JsonNode.Parse(await content.Content.ReadAsStringAsync())!;
        Assert.Equal("FT-4210", problem["code"]!.GetValue<string>());
        Assert.StartsWith(identity, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_read_dates_where_the_caller_is_and_refuse_what_there_is_not()
    {
        await using var server = await AwayGateway.StartAsync();
        await server.QueueAsync();
        var received = DateTimeOffset.Parse((await server.MessageAsync("queued 12"))!["dateReceived"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);

        // The same clock time is five hours earlier in the east, and five hours later in the west.
        var clock = received.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(AwayGateway.Messages, await CountAsync(server, $"DateReceived -gt '{clock}'", "+05:00"));
        Assert.Equal(0, await CountAsync(server, $"DateReceived -gt '{clock}'", "-05:00"));

        await RefusedAsync(server, "/queues/commands", """{"command":"Suspend","identity":"Hub01\\4711"}""", HttpStatusCode.NotFound, "FT-5004");
        await RefusedAsync(server, "/queues/commands", """{"command":"Suspend","identity":"Hub99\\FAX"}""", HttpStatusCode.NotFound, "FT-5004");
        await RefusedAsync(server, "/queues/commands", """{"command":"Retry","identity":"Unreachable"}""", HttpStatusCode.Conflict, "FT-4202");
        await RefusedAsync(server, "/queues/commands", """{"command":"Retry","filter":"Foo -eq 1"}""", HttpStatusCode.BadRequest, "FT-4103");
        await RefusedAsync(server, "/messages/commands", """{"command":"Remove","identity":"999999999"}""", HttpStatusCode.NotFound, "FT-5004");
        await RefusedAsync(server, "/messages/commands", """{"command":"Remove","identity":"x"}""", HttpStatusCode.BadRequest, "FT-4107");
        Assert.Equal((HttpStatusCode.NotFound, "FT-5004"), await StatusAsync(server, "/messages/999999999/content"));
        Assert.Equal((HttpStatusCode.NotFound, "FT-5004"), await StatusAsync(server, "/messages/999999999"));
        Assert.Equal(0, Number(await CommandAsync(server, "/messages/commands", """{"command":"Remove","filter":"Subject -eq 'nobody wrote this'"}"""), "total"));
        Assert.Equal(AwayGateway.Messages, await CountAsync(server, "Subject -like 'queued*'", "UTC"));
    }

    [Fact]
    public async Task should_record_who_did_what_to_which_message()
    {
        await using var server = await AwayGateway.StartAsync();
        await server.QueueAsync();
        var identity = (await server.MessageAsync("queued 4"))!["identity"]!.GetValue<string>();

        await CommandAsync(server, "/messages/commands", Command("Suspend", identity));
        using var content = await server.Client.GetAsync($"/api/v1/messages/{Uri.EscapeDataString(identity)}/content");
        await CommandAsync(server, "/messages/commands", """{"command":"Remove","filter":"Subject -eq 'queued 4'"}""");
        await server.SendAsync("POST", "/queues/commands", """{"command":"Retry","identity":"Hub01\\4711"}""");

        var log = (await server.GetAsync("/audit"))["items"]!.AsArray();
        Assert.Equal(
            [("Retry-Queue", @"Hub01\4711", false), ("Remove-Message", "Subject -eq 'queued 4'", true), ("Export-Message", identity, true), ("Suspend-Message", identity, true)],
            log.Select(entry => (entry!["cmdletName"]!.GetValue<string>(), entry["objectModified"]!.GetValue<string>(), Flag(entry, "succeeded"))));
        Assert.Equal(
            ["Remove-Message", "Export-Message", "Suspend-Message"],
            (await server.GetAsync($"/audit?objectIds={Uri.EscapeDataString(identity)}"))["items"]!.AsArray().Select(entry => entry!["cmdletName"]!.GetValue<string>()));
        Assert.Equal((1, identity, "Removed"),
            (Number(log[1]!["after"]!, "count"), log[1]!["after"]!["objects"]![0]!["identity"]!.GetValue<string>(), log[1]!["after"]!["objects"]![0]!["outcome"]!.GetValue<string>()));
    }

    private static string Command(string command, string identity) => new JsonObject { ["command"] = command, ["identity"] = identity }.ToJsonString();

    private static async Task<JsonNode> CommandAsync(ApiServer server, string path, string json)
    {
        var reply = await server.SendAsync("POST", path, json);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Json?.ToJsonString());
        return reply.Json!;
    }

    private static async Task RefusedAsync(ApiServer server, string path, string json, HttpStatusCode status, string code)
    {
        var reply = await server.SendAsync("POST", path, json);
        Assert.Equal((status, code), (reply.Status, reply.Text("code")));
    }

    private static async Task<(HttpStatusCode Status, string? Code)> StatusAsync(ApiServer server, string path)
    {
        var reply = await server.SendAsync("GET", path);
        return (reply.Status, reply.Text("code"));
    }

    private static async Task<int> CountAsync(ApiServer server, string filter, string zone) =>
        Number(await server.GetAsync($"/messages?filter={Uri.EscapeDataString(filter)}&timeZone={Uri.EscapeDataString(zone)}"), "total");

    private static string Outcome(JsonNode answer) => answer["items"]![0]!["outcome"]!.GetValue<string>();

    private static bool Flag(JsonNode node, string key) => node[key]!.GetValue<bool>();

    private static int Number(JsonNode node, string key) => node[key]!.GetValue<int>();
}
