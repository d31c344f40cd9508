using System.Text.Json.Nodes;
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
    private readonly ObjectRoutes _objects = new(
        services, ObjectDocument.KindOf(type), many, noun, words,
        (state, identity) => state.Recipients.TryFind(identity, out var recipient) && recipient.Type == type ? ObjectDocument.Of(recipient) : null);

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
        _objects.List($"Lists the {words}s.", (call, state) => RecipientLists.Many(call, state.Recipients.All.Where(recipient => recipient.Type == type))),
        _objects.Show($"Shows a {words}, found by name, alias or address."),
        _objects.Create($"Creates a {words}.", Written(), given => (new OrganizationCommand.NewRecipient(type, given), null)) with
        {
            Details = "What the body does not say is made of the name: an alias, and an address of it in the default accepted domain."
        },
        _objects.Change(
            "Changes the parameters that the body names.", Written(), (identity, given) => (new OrganizationCommand.SetRecipient(type, identity, given), null)) with
        {
            Details = "A new name is carried through everything that names the recipient."
        },
        _objects.Remove(
            $"Removes a {words}, and its name wherever another recipient has it.", identity => new OrganizationCommand.RemoveRecipient(type, identity))
    ];

    private JsonObject Written() => Schemas.Object(
    [
        .. Schemas.Write(RecipientParameters.Of(type)),
        ("primarySmtpAddress", Schemas.Text("Makes this the primary SMTP address; the former one stays as another address."))
    ]);
}
