using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Server.Api.Organization;

/// <summary>The whole organization as one file.</summary>
internal sealed class ConfigurationRoutes(ApiServices services)
{
    private const string Path = "/configuration";

    /// <summary>Enough for some ten thousand connectors; a message between servers is no larger either.</summary>
    private const long LargestFile = 8 << 20;

    private readonly OrganizationWrites _organization = new(services);

    private static JsonNode FileSchema => new JsonObject
    {
        ["type"] = "object",
        ["description"] = "An organization file: foreignConnectors, transportServices, acceptedDomains, mailContacts, mailUsers, distributionGroups, systemMessages, transportConfig."
    };

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Path, "Export-TransportConfiguration", Role.ViewOnly, "Writes everything that is configured as one organization file.", ExportAsync)
        {
            Answer = new(ApiBody.Json, FileSchema)
        },
        new("PUT", Path, "Import-TransportConfiguration", Role.Administrator, "Sets every object of an organization file, all or nothing.", ImportAsync)
        {
            Details = "Objects of the same name are replaced and keep their GUID; objects that the file does not name stay.",
            Body = new(ApiBody.Json, FileSchema, LargestFile),
            Answer = new(ApiBody.Json, Schemas.Object(
                ("object", new JsonObject { ["type"] = "null" }),
                ("changed", Schemas.Flag()),
                ("whatIf", Schemas.Flag()),
                ("warnings", Schemas.Array(Schemas.Text())),
                ("changes", Schemas.Array(Schemas.Object(
                    ("object", Schemas.Text("Its kind and name.")),
                    ("change", Schemas.Choice("", "created", "changed", "removed"))))))),
            HasWhatIf = true
        }
    ];

    private Task<ApiAnswer> ExportAsync(ApiCall call)
    {
        var (state, error) = _organization.Read();
        return Task.FromResult(state is null
            ? ApiAnswer.Of(error!)
            : ApiAnswer.Of(JsonNode.Parse(OrganizationFile.Format(OrganizationDefinition.Of(state)))!));
    }

    private async Task<ApiAnswer> ImportAsync(ApiCall call)
    {
        var (body, malformed) = await call.ReadJsonAsync();
        if (malformed is not null)
        {
            return ApiAnswer.Of(malformed);
        }

        if (!OrganizationFile.TryParse(body.RootElement.GetRawText(), out var definition, out var error))
        {
            return ApiAnswer.Of(error);
        }

        var (changed, refusal) = await _organization.AskAsync(call, new OrganizationCommand.ImportOrganization(definition));
        if (changed is null)
        {
            return ApiAnswer.Of(refusal!);
        }

        var answer = OrganizationWrites.Written(null, changed, call.WhatIf);
        answer["changes"] = new JsonArray(
        [
            .. changed.Changes.Select(change => new JsonObject
            {
                ["object"] = Describe(change),
                ["change"] = change.Word
            })
        ]);
        return ApiAnswer.Of(answer).With(changed.Changes);
    }

    /// <summary>An object for people: <c>Foreign connector Fax</c>.</summary>
    internal static string Describe(ObjectChange change) => change.Kind switch
    {
        ObjectKind.ForeignConnector => $"Foreign connector {change.Identity}",
        ObjectKind.TransportService => $"Transport service {change.Identity}",
        ObjectKind.AcceptedDomain => $"Accepted domain {change.Identity}",
        ObjectKind.SystemMessage => $"System message {change.Identity}",
        ObjectKind.MailContact => $"Mail contact {change.Identity}",
        ObjectKind.MailUser => $"Mail user {change.Identity}",
        ObjectKind.DistributionGroup => $"Distribution group {change.Identity}",
        ObjectKind.TransportConfig => "Transport configuration",
        _ => change.Identity
    };
}
