using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Recipients;
using ForeignTransport.Core.Tests.Connectors;
using Xunit;
using static ForeignTransport.Core.Tests.Recipients.Directories;

namespace ForeignTransport.Core.Tests.Recipients;

/// <summary>How recipients are created, changed and removed, and what is refused.</summary>
public class RecipientDecisionsSpecs
{
    [Theory]
    [InlineData("Fax of Sales", "FAX:+1425", "FaxofSales", "SMTP:FaxofSales@contoso.com,FAX:+1425")]
    [InlineData("Bob", "bob@fabrikam.com", "Bob", "SMTP:bob@fabrikam.com")]
    [InlineData("Grüße", "FAX:1", "Gruse", "SMTP:Gruse@contoso.com,FAX:1")]
    [InlineData("日本", "FAX:1", "u65e5u672c", "SMTP:u65e5u672c@contoso.com,FAX:1")]
    public void should_make_alias_and_addresses_when_nobody_says_them(string name, string external, string alias, string addresses)
    {
        var state = Run(With(), New(RecipientType.MailContact, ("Name", name), ("ExternalEmailAddress", external)));

        var contact = state.Recipients.Find(name)!;
        Assert.Equal(alias, contact.Alias);
        Assert.Equal(addresses, RecipientParameters.MailContact.TryFind("EmailAddresses", out var parameter) ? parameter.Read(contact).ToString() : "");
    }

    [Fact]
    public void should_let_authenticated_senders_alone_write_to_a_new_group() =>
        Assert.True(Run(With(), New(RecipientType.MailUniversalDistributionGroup, ("Name", "g"))).Recipients.Find("g")!.RequireSenderAuthenticationEnabled);

    [Fact]
    public void should_keep_the_former_primary_address_when_another_one_is_made_primary()
    {
        var state = Run(With(Contact("c", "FAX:1")), Set(RecipientType.MailContact, "c", ("PrimarySmtpAddress", "new@contoso.com")));

        Assert.Equal("new@contoso.com", state.Recipients.Find("c")!.PrimarySmtpAddress);
        Assert.Equal(["c"], state.Recipients.NamesOf(Native("c@contoso.com")).AsEnumerable());
    }

    [Fact]
    public void should_take_the_last_primary_address_when_a_list_edit_adds_one()
    {
        var state = Run(With(Contact("c", "FAX:1")), Set(RecipientType.MailContact, "c", ("EmailAddresses", ParameterValue.Edit(["SMTP:new@contoso.com", "MOBILE:7"], []))));

        Assert.Equal("new@contoso.com", state.Recipients.Find("c")!.PrimarySmtpAddress);
        Assert.Equal(["c"], state.Recipients.NamesOf(Native("MOBILE:7")).AsEnumerable());
    }

    [Fact]
    public void should_move_the_proxy_address_along_when_the_external_address_changes()
    {
        var state = Run(With(), New(RecipientType.MailContact, ("Name", "c"), ("ExternalEmailAddress", "FAX:1")));
        state = Run(state, Set(RecipientType.MailContact, "c", ("ExternalEmailAddress", "FAX:2")));

        Assert.Empty(state.Recipients.NamesOf(Native("FAX:1")));
        Assert.Equal(["c"], state.Recipients.NamesOf(Native("fax:2")).AsEnumerable());
    }

