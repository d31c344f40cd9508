using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using Xunit;
using static ForeignTransport.Core.Tests.Connectors.Organizations;

namespace ForeignTransport.Core.Tests.Configuration;

public class OrganizationDeciderSpecs
{
    private static readonly Guid NewId = new("6f1a5a0e-2a55-4e3e-9d7f-0c5b8a4d1e10");
    private static readonly DateTimeOffset Later = Now.AddHours(1);

    private static readonly OrganizationState Configured = After(
        OrganizationState.Empty,
        new OrganizationCommand.RegisterTransportServer("Hub01"),
        new OrganizationCommand.RegisterTransportServer("Hub02"),
        new OrganizationCommand.NewAcceptedDomain("Contoso", "contoso.com"),
        New("F", "FAX:*;1"));

    // management.md 22.6
    [Fact]
    public void should_have_the_documented_defaults_when_a_connector_is_new()
    {
        var connector = Configured.ForeignConnectors["f"];

        Assert.Equal(NewId, connector.Id);
        Assert.Equal("F", connector.DropDirectory);
        Assert.True(connector.Enabled);
        Assert.False(connector.RelayDsnRequired);
        Assert.False(connector.IsScopedConnector);
        Assert.True(connector.DropDirectoryQuota.IsUnlimited);
        Assert.True(connector.MaxMessageSize.IsUnlimited);
        Assert.Equal((Now, Now), (connector.WhenCreated, connector.WhenChanged));
    }

    [Fact]
    public void should_warn_when_a_suspension_makes_mail_wait()
    {
        Assert.Equal(["'F' has no source server that is not suspended: its messages wait."], Decide(Configured, Suspend("Hub01")).Warnings.AsEnumerable());
        Assert.Empty(Decide(Configured, Suspend("Hub02")).Warnings);
        Assert.Equal(["Every server is suspended: no mail is taken in."], Decide(After(Configured, Suspend("Hub01")), Suspend("Hub02")).Warnings.AsEnumerable());

        static OrganizationCommand Suspend(string server) => new OrganizationCommand.SetTransportService(
            server, ParameterChanges.Of(("ComponentState", "Draining")));
    }

    // management.md 22.6: New-ForeignConnector has no such parameter
    [Fact]
    public void should_offer_only_the_documented_parameters_when_a_connector_is_new() =>
        Assert.Equal(
            ["Name", "AddressSpaces", "SourceTransportServers", "IsScopedConnector"],
            typeof(OrganizationCommand.NewForeignConnector).GetConstructors().Single(c => c.GetParameters().Length == 4).GetParameters().Select(p => p.Name));

    [Theory]
    // management.md 22.6
    [InlineData("DropDirectoryQuota", "0", "FT-5002")]
    [InlineData("DropDirectoryQuota", "2147483648", "FT-5002")]
    [InlineData("DropDirectoryQuota", "many", "FT-5001")]
    [InlineData("MaxMessageSize", "2147483648KB", "FT-5002")]
    [InlineData("Name", "", "FT-5001")]
    [InlineData("Name", "12345678901234567890123456789012345678901234567890123456789012345", "FT-5001")]
    [InlineData("Name", @"Hub01\F", "FT-5001")]
    [InlineData("DropDirectory", "../etc", "FT-5001")]
    [InlineData("DropDirectory", "C:x", "FT-5001")]
    [InlineData("DropDirectory", "Pickup", "FT-2004")]
    [InlineData("DropDirectory", "a/../replay", "FT-2004")]
    [InlineData("Enabled", "perhaps", "FT-5001")]
    [InlineData("Colour", "red", "FT-5003")]
    [InlineData("AddressSpaces", "contoso.*", "FT-1021")]
    [InlineData("SourceTransportServers", "Hub 01", "FT-5001")]
    public void should_name_the_parameter_when_its_value_is_refused(string parameter, string value, string code)
    {
        var decision = Decide(Configured, Set("F", (parameter, value)));

        Assert.Equal(code, decision.Error?.Entry.Code);
        Assert.Contains(parameter, decision.Error!.Detail, StringComparison.Ordinal);
        Assert.Empty(decision.Events);
    }

