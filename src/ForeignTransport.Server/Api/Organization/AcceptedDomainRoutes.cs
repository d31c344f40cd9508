using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Server.Api.Organization;

/// <summary>The accepted domains.</summary>
internal sealed class AcceptedDomainRoutes(ApiServices services)
{
    private const string Many = "/accepted-domains";
    private const string One = Many + "/{identity}";

    private readonly OrganizationWrites _organization = new(services);

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
        new("GET", Many, "Get-AcceptedDomain", Role.ViewOnly, "Lists the accepted domains.", GetManyAsync)
        {
            Query = [.. Page.Query],
            Answer = new(ApiBody.Json, Schemas.List(Schemas.Reference("AcceptedDomain")))
        },
        new("GET", One, "Get-AcceptedDomain", Role.ViewOnly, "Shows an accepted domain.", GetAsync)
        {
            Answer = new(ApiBody.Json, Schemas.Reference("AcceptedDomain")),
            HasRevision = true
        },
        new("POST", Many, "New-AcceptedDomain", Role.Administrator, "Accepts mail for a domain.", CreateAsync)
        {
            Details = "The first domain without a wildcard becomes the default.",
            Body = new(ApiBody.Json, Schemas.Object([.. Schemas.Write(AcceptedDomainParameters.Table, "Name", "DomainName", "DomainType")])),
            Answer = OrganizationWrites.AnswerTo("AcceptedDomain"),
            Status = StatusCodes.Status201Created,
            HasWhatIf = true
        },
        new("PATCH", One, "Set-AcceptedDomain", Role.Administrator, "Changes the parameters that the body names.", SetAsync)
        {
            Details = "The domain itself cannot be changed: remove the object and create another.",
            Body = new(ApiBody.Json, Schemas.Object(
            [
                .. Schemas.Write(AcceptedDomainParameters.Table, "Name", "DomainType", "MatchSubDomains"),
                ("makeDefault", Schemas.Flag("True makes this domain the default. False is refused for the default: make another one it."))
            ])),
            Answer = OrganizationWrites.AnswerTo("AcceptedDomain"),
            HasRevision = true,
            HasWhatIf = true
        },
        new("DELETE", One, "Remove-AcceptedDomain", Role.Administrator, "Accepts mail for a domain no longer.", RemoveAsync)
        {
            Answer = OrganizationWrites.AnswerTo("AcceptedDomain"),
            HasRevision = true,
            HasWhatIf = true
        }
    ];

    private Task<ApiAnswer> GetManyAsync(ApiCall call)
    {
        var (state, error) = _organization.Read();
        return Task.FromResult(state is null
            ? ApiAnswer.Of(error!)
            : OrganizationWrites.Many(call, state.AcceptedDomains.Values.Select(ObjectDocument.Of)));
    }

    private Task<ApiAnswer> GetAsync(ApiCall call)
    {
        var (state, error) = _organization.Read();
        return Task.FromResult(
            state is null ? ApiAnswer.Of(error!)
            : state.TryFindAcceptedDomain(call.Identity, out var domain) ? OrganizationWrites.One(ObjectDocument.Of(domain))
            : OrganizationWrites.NotFound("accepted domain", call.Identity));
    }

    private async Task<ApiAnswer> CreateAsync(ApiCall call)
    {
        var (given, error) = await call.ReadChangesAsync();
        if (given is null || !OrganizationCommands.TryNewAcceptedDomain(given, out var command, out error))
        {
            return ApiAnswer.Of(error!);
        }

        return await _organization.ChangeAsync(
            call, command, ObjectKind.AcceptedDomain, location: name => $"{Many}/{Uri.EscapeDataString(name)}");
    }

    private async Task<ApiAnswer> SetAsync(ApiCall call)
    {
        var (given, error) = await call.ReadChangesAsync();
        if (given is null || !OrganizationCommands.TrySetAcceptedDomain(call.Identity, given, out var command, out error))
        {
            return ApiAnswer.Of(error!);
        }

        return await _organization.ChangeAsync(
            call, command, ObjectKind.AcceptedDomain,
            state => state.TryFindAcceptedDomain(call.Identity, out var domain) ? ObjectDocument.Of(domain) : null);
    }

    private Task<ApiAnswer> RemoveAsync(ApiCall call) =>
        _organization.ChangeAsync(call, new OrganizationCommand.RemoveAcceptedDomain(call.Identity), ObjectKind.AcceptedDomain);
}
