using System.Text.Json.Nodes;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Server.Tests.Api;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>A server with its HTTP side, whose fax gateway is away: the Drop directory is missing. Nothing is tried again before an administrator says so.</summary>
public sealed class AwayGateway : ApiServer, IAsyncDisposable
{
    public const int Messages = 12;

    /// <summary>Where the gateway would look.</summary>
    public string Gateway => Path.Combine(Folder.Root, "gateway");

    internal override OrganizationDefinition Organization => ServerFolder.Organization(
        $$"""
        {
          "transportServices": [
            { "name": "Hub01", "queueGlitchRetryInterval": "00:30:00", "transientFailureRetryInterval": "00:30:00",
              "outboundConnectionFailureRetryInterval": "00:30:00" }
          ],
          "acceptedDomains": [
            { "name": "Contoso", "domainName": "contoso.com", "domainType": "Authoritative", "isDefault": true }
          ],
          "foreignConnectors": [
            { "name": "Gateway", "addressSpaces": ["FAX:*;1"], "sourceTransportServers": ["Hub01"], "dropDirectory": "{{Gateway}}" },
            { "name": "Mail", "addressSpaces": ["SMTP:fabrikam.com;1"], "sourceTransportServers": ["Hub01"] }
          ]
        }
        """);

    public static async Task<AwayGateway> StartAsync()
    {
        var server = new AwayGateway();
        await server.InitializeAsync();
        return server;
    }

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    /// <summary>Hands in the messages, and waits until all of them wait for the gateway.</summary>
    public async Task QueueAsync()
    {
        for (var i = 1; i <= Messages; i++)
        {
            Folder.Put(Folder.Pickup, $"From: bob@fabrikam.com\r\nTo: [FAX:+{i}]\r\nSubject: queued {i}\r\n\r\nbody {i}\r\n");
        }

        await UntilDeferredAsync(Messages);
    }

    /// <summary>Waits until so many messages wait for the gateway, and none of them is tried at this moment.</summary>
    public Task UntilDeferredAsync(int count) => UntilAsync(queue => Number(queue, "messageCount") == count
        && queue["deferredMessageCountsPerPriority"]!.AsArray().Sum(each => each!.GetValue<int>()) == count
        && queue["status"]!.GetValue<string>() == "Retry");

    /// <summary>Waits until the queue of the gateway is so.</summary>
    public Task<JsonNode> UntilAsync(Func<JsonNode, bool> condition) => Eventually.FindAsync(
        async () => (await GetAsync("/queues"))["items"]!.AsArray().FirstOrDefault(queue => queue!["nextHopDomain"]!.GetValue<string>() == "FAX" && condition(queue)),
        Folder.Describe);

    /// <summary>The message with this subject; null when it is in no queue.</summary>
    public async Task<JsonNode?> MessageAsync(string subject) =>
        (await GetAsync($"/messages?filter={Uri.EscapeDataString($"Subject -eq '{subject}'")}&includeRecipientInfo=true"))["items"]!.AsArray().SingleOrDefault();

    /// <summary>Waits until the gateway would find so many files.</summary>
    public Task DroppedAsync(int count) => Eventually.HoldsAsync(() => Files().Length >= count, Folder.Describe);

    public string[] Files() => Directory.Exists(Gateway) ? Directory.GetFiles(Gateway, "*.eml") : [];

    private static int Number(JsonNode node, string key) => node[key]!.GetValue<int>();
}