    [Theory]
    [InlineData("DropDirectoryQuota", "1", "1B")]
    [InlineData("DropDirectoryQuota", "50MB", "50MB")]
    [InlineData("DropDirectoryQuota", "Unlimited", "unlimited")]
    [InlineData("MaxMessageSize", "10MB", "10MB")]
    [InlineData("MaxMessageSize", "1025", "2KB")]
    [InlineData("MaxMessageSize", "2147483647KB", "2147483647KB")]
    [InlineData("DropDirectory", @"C:\Drop Directory", @"C:\Drop Directory")]
    [InlineData("DropDirectory", "", "F")]
    [InlineData("Comment", " note ", "note")]
    [InlineData("RelayDsnRequired", "$true", "true")]
    [InlineData("OneRecipientPerFile", "True", "true")]
    [InlineData("AddressSpaces", "contoso.com", "SMTP:contoso.com;1")]
    public void should_keep_the_normal_form_when_a_value_is_accepted(string parameter, string value, string kept)
    {
        var state = After(Configured, Set("F", (parameter, value)));

        Assert.True(ForeignConnectorParameters.Table.TryFind(parameter, out var found));
        Assert.Equal(kept, found.Read(state.ForeignConnectors["F"]).ToString());
    }

    // management.md 22.6
    [Fact]
    public void should_warn_when_an_enabled_connector_lets_nothing_through()
    {
        var decision = Decide(Configured, Set("F", ("MaxMessageSize", "0")));

        Assert.True(decision.IsAccepted);
        Assert.Contains("Enabled", Assert.Single(decision.Warnings), StringComparison.Ordinal);
        Assert.Empty(Decide(Configured, Set("F", ("MaxMessageSize", "0"), ("Enabled", "false"))).Warnings);
    }

    [Fact]
    public void should_edit_lists_when_items_are_added_and_removed()
    {
        var edited = After(Configured, Set("F", ("AddressSpaces", ParameterValue.Edit(["X400:*;3"], ["fax:*", "NOTES:*"]))));

        Assert.Equal("X400:*;3", Assert.Single(edited.ForeignConnectors["F"].AddressSpaces).ToString());
        var again = Decide(edited, Set("F", ("AddressSpaces", ParameterValue.Edit(["X400:*;3"], []))));
        Assert.Equal("FT-5001", again.Error?.Entry.Code);
        Assert.Equal("FT-2005", Decide(edited, Set("F", ("AddressSpaces", ParameterValue.Edit([], ["X400:*;3"])))).Error?.Entry.Code);
        Assert.Equal("FT-2007", Decide(edited, Set("F", ("SourceTransportServers", ParameterValue.Null))).Error?.Entry.Code);
    }

