using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using Xunit;
using static ForeignTransport.Core.Tests.Connectors.Organizations;

namespace ForeignTransport.Core.Tests.Configuration;

public class OrganizationFileSpecs
{
    private static readonly Guid NewId = new("6f1a5a0e-2a55-4e3e-9d7f-0c5b8a4d1e10");

    [Theory]
    [InlineData("""{"foreignConnectors":[{"name":"F","addressSpaces":["FAX:*"],"dropDirectry":"x"}]}""", "FT-5003", "$.foreignConnectors[0].dropDirectry")]
    [InlineData("""{"foreignConnectors":[{"name":"F","DropDirectory":"x"}]}""", "FT-5003", "$.foreignConnectors[0].DropDirectory")]
    [InlineData("""{"connectors":[]}""", "FT-5003", "$.connectors")]
    [InlineData("""{"transportConfig":{"maxSendSize":"10MB","maxSendSize":"20MB"}}""", "FT-5010", "$.transportConfig.maxSendSize")]
    [InlineData("""{"foreignConnectors":[{"name":"F"},{"addressSpaces":["FAX:*"]}]}""", "FT-5011", "$.foreignConnectors[1].name")]
    [InlineData("""{"acceptedDomains":[{"name":"F"}]}""", "FT-5011", "$.acceptedDomains[0].domainName")]
    [InlineData("""{"foreignConnectors":[{"name":"F","addressSpaces":"FAX:*"}]}""", "FT-5001", "$.foreignConnectors[0].addressSpaces")]
    [InlineData("""{"foreignConnectors":[{"name":"F","addressSpaces":["FAX:*;0"]}]}""", "FT-1014", "$.foreignConnectors[0].addressSpaces")]
    [InlineData("""{"foreignConnectors":[{"name":"F","addressSpaces":[1]}]}""", "FT-5001", "$.foreignConnectors[0].addressSpaces[0]")]
    [InlineData("""{"foreignConnectors":[{"name":"F","enabled":"true"}]}""", "FT-5001", "$.foreignConnectors[0].enabled")]
    [InlineData("""{"foreignConnectors":[{"name":"F","guid":"1"}]}""", "FT-5001", "$.foreignConnectors[0].guid")]
    [InlineData("""{"foreignConnectors":[{"name":"F","maxMessageSize":"big"}]}""", "FT-5001", "$.foreignConnectors[0].maxMessageSize")]
    [InlineData("""{"transportServices":[{"name":"S","poisonThreshold":11}]}""", "FT-5002", "$.transportServices[0].poisonThreshold")]
    [InlineData("""{"transportServices":["S"]}""", "FT-5010", "$.transportServices[0]")]
    [InlineData("""{"transportServices":{}}""", "FT-5010", "$.transportServices")]
    [InlineData("""{"transportConfig":[]}""", "FT-5010", "$.transportConfig")]
    [InlineData("""{"foreignConnectors":[{"name":"\ud800"}]}""", "FT-5010", "surrogate")]
    [InlineData("""{"\ud800":[]}""", "FT-5010", "surrogate")]
    [InlineData("[]", "FT-5010", "$")]
    [InlineData("{", "FT-5010", "LineNumber")]
    [InlineData("", "FT-5010", "LineNumber")]
    public void should_name_the_place_when_a_file_is_refused(string json, string code, string place)
    {
        Assert.False(OrganizationFile.TryParse(json, out var definition, out var error));
        Assert.Null(definition);
        Assert.Equal(code, error.Entry.Code);
        Assert.Contains(place, error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_take_numbers_null_and_text_when_a_file_is_read()
    {
        const string json = """
            {"transportServices":[{"name":"S","pickupDirectoryPath":null,"replayDirectoryPath":"/srv/replay",
            "pickupDirectoryMaxMessagesPerMinute":100,"pickupDirectoryMaxHeaderSize":65536,"messageRetryInterval":"00:01:00"}]}
            """;

        Assert.True(OrganizationFile.TryParse(json, out var definition, out var error), error?.ToString());
        var service = Assert.Single(definition.TransportServices);
        Assert.Equal(
            new TransportService("S")
            {
                PickupDirectoryPath = DirectorySetting.Disabled,
                ReplayDirectoryPath = DirectorySetting.At("/srv/replay"),
                PickupDirectoryMaxMessagesPerMinute = 100,
                Retry = new RetrySettings { MessageRetryInterval = TimeSpan.FromMinutes(1) }
            },
            service);
        Assert.Null(definition.TransportConfig);
    }

    [Fact]
    public void should_write_and_read_the_settings_of_priority_queuing()
    {
        var priorities = new PriorityQueuing
        {
            Enabled = true, MaxHighPriorityMessageSize = ByteQuantifiedSize.FromMegabytes(1), LowPriorityMessageExpirationTimeout = TimeSpan.FromDays(7)
        };
        var exported = OrganizationFile.Format(OrganizationDefinition.Empty with { TransportConfig = new TransportConfig { PriorityQueuing = priorities } });

        Assert.True(OrganizationFile.TryParse(exported, out var definition, out var error), error?.ToString());
        Assert.Equal(priorities, definition.TransportConfig!.PriorityQueuing);
    }

    [Fact]
    public void should_make_a_working_organization_when_the_demo_file_is_imported()
    {
        Assert.True(OrganizationFile.TryParse(DemoFile(), out var definition, out var error), error?.ToString());
        var decision = OrganizationDecider.Decide(OrganizationState.Empty, new OrganizationCommand.SeedOrganization(definition), Now, NewId);
        Assert.True(decision.IsAccepted, decision.Error?.ToString());
        Assert.Empty(decision.Warnings);
        var context = new SelectionContext(Apply(OrganizationState.Empty, decision), "Hub01");

        string? Connector(string recipient) => (RecipientRouting.Route(recipient, 1000, context) as Route.ToConnector)?.Connector.Name;
        Assert.Equal("Fax Gateway", Connector("IMCEAFAX-+2B14255550100@contoso.com"));
        Assert.Equal("X.400 Gateway", Connector("IMCEAX400-c=us+3Ba=x+3Bp=y+3Bs=Doe@contoso.com"));
        Assert.Equal("Line of Business", Connector("orders@lob.contoso.com"));
        Assert.Equal("Mailbox Server", Connector("bob@fabrikam.com"));
        Assert.Equal(RoutingDiagnostics.RecipientNotFound, RecipientRouting.Route("nobody@contoso.com", 1000, context));
        Assert.All(context.Organization.ForeignConnectors.Values, connector =>
        {
            Assert.True(DropDirectoryPath.TryResolve(
                "", connector.DropDirectory, connector.Name, "/data", WindowsPathMapping.Disabled, out var path, out var relative, out _));
            Assert.Equal(($"/data/{connector.Name}", true), (path, relative));
        });
        Assert.Equal(4, context.Organization.ForeignConnectors.Values.Select(connector => connector.Id).Distinct().Count());
    }

    [Fact]
    public void should_seed_only_once_and_change_nothing_when_imported_again()
    {
        Assert.True(OrganizationFile.TryParse(DemoFile(), out var definition, out _));
        var registered = Apply(OrganizationState.Empty, OrganizationDecider.Decide(
            OrganizationState.Empty, new OrganizationCommand.RegisterTransportServer("Hub02"), Now, NewId));
        var seeded = Apply(registered, OrganizationDecider.Decide(registered, new OrganizationCommand.SeedOrganization(definition), Now, NewId));

        Assert.Equal(4, seeded.ForeignConnectors.Count);
        var fewer = definition with { ForeignConnectors = [definition.ForeignConnectors[0] with { Enabled = false }] };
        Assert.Empty(OrganizationDecider.Decide(seeded, new OrganizationCommand.SeedOrganization(fewer), Now, NewId).Events);
        Assert.Empty(OrganizationDecider.Decide(seeded, new OrganizationCommand.ImportOrganization(definition), Now.AddDays(1), NewId).Events);
        var imported = Apply(seeded, OrganizationDecider.Decide(seeded, new OrganizationCommand.ImportOrganization(fewer), Now.AddDays(1), NewId));
        Assert.Equal(seeded.ForeignConnectors["Fax Gateway"] with { Enabled = false, WhenChanged = Now.AddDays(1) }, imported.ForeignConnectors["Fax Gateway"]);
        Assert.Equal(4, imported.ForeignConnectors.Count);
    }

    [Fact]
    public void should_move_the_default_when_a_file_names_another_domain()
    {
        var state = With(Connector("F", "FAX:*"));
        var file = OrganizationDefinition.Empty with { AcceptedDomains = [new AcceptedDomain("Fabrikam", "fabrikam.com", IsDefault: true)] };

        var imported = Apply(state, OrganizationDecider.Decide(state, new OrganizationCommand.ImportOrganization(file), Now, NewId));

        Assert.Equal("fabrikam.com", imported.DefaultDomain);
        Assert.Single(imported.AcceptedDomains.Values, domain => domain.IsDefault);
    }

    public static TheoryData<OrganizationDefinition, string> Contradictions => new()
    {
        { OrganizationDefinition.Empty with { ForeignConnectors = [Connector("F", "FAX:*"), Connector("f", "X400:*")] }, "FT-5005" },
        { OrganizationDefinition.Empty with { ForeignConnectors = [Connector("F", "FAX:*"), Connector("G", "X400:*") with { Id = Connector("F").Id }] }, "FT-5005" },
        { OrganizationDefinition.Empty with { TransportServices = [new TransportService("S"), new TransportService("s")] }, "FT-5005" },
        { OrganizationDefinition.Empty with { AcceptedDomains = [new AcceptedDomain("Contoso", "fabrikam.com")] }, "FT-5005" },
        { OrganizationDefinition.Empty with { AcceptedDomains = [new AcceptedDomain("A", "a.example", IsDefault: true), new AcceptedDomain("B", "b.example", IsDefault: true)] }, "FT-5008" },
        { OrganizationDefinition.Empty with { AcceptedDomains = [new AcceptedDomain("A", "*.a.example", IsDefault: true)] }, "FT-5008" },
        { OrganizationDefinition.Empty with { ForeignConnectors = [Connector("F", "FAX:*") with { DropDirectoryQuota = UnlimitedSize.FromBytes(0) }] }, "FT-5002" },
        { OrganizationDefinition.Empty with { TransportConfig = new TransportConfig { MaxRecipientEnvelopeLimit = -1 } }, "FT-5002" }
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void should_import_nothing_when_a_definition_contradicts_itself_or_the_organization(OrganizationDefinition definition, string code)
    {
        var decision = OrganizationDecider.Decide(With(Connector("X", "NOTES:*")), new OrganizationCommand.ImportOrganization(definition), Now, NewId);

        Assert.Equal(code, decision.Error?.Entry.Code);
        Assert.Empty(decision.Events);
    }

    [Property(Arbitrary = [typeof(Definitions)], Replay = "(20261123,1007)", MaxTest = 300)]
    public void should_be_the_same_when_formatted_and_parsed(OrganizationDefinition definition)
    {
        var json = OrganizationFile.Format(definition);

        Assert.True(OrganizationFile.TryParse(json, out var read, out var error), $"{error} in {json}");
        Assert.Equal(definition, read);
    }

    private static OrganizationState Apply(OrganizationState state, OrganizationDecision decision)
    {
        Assert.True(decision.IsAccepted, decision.Error?.ToString());
        return decision.Events.Aggregate(state, (next, happened) => next.Apply(happened));
    }

    private static string DemoFile([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "cluster-config", "demo-organization.json"));

    public static class Definitions
    {
        private static Gen<string> Name { get; } =
            from length in Gen.Choose(1, 12)
            from letters in Gen.Elements("abcXYZ 09.-_'\"äß<&/".ToCharArray()).ArrayOf(length)
            let text = new string(letters).Trim()
            where text.Length > 0
            select text;

        private static Gen<UnlimitedSize> Limit { get; } =
            from bytes in Gen.Choose(0, 2_000_000)
            select bytes == 0 ? UnlimitedSize.Unlimited : UnlimitedSize.FromBytes(bytes);

        public static Arbitrary<OrganizationDefinition> Definition() => Arb.From(
            from connectors in Connector.ListOf().Resize(4)
            from services in Service.ListOf().Resize(4)
            from domains in Domain.ListOf().Resize(4)
            from config in Config
            select new OrganizationDefinition([.. connectors], [.. services], [.. domains], config));

        private static Gen<ForeignConnector> Connector { get; } =
            from name in Name
            from spaces in Gen.SubListOf(["FAX:*", "X400:c=US;a= ;p=Contoso;5", "*.contoso.com;100", "NOTES:*@a;2"])
            from servers in Gen.SubListOf(["Hub01", "hub-2", "Hub_3.example"])
            from comment in Name
            from quota in Limit
            from size in Limit
            from flags in Gen.Choose(0, 15)
            from drop in Gen.Elements("fax", @"C:\Drop Directory", "/var/spool/fax", @"\\server\share\x")
            select new ForeignConnector
            {
                Id = new Guid(flags, 1, 2, new byte[8]),
                Name = name,
                AddressSpaces = [.. spaces.Select(Space)],
                SourceTransportServers = [.. servers],
                Comment = comment,
                DropDirectory = drop,
                DropDirectoryQuota = quota,
                MaxMessageSize = size.Limit is { } limit ? new UnlimitedSize(limit.RoundUpToKilobyte()) : size,
                Enabled = (flags & 1) == 0,
                IsScopedConnector = (flags & 2) == 0,
                RelayDsnRequired = (flags & 4) == 0,
                OneRecipientPerFile = (flags & 8) == 0
            };

        private static Gen<TransportService> Service { get; } =
            from number in Gen.Choose(1, 99)
            from site in Name
            from seconds in Gen.Choose(5, 3600)
            from rate in Gen.Elements(null, 1, (int?)20_000)
            from directory in Gen.Elements(DirectorySetting.Default, DirectorySetting.Disabled, DirectorySetting.At("/srv/in"), DirectorySetting.At(@"D:\In"))
            from root in Gen.Elements("", "/srv/drop", @"\\server\share")
            select new TransportService($"Hub{number}")
            {
                Site = site,
                PickupDirectoryPath = directory,
                RootDropDirectoryPath = root,
                PickupDirectoryMaxMessagesPerMinute = rate,
                Retry = new RetrySettings { QueueMaxIdleTime = TimeSpan.FromSeconds(seconds), MessageRetryInterval = TimeSpan.FromSeconds(seconds * 3) },
                MessageTracking = new MessageTrackingSettings { Enabled = seconds % 2 == 0, MaxAge = TimeSpan.FromHours(seconds) }
            };

        private static Gen<AcceptedDomain> Domain { get; } =
            from name in Name
            from domain in Gen.Elements("contoso.com", "*.fabrikam.com", "xn--bcher-kva.example")
            from type in Gen.Elements(AcceptedDomainType.Authoritative, AcceptedDomainType.InternalRelay, AcceptedDomainType.ExternalRelay)
            from flags in Gen.Choose(0, 3)
            select new AcceptedDomain(name, domain, type, (flags & 1) == 0, (flags & 2) == 0);

        private static Gen<TransportConfig?> Config { get; } =
            from size in Limit
            from recipients in Gen.Elements(null, 0, (int?)500)
            from cost in Gen.Choose(0, 9)
            select cost == 0
                ? null
                : new TransportConfig
                {
                    MaxSendSize = size.Limit is { } limit ? new UnlimitedSize(limit.RoundUpToKilobyte()) : size,
                    MaxRecipientEnvelopeLimit = recipients,
                    ExternalPostmasterAddress = cost == 1 ? "postmaster@contoso.com" : "",
                    SiteLinks = [new SiteLink("A", "B", cost)],
                    GenerateCopyOfDSNFor = []
                };
    }
}
