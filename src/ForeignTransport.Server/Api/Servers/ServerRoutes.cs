using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.BackPressure;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Server.Api.Organization;
using ForeignTransport.Transport.Hosting;

namespace ForeignTransport.Server.Api.Servers;

/// <summary>The servers of the cluster, and taking one out of service.</summary>
internal sealed class ServerRoutes(ApiServices services)
{
    private const string Many = "/servers";
    private const string One = Many + "/{identity}";

    private readonly OrganizationWrites _organization = new(services);

    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("Server", Schemas.Object(
            ("identity", Schemas.Text("Its name in the organization.")),
            ("name", Schemas.Text()),
            ("address", Schemas.OptionalText("Its address in the cluster; null when it is not in it.")),
            ("roles", Schemas.Array(Schemas.Text())),
            ("status", Schemas.Choice("The status of the member.", "Joining", "WeaklyUp", "Up", "Leaving", "Exiting", "Down", ServerStatus.NotInCluster)),
            ("reachable", Schemas.Flag()),
            ("isLocal", Schemas.Flag("True for the server that answers.")),
            ("isLeader", Schemas.Flag()),
            ("isOldest", Schemas.Flag("True where the singletons run.")),
            ("state", Schemas.Choice("Drained: it can be stopped without any effect.", [.. Enum.GetNames<ServerState>()])),
            ("remaining", Schemas.Array(Schemas.Text(), "While it drains: what is left, a sentence each.")),
            ("version", Schemas.OptionalText("The version of the program; null, as all below, when the server does not answer.")),
            ("startTime", Schemas.Time()),
            ("partitions", Schemas.OptionalNumber("Partitions that run there.")),
            ("messages", Schemas.OptionalNumber("Messages with work left in those.")),
            ("dataDirectory", Schemas.OptionalText()),
            ("http", Schemas.OptionalText("Where its HTTP interface answers.")),
            ("backPressure", Schemas.OptionalText("Low, Medium or High: how scarce its scarcest resource is.")),
            ("backPressureCauses", Schemas.Array(Schemas.Text(), "The resources that are scarce, a line each.")),
            ("receiptsAwaited", Schemas.OptionalNumber("Drop files of its partitions that gateways have not confirmed, as of half a minute ago at most.")),
            ("receiptsOverdue", Schemas.OptionalNumber("Those among them that have waited longer than ReceiptTimeout."))))
    ];

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Many, "Get-TransportCluster", Role.ViewOnly, "Lists the servers of the cluster, and those of the organization that are not in it.", GetManyAsync)
        {
            Details = "A server that does not answer within two seconds is listed without what only it can say.",
            Answer = new(ApiBody.Json, Schemas.List(Schemas.Reference("Server")))
        },
        new("POST", One + "/suspend", "Suspend-TransportServer", Role.Administrator, "Takes a server out of service: it takes nothing new, finishes what it has, and hands its partitions over.",
            call => SetAsync(call, ComponentState.Draining))
        {
            Details = "Answered when that is recorded; `state` becomes Drained when it is done. It lasts over restarts.",
            Answer = OrganizationWrites.AnswerTo("Server"),
            HasWhatIf = true
        },
        new("POST", One + "/resume", "Resume-TransportServer", Role.Administrator, "Puts a suspended server back into service.",
            call => SetAsync(call, ComponentState.Active))
        {
            Answer = OrganizationWrites.AnswerTo("Server"),
            HasWhatIf = true
        }
    ];

    private async Task<ApiAnswer> GetManyAsync(ApiCall call)
    {
        var servers = await services.Server.GetServersAsync(call.Aborted);
        return ApiAnswer.Of(Page.Document(servers.OrderBy(server => server.Name, StringComparer.OrdinalIgnoreCase).Select(Show), servers.Count));
    }

    private async Task<ApiAnswer> SetAsync(ApiCall call, ComponentState state)
    {
        var (changed, error) = await _organization.AskAsync(
            call, new OrganizationCommand.SetTransportService(call.Identity, ParameterChanges.Of(("ComponentState", state.ToString()))));
        if (changed is null)
        {
            return ApiAnswer.Of(error!);
        }

        var server = (await services.Server.GetServersAsync(call.Aborted)).FirstOrDefault(
            server => server.Name.Equals(call.Identity, StringComparison.OrdinalIgnoreCase));
        return ApiAnswer.Of(OrganizationWrites.Written(server is null ? null : Show(server), changed, call.WhatIf)).With(changed.Changes);
    }

    private static JsonObject Show(ServerStatus server) => new()
    {
        ["identity"] = server.Name,
        ["name"] = server.Name,
        ["address"] = server.Address,
        ["roles"] = new JsonArray([.. server.Roles.Select(role => JsonValue.Create(role))]),
        ["status"] = server.Status,
        ["reachable"] = server.IsReachable,
        ["isLocal"] = server.IsLocal,
        ["isLeader"] = server.IsLeader,
        ["isOldest"] = server.IsOldest,
        ["state"] = server.State.ToString(),
        ["remaining"] = new JsonArray([.. server.Remaining.Select(sentence => JsonValue.Create(sentence))]),
        ["version"] = server.Facts?.Version,
        ["startTime"] = server.Facts is { } facts ? ObjectDocument.Time(facts.StartedAt) : null,
        ["partitions"] = server.Facts?.Partitions,
        ["messages"] = server.Facts?.Messages,
        ["dataDirectory"] = server.Facts?.DataDirectory,
        ["http"] = server.Facts?.Http,
        ["backPressure"] = server.Facts?.BackPressure.ToString(),
        ["backPressureCauses"] = new JsonArray([.. (server.Facts?.Resources ?? [])
            .Where(resource => resource.Level > PressureLevel.Low)
            .OrderByDescending(resource => resource.Level)
            .Select(resource => JsonValue.Create(resource.Explanation))]),
        ["receiptsAwaited"] = server.Facts?.Receipts.Awaited,
        ["receiptsOverdue"] = server.Facts?.Receipts.Overdue
    };
}