    [Theory]
    [InlineData("FT-5011", "Name", "x")]
    [InlineData("FT-5005", "Name", "C", "ExternalEmailAddress", "FAX:9")]
    [InlineData("FT-3111", "Name", "x", "Alias", "C", "ExternalEmailAddress", "FAX:9")]
    [InlineData("FT-3110", "Name", "x", "PrimarySmtpAddress", "C@contoso.com", "ExternalEmailAddress", "FAX:9")]
    [InlineData("FT-3112", "Name", "x", "AcceptMessagesOnlyFromSendersOrMembers", "nobody", "ExternalEmailAddress", "FAX:9")]
    [InlineData("FT-5001", "Name", "x", "Alias", "a..b", "ExternalEmailAddress", "FAX:9")]
    [InlineData("FT-5001", "Name", "x", "PrimarySmtpAddress", "no address", "ExternalEmailAddress", "FAX:9")]
    [InlineData("FT-5003", "Name", "x", "Members", "c", "ExternalEmailAddress", "FAX:9")]
    public void should_refuse_a_new_contact_with_the_code_of_the_mistake(string code, params string[] given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var changes = given.Chunk(2).Aggregate(ParameterChanges.None, (all, pair) => all.With(pair[0], pair[1]));

        var decision = OrganizationDecider.Decide(
            With(Contact("c", "FAX:1")), new OrganizationCommand.NewRecipient(RecipientType.MailContact, changes), Organizations.Now, Guid.Empty);

        Assert.Equal(code, decision.Error?.Entry.Code);
    }

    [Fact]
    public void should_refuse_when_there_is_no_domain_to_make_an_address_of()
    {
        var decision = OrganizationDecider.Decide(OrganizationState.Empty, New(RecipientType.MailUniversalDistributionGroup, ("Name", "g")), Organizations.Now, Guid.Empty);

        Assert.Equal("FT-3113", decision.Error?.Entry.Code);
    }

    [Fact]
    public void should_carry_name_and_removal_through_everything_that_names_the_recipient()
    {
        var state = With(
            Contact("c", "FAX:1"), Group("g", "c", "u"),
            User("u") with { ForwardingAddress = "c", AcceptMessagesOnlyFromSendersOrMembers = ["c"], RejectMessagesFromSendersOrMembers = ["g", "C"] });

        var renamed = Run(state, Set(RecipientType.MailContact, "c@contoso.com", ("Name", "New Name")));

        Assert.Equal(["New Name", "u"], renamed.Recipients.Find("g")!.Members.AsEnumerable());
        Assert.Equal(("New Name", "New Name"), (renamed.Recipients.Find("u")!.ForwardingAddress, renamed.Recipients.Find("u")!.AcceptMessagesOnlyFromSendersOrMembers[0]));
        Assert.Equal(["g", "New Name"], renamed.Recipients.Find("u")!.RejectMessagesFromSendersOrMembers.AsEnumerable());
        Assert.Null(renamed.Recipients.Find("c"));

        var removed = Run(renamed, new OrganizationCommand.RemoveRecipient(RecipientType.MailContact, "new name"));

        Assert.Equal(["u"], removed.Recipients.Find("g")!.Members.AsEnumerable());
        Assert.Equal("", removed.Recipients.Find("u")!.ForwardingAddress);
        Assert.Empty(removed.Recipients.NamesOf(Native("c@contoso.com")));
        Assert.Equal(2, removed.Recipients.Count);
    }

    [Fact]
    public void should_show_a_rename_as_one_change()
    {
        var state = With(Contact("c", "FAX:1"));
        var decision = OrganizationDecider.Decide(state, Set(RecipientType.MailContact, "c", ("Name", "d")), Organizations.Now, Guid.Empty);

        var change = Assert.Single(ObjectChange.Of(state, decision.Events));

        Assert.Equal(("c", "d", ObjectKind.MailContact), (change.Before!.Identity, change.After!.Identity, change.Kind));
    }

    [Fact]
    public void should_add_and_remove_members_by_any_of_their_names()
    {
        var state = Run(With(Contact("c", "FAX:1"), Group("g")), new OrganizationCommand.AddGroupMember("g@contoso.com", "c@contoso.com"));
        Assert.Equal(["c"], state.Recipients.Find("g")!.Members.AsEnumerable());
        Assert.Equal("FT-3115", Refusal(state, new OrganizationCommand.AddGroupMember("g", "C")));
        Assert.Equal("FT-3117", Refusal(state, new OrganizationCommand.AddGroupMember("c", "g")));
        Assert.Equal("FT-5004", Refusal(state, new OrganizationCommand.AddGroupMember("g", "nobody")));

        state = Run(state, new OrganizationCommand.RemoveGroupMember("g", "c"));

        Assert.Empty(state.Recipients.Find("g")!.Members);
        Assert.Equal("FT-3116", Refusal(state, new OrganizationCommand.RemoveGroupMember("g", "c")));
    }

