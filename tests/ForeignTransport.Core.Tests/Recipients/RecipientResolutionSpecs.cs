using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Recipients;
using Xunit;
using static ForeignTransport.Core.Tests.Recipients.Directories;

namespace ForeignTransport.Core.Tests.Recipients;

/// <summary>The vectors C1 to C13 of categorizer.md, and the rules around them.</summary>
public class RecipientResolutionSpecs
{
    private const string Sender = "sender@elsewhere.example";

    [Fact] // C1, C2, C6
    public void should_leave_a_message_alone_when_the_directory_knows_none_of_its_recipients() =>
        Assert.Null(Resolve(With(User("jane")), "nobody@contoso.com", "IMCEAFAX-1@fabrikam.com", "x@elsewhere.example"));

    [Theory]
    [InlineData("j@contoso.com", "jane@contoso.com", "rfc822;j@contoso.com")] // C3
    [InlineData("IMCEAFAX-+2B1425@contoso.com", "jane@contoso.com", "rfc822;IMCEAFAX-+2B2B1425@contoso.com")] // C4
    [InlineData("J@CONTOSO.COM", "jane@contoso.com", "rfc822;J@CONTOSO.COM")]
    [InlineData("\"j\"@contoso.com", "jane@contoso.com", "rfc822;\"j\"@contoso.com")]
    public void should_rewrite_to_the_address_of_the_recipient_when_a_proxy_address_is_used(string given, string address, string orcpt)
    {
        var organization = With(User("jane", null, "j@contoso.com", "FAX:+1425"));

        var resolution = Resolve(organization, given)!;

        Assert.Equal(new RewrittenRecipient(0, new EnvelopeRecipient(address, OriginalRecipient: orcpt)), Assert.Single(resolution.Rewritten));
        Assert.IsType<Route.ToConnector>(RecipientRouting.Route(address, 1000, Context(organization)));
    }

    [Fact]
    public void should_keep_orcpt_when_there_is_one()
    {
        var resolution = Resolve(With(User("jane", null, "j@contoso.com")), new EnvelopeRecipient("j@contoso.com", DsnNotify.Never, "rfc822;first@x.example"))!;

        Assert.Equal(new EnvelopeRecipient("jane@contoso.com", DsnNotify.Never, "rfc822;first@x.example"), Assert.Single(resolution.Rewritten).Recipient);
    }

    [Fact] // C5
    public void should_leave_a_foreign_address_to_its_connector_when_nobody_has_it()
    {
        var organization = With(User("jane"));

        Assert.Null(Resolve(organization, "IMCEAFAX-+2B1425@contoso.com"));
        Assert.Equal("FAX", Assert.IsType<Route.ToConnector>(RecipientRouting.Route("IMCEAFAX-+2B1425@contoso.com", 1000, Context(organization))).Key.NextHopDomain);
    }

    [Fact] // C7
    public void should_deliver_once_when_groups_contain_one_another()
    {
        var resolution = Resolve(With(User("jane"), Group("A", "B"), Group("B", "A", "jane")), "A@contoso.com")!;

        Assert.Equal(new ExpandedRecipient(0, false), Assert.Single(resolution.Expanded));
        Assert.Equal("jane@contoso.com", Assert.Single(resolution.Appended).Recipient.Address);
    }

    [Fact] // C8
    public void should_fail_with_5_4_6_when_forwarding_comes_back_to_itself()
    {
        var resolution = Resolve(
            With(User("x") with { ForwardingAddress = "y" }, User("y") with { ForwardingAddress = "x" }), "x@contoso.com")!;

        Assert.Equal("5.4.6", Assert.Single(resolution.Failed).Response.EffectiveStatus.ToString());
        Assert.Empty(resolution.Appended);
    }

    [Fact]
    public void should_deliver_once_to_each_when_two_deliver_and_forward_to_one_another()
    {
        var organization = With(
            User("x", "FAX:1") with { ForwardingAddress = "y", DeliverToMailboxAndForward = true },
            User("y", "FAX:2") with { ForwardingAddress = "x", DeliverToMailboxAndForward = true });

        var resolution = Resolve(organization, "x@contoso.com")!;

        Assert.Equal("IMCEAFAX-1@contoso.com", Assert.Single(resolution.Rewritten).Recipient.Address);
        Assert.Equal("IMCEAFAX-2@contoso.com", Assert.Single(resolution.Appended).Recipient.Address);
    }

