using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests;

/// <summary>The lines that an Exchange administrator knows, character for character, and what goes over the wire.</summary>
public sealed class ExchangeLinesSpecs : IAsyncLifetime
{
    private const string Name = "Contoso Foreign Connector";
    private const string Path = "foreign-connectors/Contoso%20Foreign%20Connector";

    /// <summary>The engine alone has no Format-List: this stands in for the shell's.</summary>
    private const string Formatters = """
        function Format-List([string[]] $Property = '*', [Parameter(ValueFromPipeline)] $InputObject) {
            process { foreach ($p in $Property) { foreach ($m in ([psobject]$InputObject).psobject.Properties.Match($p)) {
                $v = $m.Value
                if ($v -is [System.Collections.IEnumerable] -and $v -isnot [string]) { $v = '{' + (@($v) -join ', ') + '}' }
                "$($m.Name) : $v" } } }
        }
        function Format-Table { process { $_ } }
        """;

    private FakeServer _server = null!;
    private HostedEngine _engine = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _engine = new HostedEngine(_server);
        _engine.Run(Formatters);
    }

    public async Task DisposeAsync()
    {
        _engine.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public void should_create_a_connector_when_the_line_says_so()
    {
        _server.OnWrite("POST", "foreign-connectors", Documents.Connector(Name));

        var result = Run("""New-ForeignConnector -Name "Contoso Foreign Connector" -AddressSpaces "X400:c=US;a=Fabrikam;P=Contoso;5" -SourceTransportServers Hub01,Hub02""");

        var request = Assert.Single(_server.Requests);
        Assert.Equal("POST /api/v1/foreign-connectors", request.Line);
        Assert.True(request.Says("""{"name":"Contoso Foreign Connector","addressSpaces":["X400:c=US;a=Fabrikam;P=Contoso;5"],"sourceTransportServers":["Hub01","Hub02"]}"""), request.Text);
        Assert.Equal(Name, Assert.Single(result.Output).Properties["Identity"].Value);
    }

    [Fact]
    public void should_list_names_when_the_line_says_so()
    {
        _server.OnList("foreign-connectors", Documents.Connector(Name), Documents.Connector("Fax"));

        var result = Run("Get-ForeignConnector | Format-List Name");

        Assert.Equal(["GET /api/v1/foreign-connectors?resultSize=unlimited"], _server.Requests.Select(request => request.Line));
        Assert.Equal(["Name : Contoso Foreign Connector", "Name : Fax"], Lines(result));
    }

    [Fact]
    public void should_set_the_drop_directory_when_the_line_says_so()
    {
        _server.OnWrite("PATCH", Path, Documents.Connector(Name));

        var result = Run("""Set-ForeignConnector "Contoso Foreign Connector" -DropDirectory "C:\Drop Directory" """.Trim());

        var request = Assert.Single(_server.Requests);
        Assert.Equal($"PATCH /api/v1/{Path}", request.Line);
        Assert.True(request.Says("""{"dropDirectory":"C:\\Drop Directory"}"""), request.Text);
        Assert.False(request.Headers.ContainsKey("if-match"));
        Assert.Empty(result.Output);
    }

    [Fact]
    public void should_show_every_property_in_exchange_order_when_the_line_says_so()
    {
        _server.On("GET", Path, Documents.Connector(Name, @"C:\Drop Directory", maxMessageSize: "10MB"));

        var lines = Lines(Run("""Get-ForeignConnector "Contoso Foreign Connector" | Format-List"""));

        Assert.Equal(
            [
                @"DropDirectory : C:\Drop Directory", "DropDirectoryQuota : 2 GB (2,147,483,648 bytes)", "RelayDsnRequired : False", "Enabled : True",
                "IsScopedConnector : False", "Comment : ", "AddressSpaces : {X400:c=US;a=Fabrikam;P=Contoso;5}", "SourceTransportServers : {Hub01, Hub02}",
                "MaxMessageSize : 10 MB (10,485,760 bytes)"
            ],
            lines.Take(9));
        Assert.Contains("Guid : 0f8fad5b-d9cb-469f-a165-70867728950e", lines);
        Assert.Contains($"Identity : {Name}", lines);
        Assert.Contains("IsValid : True", lines);
    }

    [Theory]
    [InlineData("Get-TransportService | Format-List PickupDirectoryPath", @"PickupDirectoryPath : D:\Pickup Directory", "PickupDirectoryPath : /var/lib/ft/Hub02/Pickup", "PickupDirectoryPath : ")]
    [InlineData("Get-TransportService | Format-List ReplayDirectoryPath", "ReplayDirectoryPath : /var/lib/ft/Hub01/Replay", "ReplayDirectoryPath : /var/lib/ft/Hub02/Replay", "ReplayDirectoryPath : default")]
    public void should_print_the_real_path_of_every_server_when_the_line_says_so(string line, params string[] expected)
    {
        _server.OnList(
            "transport-services",
            Documents.Service("Hub01", pickup: "\"D:\\\\Pickup Directory\""), Documents.Service("Hub02"), Documents.Service("Hub03", pickup: "null", answers: false));

        Assert.Equal(expected, Lines(Run(line)));
    }

    [Fact]
    public void should_set_pickup_when_the_line_says_so()
    {
        _server.OnWrite("PATCH", "transport-services/Hub01", Documents.Service("Hub01"));

        Run("""Set-TransportService Hub01 -PickupDirectoryPath "D:\Pickup Directory" -PickupDirectoryMaxHeaderSize 96KB -PickupDirectoryMaxRecipientsPerMessage 250 -PickupDirectoryMaxMessagesPerMinute 200""");

        var request = Assert.Single(_server.Requests);
        Assert.Equal("PATCH /api/v1/transport-services/Hub01", request.Line);
        Assert.True(
            request.Says(
                """
                {"pickupDirectoryPath":"D:\\Pickup Directory","pickupDirectoryMaxHeaderSize":"96KB","pickupDirectoryMaxRecipientsPerMessage":250,"pickupDirectoryMaxMessagesPerMinute":200}
                """),
            request.Text);
    }

    [Fact]
    public void should_show_pickup_and_replay_when_the_line_says_so()
    {
        _server.On("GET", "transport-services/Hub01", Documents.Service("Hub01"));

        Assert.Equal(
            [
                "PickupDirectoryMaxHeaderSize : 64 KB (65,536 bytes)", "PickupDirectoryMaxMessagesPerMinute : Unlimited", "PickupDirectoryMaxRecipientsPerMessage : 100",
                "PickupDirectoryPath : /var/lib/ft/Hub01/Pickup", "ReplayDirectoryPath : /var/lib/ft/Hub01/Replay"
            ],
            Lines(Run("Get-TransportService Hub01 | Format-List Pickup*,Replay*")));
    }

    [Fact]
    public void should_edit_the_list_on_the_server_when_the_line_says_so()
    {
        _server.OnWrite("PATCH", Path, Documents.Connector(Name));

        Run("""Set-ForeignConnector "Contoso Foreign Connector" -AddressSpaces @{Add="FAX:*;1"; Remove="contoso.com"} -MaxMessageSize 10MB""");

        var request = Assert.Single(_server.Requests);
        Assert.True(request.Says("""{"addressSpaces":{"add":["FAX:*;1"],"remove":["contoso.com"]},"maxMessageSize":"10MB"}"""), request.Text);
    }

    [Fact]
    public void should_list_queues_when_the_line_says_so()
    {
        _server.OnList("queues", Documents.Queue(@"Hub01\3", messages: 42), Documents.Queue(@"Hub01\Submission", "Submission"));

        var result = Run("Get-Queue | Format-Table");

        Assert.Equal(["GET /api/v1/queues"], _server.Requests.Select(request => request.Line));
        Assert.Equal([@"Hub01\3", @"Hub01\Submission"], result.Output.Select(queue => queue.Properties["Identity"].Value));
    }

    private RunResult Run(string line)
    {
        var result = _engine.Run(line);
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        return result;
    }

    private static string[] Lines(RunResult result) => [.. result.Output.Select(line => line.ToString())];
}