    public static TheoryData<OrganizationCommand, string> Refused => new()
    {
        { New("f", "X400:*"), "FT-5005" },
        { New("G", "FAX:*;1", "fax:*;2"), "FT-2006" },
        { New("G", "contoso.com", "SMTP:CONTOSO.com;7"), "FT-2006" },
        { New("G"), "FT-2005" },
        { New("G", "FAX:*") with { SourceTransportServers = [] }, "FT-2007" },
        { New("G", "FAX:*") with { SourceTransportServers = ["Hub01", "HUB01"] }, "FT-2008" },
        { New("replay", "FAX:*"), "FT-2004" },
        { New("C:fax", "FAX:*"), "FT-5001" },
        { Set("G"), "FT-5004" },
        { Set(@"Hub02\F"), "FT-5004" },
        { new OrganizationCommand.RemoveForeignConnector("G"), "FT-5004" },
        { new OrganizationCommand.RegisterTransportServer("Hub 03"), "FT-5001" },
        { new OrganizationCommand.RemoveTransportServer("hub01"), "FT-5009" },
        { new OrganizationCommand.RemoveTransportServer("Hub09"), "FT-5004" },
        { SetServer("Hub09"), "FT-5004" },
        // management.md 22.6
        { SetServer("Hub01", ("PickupDirectoryPath", @"D:\a"), ("ReplayDirectoryPath", @"D:\A")), "FT-5006" },
        { SetServer("Hub01", ("PickupDirectoryMaxMessagesPerMinute", "0")), "FT-5002" },
        { SetServer("Hub01", ("QueueMaxIdleTime", "01:00:01")), "FT-5002" },
        { SetServer("Hub01", ("PickupDirectoryPath", "/srv/a"), ("ReplayDirectoryPath", "/srv/a/b")), "FT-5006" },
        { SetServer("Hub01", ("PickupDirectoryPath", @"\\server\share\a")), "FT-5001" },
        { SetServer("Hub01", ("PickupDirectoryPath", "pickup")), "FT-5001" },
        { SetServer("Hub01", ("RootDropDirectoryPath", "drop")), "FT-5001" },
        { SetServer("Hub01", ("PickupDirectoryMaxHeaderSize", "32767")), "FT-5002" },
        { new OrganizationCommand.NewAcceptedDomain("contoso", "fabrikam.com"), "FT-5005" },
        { new OrganizationCommand.NewAcceptedDomain("Other", "Contoso.COM"), "FT-5005" },
        // management.md 22.6
        { new OrganizationCommand.NewAcceptedDomain("N", "a.*.contoso.com"), "FT-5001" },
        { new OrganizationCommand.RemoveAcceptedDomain("Contoso"), "FT-5007" },
        { new OrganizationCommand.NewAcceptedDomain("N", "*"), "FT-5001" },
        { new OrganizationCommand.SetAcceptedDomain("Contoso", MakeDefault: false), "FT-5007" },
        { new OrganizationCommand.SetAcceptedDomain("Nobody"), "FT-5004" },
        { new OrganizationCommand.SetTransportConfig(ParameterChanges.Of(("MaxReceiveSize", "3GB"))), "FT-5002" },
        { new OrganizationCommand.SetTransportConfig(ParameterChanges.Of(("GenerateCopyOfDSNFor", "5.4"))), "FT-5001" },
        { new OrganizationCommand.SetTransportConfig(ParameterChanges.Of(("ExternalPostmasterAddress", "nobody"))), "FT-5001" }
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void should_change_nothing_when_a_rule_is_broken(OrganizationCommand command, string code)
    {
        var decision = Decide(Configured, command);

        Assert.Equal(code, decision.Error?.Entry.Code);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void should_refuse_an_absolute_drop_directory_when_a_source_server_has_a_root()
    {
        var rooted = After(Configured, SetServer("Hub01", ("RootDropDirectoryPath", "/srv/drop")));
        var absolute = After(Configured, Set("F", ("DropDirectory", "/var/spool/fax")));

        Assert.Equal("FT-2002", Decide(rooted, Set("F", ("DropDirectory", "/var/spool/fax"))).Error?.Entry.Code);
        Assert.Equal("FT-2002", Decide(absolute, SetServer("Hub01", ("RootDropDirectoryPath", "/srv/drop"))).Error?.Entry.Code);
        Assert.True(Decide(absolute, SetServer("Hub02", ("RootDropDirectoryPath", "/srv/drop"))).IsAccepted);
        Assert.True(Decide(rooted, Set("F", ("DropDirectory", "pickup"))).IsAccepted);
    }

    [Fact]
    public void should_refuse_a_scoped_connector_when_its_servers_are_in_two_sites()
    {
        var state = After(Configured, SetServer("Hub02", ("Site", "Elsewhere")));

        var decision = Decide(state, Set("F", ("IsScopedConnector", "true"), ("SourceTransportServers", ParameterValue.OfList("Hub01", "Hub02"))));

        Assert.Equal("FT-2009", decision.Error?.Entry.Code);
    }

    [Fact]
    public void should_keep_the_directory_when_a_connector_is_renamed()
    {
        var state = After(Configured, Set("F", ("Name", "Fax")));

        Assert.Equal("F", state.ForeignConnectors["fax"].DropDirectory);
        Assert.False(state.ForeignConnectors.ContainsKey("F"));
        Assert.Equal((Now, Later), (state.FindConnector(NewId)!.WhenCreated, state.FindConnector(NewId)!.WhenChanged));
    }

    [Fact]
    public void should_find_a_connector_when_given_guid_name_or_server_and_name()
    {
        foreach (var identity in (string[])[NewId.ToString(), "f", @"hub01\F"])
            Assert.True(Configured.TryFindConnector(identity, out _), identity);
    }

    [Fact]
    public void should_say_nothing_happened_when_everything_is_already_so()
    {
        OrganizationCommand[] commands =
        [
            new OrganizationCommand.RegisterTransportServer("HUB01"),
            Set("F", ("Enabled", "true"), ("DropDirectory", "F")),
            SetServer("Hub01", ("PoisonThreshold", "2")),
            new OrganizationCommand.SetAcceptedDomain("Contoso", MakeDefault: true),
            new OrganizationCommand.SetTransportConfig(ParameterChanges.Of(("MaxSendSize", "10 MB (10,485,760 bytes)")))
        ];

        Assert.All(commands, command => Assert.Equal((true, 0), (Decide(Configured, command).IsAccepted, Decide(Configured, command).Events.Length)));
    }

    [Fact]
    public void should_warn_when_a_server_is_unknown_a_space_is_doubtful_or_a_directory_is_shared()
    {
        Assert.Contains("Hub07", Assert.Single(Decide(Configured, New("G", "X400:*") with { SourceTransportServers = ["Hub07"] }).Warnings), StringComparison.Ordinal);
        Assert.Contains("looks like a host name", Assert.Single(Decide(Configured, New("G", "contoso.com:25")).Warnings), StringComparison.Ordinal);
        var state = After(Configured, New("G", "X400:*"));
        Assert.Contains("'F', 'G'", Assert.Single(Decide(state, Set("G", ("DropDirectory", "./F"))).Warnings), StringComparison.Ordinal);
        Assert.Contains("delay", Assert.Single(Decide(state, SetServer("Hub01", ("DelayNotificationTimeout", "00:30:00"))).Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:35:00", "00:35:00", "00:35:00", "")]
    [InlineData("00:30:00", "00:35:00", "00:35:00", "high")]
    [InlineData("00:35:00", "00:30:00", "00:35:00", "normal")]
    [InlineData("00:35:00", "00:35:00", "00:30:00", "low")]
    [InlineData("00:30:00", "00:30:00", "00:30:00", "high normal low")]
    public void should_warn_of_each_priority_whose_delay_is_told_before_the_retries_are_over(string high, string normal, string low, string warned)
    {
        OrganizationCommand.SetTransportConfig Set(params (string, string)[] more) => new(ParameterChanges.Of(
        [
            ("HighPriorityDelayNotificationTimeout", high), ("NormalPriorityDelayNotificationTimeout", normal), ("LowPriorityDelayNotificationTimeout", low), .. more
        ]));
        var warnings = Decide(Configured, Set(("PriorityQueuingEnabled", "true"))).Warnings.Where(warning => warning.StartsWith("'Hub01'", StringComparison.Ordinal));
        Assert.Equal(
            warned.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(priority => $"'Hub01' tells senders of a delay of a message of {priority} priority before its 6 retries are over."),
            warnings);

        // While it is off they count for nothing, and while it is on the server's own time counts for nothing.
        Assert.Empty(Decide(Configured, Set()).Warnings);
        Assert.Empty(Decide(After(Configured, Set(("PriorityQueuingEnabled", "true"))), SetServer("Hub01", ("DelayNotificationTimeout", "00:30:00"))).Warnings);
    }

    [Fact]
    public void should_have_exactly_one_default_domain_when_another_is_made_default()
    {
        var state = After(Configured, new OrganizationCommand.NewAcceptedDomain("Fabrikam", "fabrikam.com", AcceptedDomainType.InternalRelay));
        Assert.Equal("contoso.com", state.DefaultDomain);

        state = After(state, new OrganizationCommand.SetAcceptedDomain("fabrikam.com", MakeDefault: true, MatchSubDomains: true));

        Assert.Equal("fabrikam.com", state.DefaultDomain);
        Assert.Equal("Fabrikam", Assert.Single(state.AcceptedDomains.Values, domain => domain.IsDefault).Name);
        Assert.Equal(["Fabrikam"], After(state, new OrganizationCommand.RemoveAcceptedDomain("Contoso")).AcceptedDomains.Keys);
    }

    // management.md 22.6, and section 13: the default must not be a wildcard
    [Fact]
    public void should_accept_a_wildcard_domain_but_never_as_the_default()
    {
        var state = After(OrganizationState.Empty, new OrganizationCommand.NewAcceptedDomain("N", "*.contoso.com"));
        Assert.Equal("", state.DefaultDomain);
        Assert.Equal("FT-5008", Decide(state, new OrganizationCommand.SetAcceptedDomain("N", MakeDefault: true)).Error?.Entry.Code);

        state = After(state, new OrganizationCommand.NewAcceptedDomain("M", "fabrikam.com"));

        Assert.Equal("fabrikam.com", state.DefaultDomain);
    }

    [Fact]
    public void should_count_versions_and_throw_when_a_history_is_not_its_own()
    {
        Assert.Equal(4, Configured.Version);
        Assert.Throws<InvalidOperationException>(() => Configured.Apply(new OrganizationEvent.ForeignConnectorRemoved(Guid.Empty)));
        Assert.Throws<InvalidOperationException>(() => Configured.Apply(new OrganizationEvent.AcceptedDomainRemoved("fabrikam.com")));
        Assert.Throws<InvalidOperationException>(() => Configured.Apply(new OrganizationEvent.TransportServiceRemoved("Hub09")));
    }

    [Fact]
    public void should_block_only_what_it_breaks_itself_when_an_organization_breaks_a_rule_already()
    {
        var broken = With(Connector("Old", "FAX:*") with { SourceTransportServers = [] });

        Assert.True(Decide(broken, New("G", "X400:*")).IsAccepted);
        Assert.True(Decide(broken, Set("Old", ("Comment", "still broken"))).IsAccepted);
        Assert.Equal("FT-2005", Decide(broken, Set("Old", ("AddressSpaces", ParameterValue.Null))).Error?.Entry.Code);
    }

    [Fact]
    public void should_have_the_status_of_a_bad_configuration_when_a_catalogued_error_is_ours()
    {
        var ours = ErrorCatalogue.All.Where(entry => entry.Code.StartsWith("FT-20", StringComparison.Ordinal) || entry.Code.StartsWith("FT-50", StringComparison.Ordinal)).ToList();

        Assert.Equal(23, ours.Count);
        Assert.All(ours, entry => Assert.EndsWith(".3.5", entry.Status, StringComparison.Ordinal));
    }

    [Fact]
    public void should_be_equal_when_restored_from_a_snapshot()
    {
        var restored = OrganizationState.Restore(
            Configured.Version, Configured.ForeignConnectors.Values, Configured.TransportServices.Values, Configured.AcceptedDomains.Values, Configured.TransportConfig);

        Assert.Equal(OrganizationDefinition.Of(Configured), OrganizationDefinition.Of(restored));
        Assert.Equal(Configured.Version, restored.Version);
    }

    [Fact]
    public void should_answer_defaults_when_a_server_is_not_registered() =>
        Assert.Equal(new TransportService("Hub99"), Configured.Server("Hub99"));

    private static OrganizationState After(OrganizationState state, params OrganizationCommand[] commands)
    {
        foreach (var command in commands)
        {
            var decision = OrganizationDecider.Decide(state, command, state.Version < 4 ? Now : Later, state.ForeignConnectors.IsEmpty ? NewId : new Guid(7, 0, 0, new byte[8]));
            Assert.True(decision.IsAccepted, decision.Error?.ToString());
            state = decision.Events.Aggregate(state, (next, happened) => next.Apply(happened));
        }

        return state;
    }

    private static OrganizationDecision Decide(OrganizationState state, OrganizationCommand command) =>
        OrganizationDecider.Decide(state, command, Later, new Guid(9, 0, 0, new byte[8]));

    private static OrganizationCommand.NewForeignConnector New(string name, params string[] spaces) =>
        new(name, [.. spaces.Select(Space)], ["Hub01"]);

    private static OrganizationCommand.SetForeignConnector Set(string identity, params (string, ParameterValue)[] changes) =>
        new(identity, ParameterChanges.Of(changes));

    private static OrganizationCommand.SetTransportService SetServer(string identity, params (string, ParameterValue)[] changes) =>
        new(identity, ParameterChanges.Of(changes));
}
