using System.Diagnostics;
using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Completion;

public sealed class CompletionSpecs : EngineSpecs
{
    [Theory]
    [InlineData("Get-ForeignConnector ", "'Contoso Foreign Connector'", "Fax")]
    [InlineData("Get-ForeignConnector c", "'Contoso Foreign Connector'")]
    [InlineData("Set-ForeignConnector -Identity 'Con", "'Contoso Foreign Connector'")]
    [InlineData("Remove-ForeignConnector \"Con", "\"Contoso Foreign Connector\"")]
    [InlineData("Test-ForeignConnector f", "Fax")]
    [InlineData("Set-ForeignConnector Fax -PossibleDuplicateAction ", "DropAgain", "Wait")]
    public void should_propose_names_and_choices_when_tab_is_pressed(string line, params string[] expected)
    {
        Server.OnList("foreign-connectors", Documents.Connector("Contoso Foreign Connector"), Documents.Connector("Fax"));

        RequireProposed(expected, line);
    }

    [Theory]
    [InlineData("Get-ForeignConnector O", "'O''Brien'", "'O\u2019\u2019Neill'")]
    [InlineData("Get-ForeignConnector 'O''B", "'O''Brien'")]
    [InlineData("Get-ForeignConnector \"O'B", "\"O'Brien\"")]
    [InlineData("Get-ForeignConnector \"The", "'The \u201CBig\u201D Fax'")]
    public void should_quote_a_name_so_that_it_can_be_run_when_it_has_quotes_of_its_own(string line, params string[] expected)
    {
        Server.OnList("foreign-connectors", Documents.Connector("O'Brien"), Documents.Connector("O\u2019Neill"), Documents.Connector("The \u201CBig\u201D Fax"));

        RequireProposed(expected, line);
    }

    [Theory]
    [InlineData("Get-TransportService H", "Hub01")]
    [InlineData("New-ForeignConnector X -SourceTransportServers H", "Hub01")]
    [InlineData("Get-AcceptedDomain C", "Contoso")]
    [InlineData("Get-Queue Hub", @"Hub01\3")]
    [InlineData("Get-Queue -Server h", "Hub01")]
    [InlineData("Suspend-TransportServer h", "Hub01")]
    [InlineData("Remove-TransportAccessToken m", "monitoring")]
    public void should_propose_what_the_server_knows_when_tab_is_pressed(string line, string expected)
    {
        Server.OnList("transport-services", Documents.Service("Hub01")).OnList("accepted-domains", Documents.Domain("Contoso", "contoso.com"))
            .OnList("queues", Documents.Queue(@"Hub01\3")).OnList("servers", Documents.Server("Hub01")).OnList("access-tokens", """{"name":"monitoring"}""");

        RequireProposed([expected], line);
    }

    [Fact]
    public void should_propose_no_name_when_the_server_refuses()
    {
        Server.OnProblem("GET", "foreign-connectors", 401, "FT-5160", "The request does not show who sends it.", "");

        Assert.Empty(Engine.Complete("Get-ForeignConnector Nope"));
    }

    [Fact]
    public void should_wait_no_longer_than_a_second_when_the_server_is_slow()
    {
        var never = new TaskCompletionSource<Reply>();
        Server.On("GET", "foreign-connectors", _ => never.Task);
        var watch = Stopwatch.StartNew();

        var proposed = Engine.Complete("Get-ForeignConnector Nope");

        Assert.Empty(proposed);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(20));
        never.SetResult(new Reply(200, "{}"));
    }

    [Fact]
    public void should_not_propose_parameters_when_they_mean_nothing_here()
    {
        var proposed = Engine.Complete("Set-TransportService Hub01 -");

        Assert.Contains("-PickupDirectoryPath", proposed);
        Assert.DoesNotContain("-ConnectivityLogEnabled", proposed);
    }

    /// <summary>Again and again: what the server answers later than a second after the key is not proposed, and a busy machine can be that late.</summary>
    private void RequireProposed(IReadOnlyList<string> expected, string line)
    {
        var asked = Stopwatch.StartNew();
        IReadOnlyList<string> proposed;
        do
        {
            proposed = Engine.Complete(line);
        }
        while (proposed.Count == 0 && asked.Elapsed < TimeSpan.FromSeconds(60));
        Assert.Equal(expected, proposed);
    }
}
