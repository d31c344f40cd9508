using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Delivery;

namespace ForeignTransport.Server.Api.Delivery;

/// <summary>Has every source server test its Drop directory.</summary>
internal sealed class TestConnectorRoute(ApiServices services)
{
    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("ConnectorTest", Schemas.Object(
            ("connector", Schemas.Text()),
            ("server", Schemas.Text("The source server.")),
            ("path", Schemas.OptionalText("Its Drop directory, a path of that machine; null when it is not known.")),
            ("result", Outcome("The worst of the checks.")),
            ("checks", Schemas.Array(Schemas.Object(
                ("check", Schemas.Choice("", [.. Enum.GetNames<DropDirectoryCheckKind>()])),
                ("result", Outcome("")),
                ("detail", Schemas.Text("A sentence, and what to do."))))),
            ("sharedWith", Schemas.Array(Schemas.Text(), "Source servers that see the same directory.")),
            ("freeSpace", Schemas.OptionalNumber("Bytes.")),
            ("filesWaiting", Schemas.OptionalNumber("Files that wait for the gateway.")),
            ("bytesWaiting", Schemas.OptionalNumber("Their bytes.")),
            ("quota", Schemas.Text("DropDirectoryQuota."))))
    ];

    public ApiRoute Route => new(
        "POST", "/foreign-connectors/{identity}/test", "Test-ForeignConnector", Role.Operator,
        "Tests the Drop directory on every source server, as the connector would use it.", TestAsync)
    {
        Details = "Files are written, renamed and deleted under names that no gateway takes. A server that does not answer within some 12 seconds has failed.",
        Answer = new(ApiBody.Json, Schemas.List(Schemas.Reference("ConnectorTest")))
    };

    private static JsonObject Outcome(string description) => Schemas.Choice(description, [.. Enum.GetNames<CheckOutcome>()]);

    private async Task<ApiAnswer> TestAsync(ApiCall call)
    {
        var test = await services.Server.TestConnectorAsync(call.Identity, call.Aborted);
        if (test.Error is { } error)
        {
            return ApiAnswer.Of(error);
        }

        var name = services.Server.Organization is { } state && state.TryFindConnector(call.Identity, out var connector) ? connector.Name : call.Identity;
        return ApiAnswer.Of(Page.Document(test.Reports.Select(report => Show(name, report)), test.Reports.Length));
    }

    private static JsonObject Show(string connector, DropDirectoryReport report) => new()
    {
        ["connector"] = connector,
        ["server"] = report.Server,
        ["path"] = report.Path,
        ["result"] = report.Result.ToString(),
        ["checks"] = new JsonArray(
        [
            .. report.Checks.Select(check => new JsonObject
            {
                ["check"] = check.Kind.ToString(),
                ["result"] = check.Outcome.ToString(),
                ["detail"] = check.Detail
            })
        ]),
        ["sharedWith"] = new JsonArray([.. report.SharedWith.Select(server => JsonValue.Create(server))]),
        ["freeSpace"] = report.FreeSpace,
        ["filesWaiting"] = report.FilesWaiting,
        ["bytesWaiting"] = report.BytesWaiting,
        ["quota"] = report.Quota.ToShortString()
    };
}
