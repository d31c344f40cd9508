using System.Reflection;
using System.Xml.Linq;
using ForeignTransport.PowerShell.Connectors;
using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Views;

/// <summary>What is shown when nobody says what to show.</summary>
public sealed class ViewSpecs : EngineSpecs
{
    private static readonly XDocument Views = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "ForeignTransport.Format.ps1xml"));

    [Fact]
    public void should_show_the_columns_of_exchange_when_it_has_the_object()
    {
        Server.OnList("foreign-connectors", Documents.Connector("Fax", addressSpaces: "\"FAX:*;1\",\"TELEX:*;2\"")).OnList("queues", Documents.Queue(@"Hub01\3", messages: 42))
            .OnList("accepted-domains", Documents.Domain("Contoso", "contoso.com", isDefault: true)).OnList("transport-services", Documents.Service("Hub01"));

        Assert.Equal(["Identity AddressSpaces Enabled", "Fax {FAX:*;1, TELEX:*;2} True"], Rows("Get-ForeignConnector"));
        Assert.Equal(
            ["Identity DeliveryType Status MessageCount Velocity RiskLevel OutboundIPPool NextHopDomain", @"Hub01\3 NonSmtpGatewayDelivery Ready 42 -1.25 Normal 0 FAX"],
            Rows("Get-Queue"));
        Server.OnList("messages", Documents.Message(@"Hub01\3\1234"));
        Assert.Equal(
            ["Identity FromAddress Status Queue Subject", @"Hub01\3\1234 orders@contoso.com Ready Hub01\3 Order"], Rows("Get-Message"));
        Assert.Equal(["Name DomainName DomainType Default", "Contoso contoso.com Authoritative True"], Rows("Get-AcceptedDomain"));
        Assert.Equal(["Name MessageTrackingLogEnabled AntispamAgentsEnabled", "Hub01 True False"], Rows("Get-TransportService"));
    }

    [Fact]
    public void should_show_the_servers_when_the_cluster_is_asked_for()
    {
        Server.OnList("servers", Documents.Server("Hub01"), Documents.Server("Hub02", "Draining"));

        Assert.Equal(
            ["Name Status State Reachable Partitions Messages Version", "Hub01 Up Active True 8 12 0.1.0", "Hub02 Up Draining True 8 12 0.1.0"], Rows("Get-TransportCluster"));
        Assert.Equal("Hub02", Assert.Single(Run("Get-TransportCluster hub02").Output).ToString());
        Assert.Contains("server 'Hub09' couldn't be found", Engine.Run("Get-TransportCluster Hub09").ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void should_explain_connector_by_connector_when_a_route_is_tested()
    {
        Server.On(
            "GET", "route",
            """
            {"recipient":"FAX:+49 30 1234","address":"FAX:+49 30 1234","server":"Hub01","size":3145728,"outcome":"Selected","connector":"Fax","isLocal":true,
            "explanation":"Fax serves it and costs least.","connectors":[
            {"connector":"Fax","verdict":"Selected","rule":null,"addressSpace":"FAX:*;1","cost":1,"hops":0,"reason":"It costs 1."},
            {"connector":"Telex","verdict":"Eliminated","rule":"AddressSpace","addressSpace":null,"cost":null,"hops":null,"reason":"None of its address spaces matches."}]}
            """);

        var shown = Engine.Show("Test-Route 'FAX:+49 30 1234' -Size 3MB -Server Hub01");

        Assert.Equal("GET /api/v1/route?recipient=FAX%3A%2B49%2030%201234&size=3MB&server=Hub01", Assert.Single(Server.Requests).Line);
        Assert.Contains("Explanation : Fax serves it and costs least.", shown, StringComparison.Ordinal);
        Assert.Contains("Decisions   : Fax: Selected: It costs 1.", shown, StringComparison.Ordinal);
        Assert.Contains("Telex: Eliminated by AddressSpace: None of its address spaces matches.", shown, StringComparison.Ordinal);
        Assert.Equal(
            ["Connector Verdict Rule AddressSpace Cost Reason", "Fax Selected FAX:*;1 1 It costs 1.", "Telex Eliminated AddressSpace None of its address spaces matches."],
            Rows("(Test-Route x).Connectors"));
    }

    [Fact]
    public void should_show_what_is_wrong_when_a_connector_is_tested()
    {
        Server.On(
            "POST", "foreign-connectors/Fax/test",
            """
            {"items":[{"connector":"Fax","server":"Hub01","path":"/drop/fax","result":"Failed","checks":[{"check":"Exists","result":"Passed","detail":null},
            {"check":"Writable","result":"Failed","detail":"Access is denied."}],"sharedWith":["Hub02"],"freeSpace":1048576,"filesWaiting":3,"bytesWaiting":2048,"quota":"50MB"},
            {"server":"Hub02","path":null,"result":"Failed","checks":[{"check":"Answers","result":"Failed","detail":"Hub02 does not answer."}],"sharedWith":[],"freeSpace":null,
            "filesWaiting":null,"bytesWaiting":null,"quota":"unlimited"}]}
            """);

        Assert.Equal(["Server Result Path Findings", "Hub01 Failed /drop/fax Access is denied.", "Hub02 Failed Hub02 does not answer."], Rows("Test-ForeignConnector Fax"));
        var first = (ForeignConnectorTest)Run("Test-ForeignConnector Fax").Output[0].BaseObject;
        Assert.Equal("1 MB (1,048,576 bytes)", first.FreeSpace!.ToString());
        Assert.Equal("2 KB (2,048 bytes)", first.SizeWaiting!.ToString());
        Assert.Equal(["Exists: Passed", "Writable: Failed (Access is denied.)"], first.Checks.Select(check => check.ToString()));
    }

    [Fact]
    public void should_name_types_and_properties_that_exist_when_there_is_a_view()
    {
        var assembly = typeof(GetForeignConnector).Assembly;
        foreach (var view in Views.Descendants("View"))
        {
            var type = assembly.GetType(view.Descendants("TypeName").Single().Value, throwOnError: true)!;
            Assert.All(view.Descendants("PropertyName"), name => Assert.NotNull(type.GetProperty(name.Value)));
            Assert.Equal(view.Descendants("TableColumnHeader").Count(), view.Descendants("TableColumnItem").Count());
        }
    }

    [Fact]
    public void should_have_a_view_when_a_cmdlet_writes_a_type_of_ours()
    {
        var written = typeof(GetForeignConnector).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetCustomAttributes<System.Management.Automation.OutputTypeAttribute>()).SelectMany(output => output.Type).Select(type => type.Type)
            .Where(type => type.Assembly == typeof(GetForeignConnector).Assembly).Distinct().Select(type => type.FullName!);

        // The transport configuration is one object of many settings: a list, as in Exchange.
        Assert.Equal(["ForeignTransport.PowerShell.Configuration.TransportConfig"], written.Except(Views.Descendants("TypeName").Select(name => name.Value)));
    }

    private string[] Rows(string script) =>
    [
        .. Engine.Show(script).Split('\n').Select(line => string.Join(" ", line.Split([' ', '\r'], StringSplitOptions.RemoveEmptyEntries)))
            .Where(line => line.Length > 0 && !line.StartsWith('-'))
    ];
}
