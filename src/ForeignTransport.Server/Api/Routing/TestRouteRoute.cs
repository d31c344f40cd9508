using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Api.Routing;

/// <summary>Explains where a recipient goes and why.</summary>
internal sealed class TestRouteRoute(ApiServices services)
{
    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("RouteExplanation", Schemas.Object(
            ("recipient", Schemas.Text("As it was given.")),
            ("address", Schemas.OptionalText("The native address that it stands for: `FAX:+4930123`; null when it cannot be read.")),
            ("server", Schemas.Text("The server that routes.")),
            ("size", Schemas.Number("Bytes.")),
            ("outcome", Schemas.Choice("", [.. Enum.GetNames<RouteOutcome>()])),
            ("status", Schemas.OptionalText("The enhanced status code of a failure.")),
            ("connector", Schemas.OptionalText("The selected connector.")),
            ("isLocal", Schemas.Flag("True when the routing server is one of its source servers.")),
            ("explanation", Schemas.Text("One sentence.")),
            ("connectors", Schemas.Array(Schemas.Object(
                ("connector", Schemas.Text()),
                ("verdict", Schemas.Choice("", "Selected", "Eliminated")),
                ("rule", Schemas.OptionalText("The rule that spoke against it.")),
                ("addressSpace", Schemas.OptionalText("Its best matching address space.")),
                ("cost", Schemas.OptionalNumber("Site links plus address space.")),
                ("hops", Schemas.OptionalNumber()),
                ("reason", Schemas.Text("One sentence.")))))))
    ];

    public ApiRoute Route => new(
        "GET", "/route", "Test-Route", Role.ViewOnly, "Explains, connector by connector, why a recipient goes where it goes.", ExplainAsync)
    {
        Details = "Nothing is sent. The same rules decide as for a message.",
        Query =
        [
            new("recipient", "An SMTP address, an IMCEA address, or a native address such as `FAX:+4930123` or `X400:c=US;a=Fabrikam;s=Smith`.", IsRequired: true),
            new("size", "The size of the message, such as `3MB`. Default: 0."),
            new("server", "The server that routes. Default: the one that answers.")
        ],
        Answer = new(ApiBody.Json, Schemas.Reference("RouteExplanation"))
    };

    private Task<ApiAnswer> ExplainAsync(ApiCall call)
    {
        if (services.Server.Organization is not { } organization)
        {
            return Refuse(ErrorCatalogue.OrganizationAway.With("this server has not joined yet"));
        }

        var size = new ByteQuantifiedSize(0);
        if (call.Query("size") is { } text && !ByteQuantifiedSize.TryParse(text, out size, out var error))
        {
            return Refuse(error with { Parameter = "Size" });
        }

        var server = call.Query("server") ?? services.Server.ServerName;
        if (!organization.TransportServices.TryGetValue(server, out var service))
        {
            return Refuse(ErrorCatalogue.ObjectNotFound.About("transport server", server) with { Parameter = "Server" });
        }

        var explained = RouteExplanation.Explain(call.Query("recipient")!, size.Bytes, new SelectionContext(organization, service.Name));
        return Task.FromResult(ApiAnswer.Of(Show(explained, service.Name, size)));
    }

    private static JsonObject Show(RouteExplanation explained, string server, ByteQuantifiedSize size) => new()
    {
        ["recipient"] = explained.Recipient,
        ["address"] = explained.Address?.ToString(),
        ["server"] = server,
        ["size"] = size.Bytes,
        ["outcome"] = explained.Outcome.ToString(),
        ["status"] = explained.Status,
        ["connector"] = explained.Connector?.Name,
        ["isLocal"] = explained.IsLocal,
        ["explanation"] = explained.Sentence,
        ["connectors"] = new JsonArray([.. explained.Verdicts.Select(Show)])
    };

    private static JsonObject Show(ConnectorVerdict verdict) => new()
    {
        ["connector"] = verdict.Connector.Name,
        ["verdict"] = verdict.EliminatedBy is SelectionRule.Chosen ? "Selected" : "Eliminated",
        ["rule"] = verdict.EliminatedBy is SelectionRule.Chosen ? null : verdict.EliminatedBy.ToString(),
        ["addressSpace"] = verdict.Space?.ToString(),
        ["cost"] = verdict.AggregateCost,
        ["hops"] = verdict.Hops,
        ["reason"] = verdict.Explanation
    };

    private static Task<ApiAnswer> Refuse(TransportError error) => Task.FromResult(ApiAnswer.Of(error));
}