    [Fact]
    public void should_read_back_what_the_organization_file_holds()
    {
        var definition = OrganizationDefinition.Of(With(
            User("u", "x@elsewhere.example", "FAX:1", "X400:c=US;a= ;p=Contoso;s=Doe;") with
            {
                ForwardingSmtpAddress = "y@elsewhere.example", DeliverToMailboxAndForward = true, RecipientLimits = 5, DisplayName = "Ünsal"
            },
            Contact("c", "FAX:2") with { MaxReceiveSize = UnlimitedSize.FromBytes(1024) }, Group("g", "u", "c") with { ReportToOriginatorEnabled = false }));

        Assert.True(OrganizationFile.TryParse(OrganizationFile.Format(definition), out var again, out var error), error?.ToString());

        Assert.Equal(definition, again with { Recipients = [.. again.Recipients.OrderBy(recipient => recipient.Name, StringComparer.OrdinalIgnoreCase)],
            ForeignConnectors = definition.ForeignConnectors });
    }

    [Fact]
    public void should_complete_recipients_that_a_file_leaves_short()
    {
        const string File =
            """
            {
              "acceptedDomains": [ { "name": "Contoso", "domainName": "contoso.com" } ],
              "mailContacts": [ { "name": "Fax", "externalEmailAddress": "FAX:+1425" } ],
              "distributionGroups": [ { "name": "All", "members": ["Fax"] } ]
            }
            """;
        Assert.True(OrganizationFile.TryParse(File, out var definition, out var error), error?.ToString());

        var state = Run(OrganizationState.Empty, new OrganizationCommand.ImportOrganization(definition));

        Assert.Equal(["Fax"], state.Recipients.NamesOf(Native("FAX:+1425")).AsEnumerable());
        Assert.Equal("All@contoso.com", state.Recipients.Find("All")!.PrimarySmtpAddress);
        Assert.Empty(OrganizationDecider.Decide(state, new OrganizationCommand.ImportOrganization(definition), Organizations.Now, Guid.Empty).Events);
    }

    [Theory]
    [InlineData("""{ "mailContacts": [ { "name": "Fax" } ] }""", "FT-3114")]
    [InlineData("""{ "distributionGroups": [ { "name": "All", "members": ["nobody"] } ] }""", "FT-3112")]
    [InlineData("""{ "mailContacts": [ { "name": "a", "externalEmailAddress": "FAX:1" }, { "name": "A", "externalEmailAddress": "FAX:2" } ] }""", "FT-5005")]
    [InlineData("""{ "mailUsers": [ { "name": "c", "externalEmailAddress": "FAX:1" } ] }""", "FT-3117")]
    public void should_refuse_a_file_with_the_code_of_the_mistake(string file, string code)
    {
        Assert.True(OrganizationFile.TryParse(file, out var definition, out var error), error?.ToString());

        Assert.Equal(code, Refusal(With(Contact("c", "FAX:1")), new OrganizationCommand.ImportOrganization(definition)));
    }

    private static OrganizationCommand New(RecipientType type, params (string Name, ParameterValue Value)[] given) =>
        new OrganizationCommand.NewRecipient(type, ParameterChanges.Of(given));

    private static OrganizationCommand Set(RecipientType type, string identity, params (string Name, ParameterValue Value)[] given) =>
        new OrganizationCommand.SetRecipient(type, identity, ParameterChanges.Of(given));

    private static string? Refusal(OrganizationState state, OrganizationCommand command) =>
        OrganizationDecider.Decide(state, command, Organizations.Now, Guid.Empty).Error?.Entry.Code;
}
