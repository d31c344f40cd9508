using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Recipients;
using Xunit;
using static ForeignTransport.Core.Tests.Recipients.Directories;

namespace ForeignTransport.Core.Tests.Recipients;

/// <summary>categorizer.md section 4: who is told of the members of a group.</summary>
public class ManagerReportSpecs
{
    private static readonly Recipient Member = Contact("c", "FAX:1");
    private static readonly Recipient Boss = User("boss");

    [Theory]
    [InlineData(false, true, DsnNotify.Unspecified, DsnNotify.Unspecified, null)]
    [InlineData(false, false, DsnNotify.Unspecified, DsnNotify.Never, null)]
    [InlineData(true, false, DsnNotify.Unspecified, DsnNotify.Failure, "boss@contoso.com")]
    [InlineData(true, false, DsnNotify.Success | DsnNotify.Delay, DsnNotify.Failure, "boss@contoso.com")]
    [InlineData(true, false, DsnNotify.Never, DsnNotify.Failure, "boss@contoso.com")]
    public void should_tell_whom_the_group_says_when_it_is_expanded(bool toManager, bool toOriginator, DsnNotify asked, DsnNotify ofMember, string? told)
    {
        var group = Group("g", "c") with { ManagedBy = ["boss"], ReportToManagerEnabled = toManager, ReportToOriginatorEnabled = toOriginator };

        var resolution = Resolve([group, Member, Boss], new EnvelopeRecipient("g@contoso.com", asked));

        Assert.Equal(
            new EnvelopeRecipient("IMCEAFAX-1@contoso.com", ofMember, "rfc822;g@contoso.com") { ReportTo = told }, Assert.Single(resolution.Appended).Recipient);
        Assert.False(Assert.Single(resolution.Expanded).OwesDsn && toManager);
    }

    [Fact]
    public void should_tell_nobody_when_there_is_no_manager()
    {
        var resolution = Resolve([Managed("g", [], "c"), Member], new EnvelopeRecipient("g@contoso.com"));

        Assert.Equal((DsnNotify.Never, null), (Assert.Single(resolution.Appended).Recipient.Notify, resolution.Appended[0].Recipient.ReportTo));
    }

    [Fact]
    public void should_tell_the_first_manager_when_there_are_several() =>
        Assert.Equal(
            "boss@contoso.com",
            Assert.Single(Resolve([Managed("g", ["boss", "c"], "c"), Member, Boss], new EnvelopeRecipient("g@contoso.com")).Appended).Recipient.ReportTo);

    [Fact]
    public void should_tell_the_nearest_manager_when_groups_are_nested()
    {
        Recipient[] all =
        [
            Managed("outer", ["boss"], "inner", "plain", "a"), Managed("inner", ["chief"], "b"), Group("plain", "c"), Boss, User("chief"),
            Contact("a", "FAX:1"), Contact("b", "FAX:2"), Contact("c", "FAX:3")
        ];

        var resolution = Resolve(all, new EnvelopeRecipient("outer@contoso.com"));

        Assert.Equal(
            [("IMCEAFAX-1@contoso.com", "boss@contoso.com"), ("IMCEAFAX-2@contoso.com", "chief@contoso.com"), ("IMCEAFAX-3@contoso.com", "boss@contoso.com")],
            resolution.Appended.Select(appended => (appended.Recipient.Address, appended.Recipient.ReportTo)).Order());
    }

    [Fact]
    public void should_tell_the_manager_too_when_a_member_fails_at_once_or_forwards()
    {
        Recipient[] all =
        [
            Managed("g", ["boss"], "small", "away"), Boss, Contact("small", "FAX:1") with { MaxReceiveSize = UnlimitedSize.FromBytes(1) },
            User("away") with { ForwardingSmtpAddress = "home@elsewhere.example" }
        ];

        var resolution = Resolve(all, new EnvelopeRecipient("g@contoso.com"));

        Assert.Equal(["boss@contoso.com", "boss@contoso.com"], resolution.Appended.Select(appended => appended.Recipient.ReportTo));
        Assert.Single(resolution.Appended, appended => appended.Failure is not null);
    }