    [Fact] // C9; the copies are the partition's part
    public void should_expand_to_every_member_when_a_group_is_large()
    {
        var members = Enumerable.Range(1, 2501).Select(number => Contact($"m{number}", $"m{number}@elsewhere.example")).ToArray();

        var resolution = Resolve(With([Group("all", [.. members.Select(member => member.Name)]), .. members]), "all@contoso.com")!;

        Assert.Equal(2501, resolution.Appended.Length);
    }

    [Theory] // C10, C11
    [InlineData(499, false)]
    [InlineData(500, true)]
    public void should_count_a_group_as_one_when_recipients_are_limited(int others, bool fails)
    {
        var members = Enumerable.Range(1, 900).Select(number => Contact($"m{number}", $"m{number}@elsewhere.example")).ToArray();
        var organization = With([Group("all", [.. members.Select(member => member.Name)]), .. members]);

        var resolution = Resolve(organization, [.. Enumerable.Range(1, others).Select(number => $"o{number}@elsewhere.example"), "all@contoso.com"])!;

        Assert.Equal(fails ? 501 : 0, resolution.Failed.Length);
        Assert.All(resolution.Failed, failed => Assert.Equal("550 5.5.3 RESOLVER.ADR.RecipLimit; too many recipients", failed.Response.ToString()));
        Assert.Equal(fails ? 0 : 900, resolution.Appended.Length);
    }

    [Fact]
    public void should_take_the_limits_of_the_sender_when_the_directory_has_it()
    {
        var sender = User("sender") with { RecipientLimits = 2, MaxSendSize = UnlimitedSize.FromBytes(2000) };

        Assert.Equal("5.5.3", Status(Ask("sender@contoso.com", 1000, "a@x.example", "b@x.example", "c@x.example"), sender));
        Assert.Equal("5.2.3", Status(Ask("sender@contoso.com", 2001, "a@x.example"), sender));
        Assert.Null(RecipientResolution.Resolve(Ask("sender@contoso.com", 2000, "a@x.example"), With(sender)));

        static string Status(ResolutionRequest message, Recipient from) =>
            RecipientResolution.Resolve(message, With(from))!.Failed[0].Response.EffectiveStatus.ToString();
    }

    [Fact] // C12
    public void should_write_the_foreign_address_when_a_contact_has_one()
    {
        var organization = With(Contact("contact", "FAX:+1425"));

        var recipient = Assert.Single(Resolve(organization, "contact@contoso.com")!.Rewritten).Recipient;

        Assert.Equal(new EnvelopeRecipient("IMCEAFAX-+2B1425@contoso.com", OriginalRecipient: "rfc822;contact@contoso.com"), recipient);
        var route = Assert.IsType<Route.ToConnector>(RecipientRouting.Route(recipient.Address, 1000, Context(organization)));
        Assert.Equal("Fax", route.Connector.Name);
    }

    [Theory] // C13, without OriginalSize, which is not kept: the size that the message has counts.
    [InlineData(1_000_000L, null)]
    [InlineData(1_000_001L, "5.2.3")]
    public void should_compare_the_size_of_the_message_when_a_recipient_takes_no_larger_one(long size, string? status)
    {
        var organization = With(Contact("c", "FAX:1") with { MaxReceiveSize = UnlimitedSize.FromBytes(1_000_000) });
        var resolution = RecipientResolution.Resolve(Ask(Sender, size, "c@contoso.com"), organization)!;

        Assert.Equal(status, resolution.Failed is [var failed] ? failed.Response.EffectiveStatus.ToString() : null);
    }

    [Fact]
    public void should_follow_contacts_when_one_points_to_another_recipient()
    {
        var organization = With(Contact("a", "b@contoso.com"), Contact("b", "c@contoso.com"), Contact("c", "FAX:7"));

        Assert.Equal("IMCEAFAX-7@contoso.com", Assert.Single(Resolve(organization, "a@contoso.com")!.Rewritten).Recipient.Address);
    }

