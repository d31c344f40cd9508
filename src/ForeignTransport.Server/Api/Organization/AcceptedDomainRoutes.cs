using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Server.Api.Organization;

/// <summary>The accepted domains.</summary>
internal sealed class AcceptedDomainRoutes(ApiServices services)
{
    private readonly ObjectRoutes _objects = new(
        services, ObjectKind.AcceptedDomain, "/accepted-domains", "AcceptedDomain", "accepted domain",
        (state, identity) => state.TryFindAcceptedDomain(identity, out var domain) ? ObjectDocument.Of(domain) : null);

    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("AcceptedDomain", Schemas.Object(
        [
            ("identity", Schemas.Text("Its name.")),
            .. Schemas.Read(AcceptedDomainParameters.Table),
            ("etag", Schemas.Text("Its revision, for If-Match."))
        ]))
    ];

    public IEnumerable<ApiRoute> Routes =>
    [
        _objects.List("Lists the accepted domains.", state => state.AcceptedDomains.Values.Select(ObjectDocument.Of)),
        _objects.Show("Shows an accepted domain."),
        _objects.Create(
            "Accepts mail for a domain.",
            Schemas.Object([.. Schemas.Write(AcceptedDomainParameters.Table, "Name", "DomainName", "DomainType")]),
            given => (OrganizationCommands.TryNewAcceptedDomain(given, out var command, out var error) ? command : null, error)) with
        {
            Details = "The first domain without a wildcard becomes the default."
        },
        _objects.Change(
            "Changes the parameters that the body names.",
            Schemas.Object(
            [
                .. Schemas.Write(AcceptedDomainParameters.Table, "Name", "DomainType", "MatchSubDomains"),
                ("makeDefault", Schemas.Flag("True makes this domain the default. False is refused for the default: make another one it."))
            ]),
            (identity, given) => (OrganizationCommands.TrySetAcceptedDomain(identity, given, out var command, out var error) ? command : null, error)) with
        {
            Details = "The domain itself cannot be changed: remove the object and create another."
        },
        _objects.Remove("Accepts mail for a domain no longer.", identity => new OrganizationCommand.RemoveAcceptedDomain(identity))
    ];
}
