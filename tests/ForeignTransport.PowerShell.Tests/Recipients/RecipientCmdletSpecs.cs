using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Recipients;

/// <summary>The cmdlets of contacts, users and groups: what is typed, what is sent, and what is shown.</summary>
public sealed class RecipientCmdletSpecs : EngineSpecs
{
    private const string Contact =
        """
        {"identity":"Fax of Sales","name":"Fax of Sales","alias":"sales","displayName":"","emailAddresses":["SMTP:sales@contoso.com","FAX:+1425"],
        "externalEmailAddress":"FAX:+1425","maxReceiveSize":"1MB","maxSendSize":"unlimited","requireSenderAuthenticationEnabled":false,
        "acceptMessagesOnlyFromSendersOrMembers":[],"rejectMessagesFromSendersOrMembers":["jane"],"recipientType":"MailContact",
        "primarySmtpAddress":"sales@contoso.com","etag":"x"}
        """;

    private const string Group =
        """{"identity":"All","name":"All","alias":"all","members":["Fax of Sales","jane"],"recipientType":"MailUniversalDistributionGroup","primarySmtpAddress":"all@contoso.com"}""";

    [Theory]
    [InlineData("New-MailContact 'Fax of Sales' -ExternalEmailAddress FAX:+1425 -Alias sales -FirstName x", "POST /api/v1/mail-contacts?whatIf=", """{"name":"Fax of Sales","externalEmailAddress":"FAX:+1425","alias":"sales"}""")]
    [InlineData("New-MailUser jane -ExternalEmailAddress jane@contoso.com -PrimarySmtpAddress j@contoso.com", "POST /api/v1/mail-users?whatIf=", """{"name":"jane","externalEmailAddress":"jane@contoso.com","primarySmtpAddress":"j@contoso.com"}""")]
    [InlineData("New-DistributionGroup All -Members a,b -RequireSenderAuthenticationEnabled $false -Type Distribution", "POST /api/v1/distribution-groups?whatIf=", """{"name":"All","members":["a","b"],"requireSenderAuthenticationEnabled":false}""")]
    [InlineData("Set-MailContact sales@contoso.com -EmailAddresses @{Add='smtp:x@contoso.com'} -MaxReceiveSize 1MB -Name New", "PATCH /api/v1/mail-contacts/sales%40contoso.com?whatIf=", """{"emailAddresses":{"add":["smtp:x@contoso.com"]},"maxReceiveSize":"1MB","name":"New"}""")]
    [InlineData("Set-MailUser jane -ForwardingAddress $null -DeliverToMailboxAndForward $false -RecipientLimits unlimited", "PATCH /api/v1/mail-users/jane?whatIf=", """{"forwardingAddress":null,"deliverToMailboxAndForward":false,"recipientLimits":"unlimited"}""")]
    [InlineData("Set-DistributionGroup All -ReportToOriginatorEnabled $false -ReportToManagerEnabled $true -AcceptMessagesOnlyFromSendersOrMembers jane", "PATCH /api/v1/distribution-groups/All?whatIf=", """{"reportToOriginatorEnabled":false,"reportToManagerEnabled":true,"acceptMessagesOnlyFromSendersOrMembers":["jane"]}""")]
    [InlineData("Add-DistributionGroupMember All -Member 'Fax of Sales' -BypassSecurityGroupManagerCheck", "POST /api/v1/distribution-groups/All/members?whatIf=", """{"member":"Fax of Sales"}""")]
    public void should_send_what_was_given(string line, string target, string body)
    {
        foreach (var path in new[] { "mail-contacts", "mail-users", "distribution-groups", "distribution-groups/All/members" })
        {
            Server.OnWrite("POST", path, Contact);
        }

        foreach (var path in new[] { "mail-contacts/sales%40contoso.com", "mail-users/jane", "distribution-groups/All" })
        {
            Server.OnWrite("PATCH", path, Contact);
        }

        var request = Sent(line);

        Assert.Equal(target.Replace("?whatIf=", "", StringComparison.Ordinal), request.Line);
        Assert.True(request.Says(body), request.Text);
    }