    [Fact]
    public void should_fail_with_5_1_4_when_two_recipients_have_the_address()
    {
        var organization = With(User("a", null, "both@contoso.com"), User("b", null, "both@contoso.com"));

        Assert.Equal("550 5.1.4 RESOLVER.ADR.Ambiguous; ambiguous address", Assert.Single(Resolve(organization, "both@contoso.com")!.Failed).Response.ToString());
    }

    [Theory]
    [InlineData("friend@contoso.com", true, null)]
    [InlineData("friend@contoso.com", false, "5.7.1")]
    [InlineData("member@contoso.com", true, null)]
    [InlineData("enemy@contoso.com", true, "5.7.1")]
    [InlineData("stranger@elsewhere.example", true, "5.7.1")]
    public void should_fail_with_5_7_1_when_the_sender_may_not_write_to_the_recipient(string from, bool authenticated, string? status)
    {
        var organization = With(
            User("friend"), User("member"), User("enemy"), Group("inner", "member"), Group("outer", "inner", "outer", "enemy"),
            Contact("c", "FAX:1") with
            {
                RequireSenderAuthenticationEnabled = true,
                AcceptMessagesOnlyFromSendersOrMembers = ["friend", "outer"],
                RejectMessagesFromSendersOrMembers = ["enemy"]
            });

        var resolution = RecipientResolution.Resolve(Ask(from, 1000, "c@contoso.com") with { IsAuthenticated = authenticated }, organization)!;

        Assert.Equal(status, resolution.Failed is [var failed] ? failed.Response.EffectiveStatus.ToString() : null);
        Assert.Equal(status is null ? 1 : 0, resolution.Rewritten.Length);
    }

    [Theory]
    [InlineData(DsnNotify.Unspecified, true, DsnNotify.Unspecified, false)]
    [InlineData(DsnNotify.Success, true, DsnNotify.Never, true)]
    [InlineData(DsnNotify.Success | DsnNotify.Failure, true, DsnNotify.Failure, true)]
    [InlineData(DsnNotify.Never, true, DsnNotify.Never, false)]
    [InlineData(DsnNotify.Success | DsnNotify.Failure, false, DsnNotify.Never, false)]
    public void should_pass_notify_on_as_rfc_3461_says_when_a_group_is_expanded(DsnNotify asked, bool reports, DsnNotify ofMember, bool owes)
    {
        var organization = With(Contact("c", "FAX:1"), Group("g", "c") with { ReportToOriginatorEnabled = reports });

        var resolution = Resolve(organization, new EnvelopeRecipient("g@contoso.com", asked))!;

        Assert.Equal(new ExpandedRecipient(0, owes), Assert.Single(resolution.Expanded));
        Assert.Equal(
            new EnvelopeRecipient("IMCEAFAX-1@contoso.com", ofMember, "rfc822;g@contoso.com"), Assert.Single(resolution.Appended).Recipient);
    }

    [Fact]
    public void should_pass_no_report_on_when_it_is_sent_to_a_group()
    {
        var resolution = RecipientResolution.Resolve(Ask("", 1000, "g@contoso.com"), With(Contact("c", "FAX:1"), Group("g", "c")))!;

        Assert.Equal(new ExpandedRecipient(0, false), Assert.Single(resolution.Expanded));
        Assert.Empty(resolution.Appended);
    }

    [Fact]
    public void should_deliver_once_when_members_and_recipients_of_the_envelope_are_the_same()
    {
        var organization = With(User("jane", null, "j@contoso.com"), Contact("x", "x@elsewhere.example"), Group("g", "jane", "x"), Group("h", "g", "jane"));

        var resolution = Resolve(organization, "h@contoso.com", "j@contoso.com", "jane@contoso.com", "x@elsewhere.example")!;

        Assert.Equal([0, 2], resolution.Expanded.Select(expanded => expanded.Position));
        Assert.Equal("jane@contoso.com", Assert.Single(resolution.Rewritten).Recipient.Address);
        Assert.Empty(resolution.Appended);
    }