    [Fact]
    public void should_be_refused_when_both_are_to_be_told()
    {
        var state = With(Group("g", "c"), Member, Boss);
        var manager = ParameterChanges.Of(("ReportToManagerEnabled", ParameterValue.Of(true)), ("ManagedBy", ParameterValue.OfList("boss")));

        var refused = OrganizationDecider.Decide(
            state, new OrganizationCommand.SetRecipient(RecipientType.MailUniversalDistributionGroup, "g", manager), DateTimeOffset.UnixEpoch, Guid.Empty);
        var taken = Run(state, new OrganizationCommand.SetRecipient(
            RecipientType.MailUniversalDistributionGroup, "g", manager.With("ReportToOriginatorEnabled", ParameterValue.Of(false))));

        Assert.Equal(("FT-3170", "ReportToManagerEnabled"), (refused.Error?.Entry.Code, refused.Error?.Parameter));
        Assert.True(taken.Recipients.Find("g")!.ReportToManagerEnabled);
        Assert.Contains("\"reportToManagerEnabled\": true", OrganizationFile.Format(OrganizationDefinition.Of(taken)), StringComparison.Ordinal);
    }

    [Fact]
    public void should_hand_a_failure_that_is_reported_to_the_group_to_its_manager()
    {
        var resolution = Report(new EnvelopeRecipient("g@contoso.com", DsnNotify.Never), isFailure: true, Managed("g", ["boss"], "c"), Member, Boss);

        Assert.Equal([new ExpandedRecipient(0, false)], resolution.Expanded.AsEnumerable());
        Assert.Equal(
            new EnvelopeRecipient("boss@contoso.com", DsnNotify.Never, "rfc822;g@contoso.com"), Assert.Single(resolution.Appended).Recipient);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void should_hand_no_other_report_on_and_none_where_the_manager_is_not_told(bool isFailure, bool isManaged)
    {
        var group = isManaged ? Managed("g", ["boss"], "c") : Group("g", "c") with { ManagedBy = ["boss"], ReportToOriginatorEnabled = false };

        var resolution = Report(new EnvelopeRecipient("g@contoso.com"), isFailure, group, Member, Boss);

        Assert.Empty(resolution.Appended);
        Assert.Single(resolution.Expanded);
    }

    [Fact]
    public void should_find_the_manager_through_groups_that_manage_groups_and_end_where_they_manage_one_another()
    {
        var resolution = Report(new EnvelopeRecipient("g@contoso.com"), isFailure: true, Managed("g", ["h"], "c"), Managed("h", ["boss"], "c"), Member, Boss);
        var circle = Report(new EnvelopeRecipient("g@contoso.com"), isFailure: true, Managed("g", ["h"], "c"), Managed("h", ["g"], "c"), Member);

        Assert.Equal("boss@contoso.com", Assert.Single(resolution.Appended).Recipient.Address);
        Assert.Empty(circle.Appended);
    }

    private static Resolution Report(EnvelopeRecipient recipient, bool isFailure, params Recipient[] all) =>
        RecipientResolution.Resolve(new ResolutionRequest("", [recipient], 1000) { IsReport = true, IsFailureReport = isFailure }, With(all))!;

    private static Recipient Managed(string name, string[] managers, params string[] members) =>
        Group(name, members) with { ManagedBy = [.. managers], ReportToManagerEnabled = true, ReportToOriginatorEnabled = false };

    private static Resolution Resolve(Recipient[] all, EnvelopeRecipient recipient) =>
        RecipientResolution.Resolve(new ResolutionRequest("sally@fabrikam.com", [recipient], 1000) { IsAuthenticated = true }, With(all))!;
}
