using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Recipients;
using ForeignTransport.Server.Api.Organization;

namespace ForeignTransport.Server.Api.Recipients;

/// <summary>The members of distribution groups, and the list of all recipients.</summary>
internal sealed class GroupMemberRoutes(ApiServices services)
{
    private const string Members = "/distribution-groups/{identity}/members";
    private const string Recipients = "/recipients";

    private readonly OrganizationWrites _organization = new(services);

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Members, "Get-DistributionGroupMember", Role.ViewOnly, "Lists the members of a distribution group.", GetMembersAsync)
        {
            Details = "Each is a document of its type.",
            Query = [.. Page.Query],
            Answer = new(ApiBody.Json, Schemas.List(Schemas.Object()))
        },
        new("POST", Members, "Add-DistributionGroupMember", Role.Administrator, "Adds a member to a distribution group.", AddAsync)
        {
            Body = new(ApiBody.Json, Schemas.Object(("member", Schemas.Text("Name, alias or address of the recipient.")))),
            Answer = OrganizationWrites.AnswerTo("DistributionGroup"),
            HasRevision = true,
            HasWhatIf = true
        },
        new("DELETE", Members, "Remove-DistributionGroupMember", Role.Administrator, "Takes a member out of a distribution group.", RemoveAsync)
        {
            Query = [new("member", "Name, alias or address of the recipient.", IsRequired: true)],
            Answer = OrganizationWrites.AnswerTo("DistributionGroup"),
            HasRevision = true,
            HasWhatIf = true
        },
        new("GET", Recipients, "Get-Recipient", Role.ViewOnly, "Lists the recipients of every type.", GetRecipientsAsync)
        {
            Details = "Each is a document of its type.",
            Query =
            [
                new("identity", "Name, alias or address of one."),
                new("recipientType", "Only those of this type: MailContact, MailUser or MailUniversalDistributionGroup.", IsRepeatable: true),
                .. Page.Query
            ],
            Answer = new(ApiBody.Json, Schemas.List(Schemas.Object()))
        }
    ];

    private Task<ApiAnswer> GetMembersAsync(ApiCall call)
    {
        var (state, error) = _organization.Read();
        return Task.FromResult(
            state is null ? ApiAnswer.Of(error!)
            : state.Recipients.TryFind(call.Identity, out var group) && group.IsGroup
                ? RecipientLists.Many(call, group.Members.Select(state.Recipients.Find).OfType<Recipient>())
            : OrganizationWrites.NotFound("distribution group", call.Identity));
    }

    private async Task<ApiAnswer> AddAsync(ApiCall call)
    {
        var (given, error) = await call.ReadChangesAsync();
        if (given is null)
        {
            return ApiAnswer.Of(error!);
        }

        if (given.Values.Keys.FirstOrDefault(name => !name.Equals("Member", StringComparison.OrdinalIgnoreCase)) is { } unknown)
        {
            return ApiAnswer.Of(ErrorCatalogue.UnknownParameter.About("", unknown) with { Parameter = unknown });
        }

        if (given.Values.GetValueOrDefault("Member") is not ParameterValue.Scalar { Text: { Length: > 0 } name })
        {
            return ApiAnswer.Of(ErrorCatalogue.MissingParameter.With("member") with { Parameter = "Member" });
        }

        return await _organization.ChangeAsync(
            call, new OrganizationCommand.AddGroupMember(call.Identity, name), ObjectKind.DistributionGroup);
    }

    private async Task<ApiAnswer> RemoveAsync(ApiCall call) => call.Query("member") is { } member
        ? await _organization.ChangeAsync(call, new OrganizationCommand.RemoveGroupMember(call.Identity, member), ObjectKind.DistributionGroup)
        : ApiAnswer.Of(ErrorCatalogue.MissingParameter.With("member") with { Parameter = "Member" });

    private Task<ApiAnswer> GetRecipientsAsync(ApiCall call)
    {
        var types = new List<RecipientType>();
        foreach (var text in call.QueryList("recipientType"))
        {
            if (!Enum.TryParse<RecipientType>(text, ignoreCase: true, out var type) || !Enum.IsDefined(type) || char.IsAsciiDigit(text[0]))
            {
                return Task.FromResult(ApiAnswer.Of(
                    ErrorCatalogue.InvalidParameter.With($"RecipientType: allowed are {string.Join(", ", Enum.GetNames<RecipientType>())}")
                        with { Parameter = "RecipientType" }));
            }

            types.Add(type);
        }

        var (state, error) = _organization.Read();
        if (state is null)
        {
            return Task.FromResult(ApiAnswer.Of(error!));
        }

        if (call.Query("identity") is not { } identity)
        {
            return Task.FromResult(RecipientLists.Many(call, state.Recipients.All.Where(recipient => types.Count == 0 || types.Contains(recipient.Type))));
        }

        return Task.FromResult(state.Recipients.TryFind(identity, out var found) && (types.Count == 0 || types.Contains(found.Type))
            ? RecipientLists.Many(call, [found])
            : OrganizationWrites.NotFound("recipient", identity));
    }
}