    [Fact]
    public void should_fail_the_member_alone_when_it_takes_no_message_of_that_size()
    {
        var organization = With(
            Contact("small", "FAX:1") with { MaxReceiveSize = UnlimitedSize.FromBytes(10) }, Contact("large", "FAX:2"), Group("g", "small", "large"));

        var resolution = Resolve(organization, "g@contoso.com")!;

        Assert.Equal(
            ["small@contoso.com 5.2.3", "IMCEAFAX-2@contoso.com "],
            resolution.Appended.Select(appended => $"{appended.Recipient.Address} {appended.Failure?.EffectiveStatus}"));
    }

    [Theory] // categorizer.md section 4
    [InlineData("PostMaster@contoso.com", true)]
    [InlineData("postmaster@contoso.com.example", false)]
    [InlineData("", false)]
    public void should_hold_no_restriction_of_a_recipient_against_the_external_postmaster_address(string from, bool isExempt)
    {
        var organization = With(
            new TransportConfig { ExternalPostmasterAddress = "postmaster@contoso.com" },
            Contact("c", "FAX:1") with { MaxReceiveSize = UnlimitedSize.FromBytes(1), AcceptMessagesOnlyFromSendersOrMembers = ["d"] }, Contact("d", "FAX:2"));

        var resolution = RecipientResolution.Resolve(Ask(from, 1000, "c@contoso.com"), organization)!;

        Assert.Equal(isExempt ? (1, 0) : (0, 1), (resolution.Rewritten.Length, resolution.Failed.Length));
    }

    [Fact]
    public void should_hold_no_limit_against_a_report_of_this_product()
    {
        var organization = With(Contact("c", "FAX:1") with { MaxReceiveSize = UnlimitedSize.FromBytes(1), RequireSenderAuthenticationEnabled = true });

        Assert.Single(RecipientResolution.Resolve(Ask("", 1000, "c@contoso.com") with { IsReport = true }, organization)!.Rewritten);
    }

    [Theory]
    [InlineData("c@contoso.com", RouteOutcome.Selected, "Fax", "SMTP:c@contoso.com is 'c' of the directory. FAX:+1425 goes to 'Fax'")]
    [InlineData("FAX:+77", RouteOutcome.Selected, "Everything", "FAX:+77 is 'u' of the directory. SMTP:u@contoso.com goes to 'Everything'")]
    [InlineData("u@contoso.com", RouteOutcome.Selected, "Everything", "SMTP:u@contoso.com goes to 'Everything'")]
    [InlineData("f@contoso.com", RouteOutcome.Selected, "Everything", "SMTP:f@contoso.com goes to 'Everything'")]
    [InlineData("g@contoso.com", RouteOutcome.Expanded, null, "SMTP:g@contoso.com leads to a group: IMCEAFAX-+2B1425@contoso.com, u@contoso.com.")]
    [InlineData("x@contoso.com", RouteOutcome.Failed, null, "SMTP:x@contoso.com is 'x' of the directory and fails with 550 5.4.6")]
    public void should_explain_what_the_directory_makes_of_a_recipient(string recipient, RouteOutcome outcome, string? connector, string sentence)
    {
        var organization = With(Contact("c", "FAX:+1425"), User("u", null, "FAX:+77"), Group("g", "c", "u"), User("x") with { ForwardingAddress = "x" },
            User("f") with { ForwardingAddress = "c", DeliverToMailboxAndForward = true });

        var explained = RouteExplanation.Explain(recipient, 0, Context(organization));

        Assert.Equal((outcome, connector), (explained.Outcome, explained.Connector?.Name));
        Assert.StartsWith(sentence, explained.Sentence, StringComparison.Ordinal);
    }

    private static Resolution? Resolve(OrganizationState organization, params string[] recipients) =>
        RecipientResolution.Resolve(Ask(Sender, 1000, recipients), organization);

    private static Resolution? Resolve(OrganizationState organization, EnvelopeRecipient recipient) =>
        RecipientResolution.Resolve(new ResolutionRequest(Sender, [recipient], 1000), organization);

    private static ResolutionRequest Ask(string from, long size, params string[] recipients) =>
        new(from, [.. recipients.Select(recipient => new EnvelopeRecipient(recipient))], size);
}
