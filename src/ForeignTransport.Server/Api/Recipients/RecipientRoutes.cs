using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Recipients;
using ForeignTransport.Server.Api.Organization;

namespace ForeignTransport.Server.Api.Recipients;

/// <summary>The recipients of one type: mail contacts, mail users or distribution groups.</summary>
/// <param name="services">Null when the routes are only described.</param>
/// <param name="type">The type.</param>
/// <param name="many">The path of the list.</param>
/// <param name="noun">The noun of its cmdlets, and the name of its document.</param>
/// <param name="words">What an object is called in a sentence.</param>
internal sealed class RecipientRoutes(ApiServices services, RecipientType type, string many, string noun, string words)
{
    private readonly OrganizationWrites _organization = new(services);
    private readonly ObjectKind _kind = ObjectDocument.KindOf(type);
    private readonly string _one = many + "/{identity}";

    public static RecipientRoutes MailContacts(ApiServices services) =>
        new(services, RecipientType.MailContact, "/mail-contacts", "MailContact", "mail contact");

    public static RecipientRoutes MailUsers(ApiServices services) =>
        new(services, RecipientType.MailUser, "/mail-users", "MailUser", "mail user");

    public static RecipientRoutes DistributionGroups(ApiServices services) =>
        new(services, RecipientType.MailUniversalDistributionGroup, "/distribution-groups", "DistributionGroup", "distribution group");

    /// <summary>The document of the type.</summary>
    public (string Name, JsonNode Schema) Component => (noun, Schemas.Object(
    [
        ("identity", Schemas.Text("Its name.")),
        .. Schemas.Read(RecipientParameters.Of(type)),
        ("recipientType", Schemas.Text("What it is.")),
        ("primarySmtpAddress", Schemas.OptionalText("The first SMTP address of emailAddresses.")),
        ("etag", Schemas.Text("Its revision, for If-Match."))
    ]));

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", many, $"Get-{noun}", Role.ViewOnly, $"Lists the {words}s.", GetManyAsync)
        {
            Query = [.. Page.Query],
            Answer = new(ApiBody.Json, Schemas.List(Schemas.Reference(noun)))
        },
        new("GET", _one, $"Get-{noun}", Role.ViewOnly, $"Shows a {words}, found by name, alias or address.", GetAsync)
        {
            Answer = new(ApiBody.Json, Schemas.Reference(noun)),
            HasRevision = true
        },
        new("POST", many, $"New-{noun}", Role.Administrator, $"Creates a {words}.", CreateAsync)
        {
            Details = "What the body does not say is made of the name: an alias, and an address of it in the default accepted domain.",
            Body = new(ApiBody.Json, Written()),
            Answer = OrganizationWrites.AnswerTo(noun),
            Status = StatusCodes.Status201Created,
            HasWhatIf = true
        },
        new("PATCH", _one, $"Set-{noun}", Role.Administrator, "Changes the parameters that the body names.", SetAsync)
        {
            Details = "A new name is carried through everything that names the recipient.",
            Body = new(ApiBody.Json, Written()),
            Answer = OrganizationWrites.AnswerTo(noun),
            HasRevision = true,
            HasWhatIf = true
        },
        new("DELETE", _one, $"Remove-{noun}", Role.Administrator, $"Removes a {words}, and its name wherever another recipient has it.", RemoveAsync)
        {
            Answer = OrganizationWrites.AnswerTo(noun),
            HasRevision = true,
            HasWhatIf = true
        }
    ];

    private JsonObject Written() => Schemas.Object(
    [
        .. Schemas.Write(RecipientParameters.Of(type)),
        ("primarySmtpAddress", Schemas.Text("Makes this the primary SMTP address; the former one stays as another address."))
    ]);

    private Task<ApiAnswer> GetManyAsync(ApiCall call) => Task.FromResult(RecipientLists.Many(call, _organization, recipient => recipient.Type == type));

    private Task<ApiAnswer> GetAsync(ApiCall call)
    {
        var (state, error) = _organization.Read();
        return Task.FromResult(
            state is null ? ApiAnswer.Of(error!)
            : Find(state, call.Identity) is { } document ? OrganizationWrites.One(document)
            : OrganizationWrites.NotFound(words, call.Identity));
    }

    private async Task<ApiAnswer> CreateAsync(ApiCall call)
    {
        var (given, error) = await call.ReadChangesAsync();
        return given is null
            ? ApiAnswer.Of(error!)
            : await _organization.ChangeAsync(
                call, new OrganizationCommand.NewRecipient(type, given), _kind, location: name => $"{many}/{Uri.EscapeDataString(name)}");
    }

    private async Task<ApiAnswer> SetAsync(ApiCall call)
    {
        var (given, error) = await call.ReadChangesAsync();
        return given is null
            ? ApiAnswer.Of(error!)
            : await _organization.ChangeAsync(
                call, new OrganizationCommand.SetRecipient(type, call.Identity, given), _kind, state => Find(state, call.Identity));
    }

    private Task<ApiAnswer> RemoveAsync(ApiCall call) =>
        _organization.ChangeAsync(call, new OrganizationCommand.RemoveRecipient(type, call.Identity), _kind);

    private ObjectDocument? Find(OrganizationState state, string identity) =>
        state.Recipients.TryFind(identity, out var recipient) && recipient.Type == type ? ObjectDocument.Of(recipient) : null;
}
