using System.Text.Json;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Connectors;

namespace ForeignTransport.Server.Bench;

/// <summary>The organization under test: one Foreign connector for <c>FAX:*</c> with these source servers.</summary>
internal sealed record BenchOrganization(IReadOnlyList<string> Servers)
{
    /// <summary>Where the servers write.</summary>
    public DropSharing Drop { get; init; } = DropSharing.Own;

    /// <summary>What the connector does with what a dead server may have delivered.</summary>
    public PossibleDuplicateAction PossibleDuplicateAction { get; init; }

    /// <summary>How soon a queue tries again whose next hop failed; null: the defaults.</summary>
    public TimeSpan? RetryInterval { get; init; }

    /// <summary>MessageTrackingLogEnabled of the servers.</summary>
    public bool Tracking { get; init; } = true;

    /// <summary>The organization file.</summary>
    /// <param name="sharedDrop">The Drop directory that all share; null where each has its own.</param>
    public string ToJson(string? sharedDrop)
    {
        var connector = new JsonObject
        {
            ["name"] = BenchFolder.Connector,
            ["addressSpaces"] = new JsonArray("FAX:*;1"),
            ["sourceTransportServers"] = new JsonArray([.. Servers.Select(server => (JsonNode)server)]),
            ["possibleDuplicateAction"] = PossibleDuplicateAction.ToString(),
        };

        // A Windows drive is mapped below each server's data directory (windows-paths): one full path, another directory on each.
        if (Drop == DropSharing.OwnAbsolute || sharedDrop is not null)
        {
            connector["dropDirectory"] = sharedDrop ?? $@"C:\{BenchFolder.Connector}";
        }

        var organization = new JsonObject
        {
            ["acceptedDomains"] = new JsonArray(new JsonObject
            {
                ["name"] = "contoso.com", ["domainName"] = "contoso.com", ["domainType"] = "Authoritative", ["isDefault"] = true,
            }),
            ["foreignConnectors"] = new JsonArray(connector),
            ["transportConfig"] = new JsonObject { ["maxSendSize"] = "unlimited", ["maxReceiveSize"] = "unlimited" },
        };
        if (RetryInterval is not null || !Tracking)
        {
            organization["transportServices"] = new JsonArray([.. Servers.Select(server => (JsonNode)Service(server))]);
        }

        return organization.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private JsonObject Service(string server)
    {
        var service = new JsonObject { ["name"] = server };
        if (RetryInterval is { } interval)
        {
            service["queueGlitchRetryInterval"] = interval.ToString("c");
            service["transientFailureRetryInterval"] = interval.ToString("c");
            service["outboundConnectionFailureRetryInterval"] = interval.ToString("c");
        }

        if (!Tracking)
        {
            service["messageTrackingLogEnabled"] = false;
        }

        return service;
    }
}