    [Theory]
    [InlineData("Remove-MailContact sales -Confirm:$false", "DELETE /api/v1/mail-contacts/sales")]
    [InlineData("Remove-DistributionGroup All -Confirm:$false", "DELETE /api/v1/distribution-groups/All")]
    [InlineData("Remove-DistributionGroupMember All -Member jane@contoso.com -Confirm:$false", "DELETE /api/v1/distribution-groups/All/members?member=jane%40contoso.com")]
    public void should_remove_when_it_was_not_to_ask(string line, string target)
    {
        Server.OnWrite("DELETE", "mail-contacts/sales").OnWrite("DELETE", "distribution-groups/All").OnWrite("DELETE", "distribution-groups/All/members");

        Assert.Equal(target, Sent(line).Line);
    }

    [Fact]
    public void should_show_the_values_of_a_contact_and_pass_it_on()
    {
        Server.OnList("mail-contacts", Contact).OnWrite("PATCH", "mail-contacts/Fax%20of%20Sales");

        var contact = Assert.Single(Run("Get-MailContact | ForEach-Object { \"$($_.PrimarySmtpAddress) $($_.ExternalEmailAddress) $($_.MaxReceiveSize) $($_.RejectMessagesFromSendersOrMembers)\" }").Output);
        Assert.Equal("sales@contoso.com FAX:+1425 1 MB (1,048,576 bytes) jane", contact.ToString());
        Run("Get-MailContact Fax* | Set-MailContact -Alias x");
        Assert.True(Assert.Single(Server.Writes).Says("""{"alias":"x"}"""));
    }

    [Fact]
    public void should_show_recipients_of_every_type_and_the_members_of_a_group()
    {
        Server.OnList("recipients", Contact, Group).OnList("distribution-groups/All/members", Contact);

        Assert.Equal(["Fax of Sales", "All"], Run("Get-Recipient -RecipientType MailContact,MailUniversalDistributionGroup").Output.Select(item => item.ToString()!));
        Assert.Equal("recipientType=MailContact&recipientType=MailUniversalDistributionGroup", Assert.Single(Server.Requests).Query);
        Assert.Equal(["All"], Run("Get-Recipient A*").Output.Select(item => item.ToString()!));
        Assert.Equal(["MailContact"], Run("Get-DistributionGroupMember All | ForEach-Object RecipientType").Output.Select(item => item.ToString()!));
    }

    [Theory]
    [InlineData("Get-Recipient sales* -ResultSize 2", "Sales 1|Sales 2", false)]
    [InlineData("@(Get-Recipient sales* -ResultSize unlimited).Count", "1200", false)]
    [InlineData("@(Get-Recipient sales*).Count", "1000", true)]
    [InlineData("Get-Recipient purch*", "Purchase", false)]
    public void should_show_as_many_of_a_pattern_as_are_wanted_and_warn_when_there_are_more(string line, string expected, bool warned)
    {
        string[] all = [.. Enumerable.Range(1, 1200).Select(i => Contact.Replace("Fax of Sales", $"Sales {i}", StringComparison.Ordinal)), Contact.Replace("Fax of Sales", "Purchase", StringComparison.Ordinal)];
        Server.OnList("recipients", all);

        var result = Run(line);

        Assert.Equal(expected, string.Join('|', result.Output.Select(item => item.ToString())));
        Assert.Equal(warned ? ["Only the first 1000 of 1200 recipients are shown; -ResultSize unlimited shows all."] : [], result.Warnings);
    }

    [Fact]
    public void should_warn_when_the_server_has_more_than_it_shows()
    {
        Server.On("GET", "recipients", $$"""{"items":[{{Contact}}],"total":2300}""");

        Assert.Equal(["Only the first 1000 of 2300 recipients are shown; -ResultSize unlimited shows all."], Run("Get-Recipient").Warnings);
    }

    [Fact]
    public void should_propose_names_when_tab_is_pressed()
    {
        Server.OnList("recipients", Contact, Group).OnList("distribution-groups", Group);

        Assert.Equal(["'Fax of Sales'"], Engine.Complete("Get-MailContact F"));
        Assert.Equal(["All"], Engine.Complete("Add-DistributionGroupMember "));
        Assert.Equal(["All", "'Fax of Sales'"], Engine.Complete("Add-DistributionGroupMember All -Member "));
    }
}
