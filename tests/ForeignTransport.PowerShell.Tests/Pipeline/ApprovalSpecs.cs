using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Pipeline;

public sealed class ApprovalSpecs : EngineSpecs
{
    private const int Yes = 0;
    private const int YesToAll = 1;
    private const int No = 2;

    [Fact]
    public void should_say_and_have_checked_what_would_happen_when_whatif_is_given()
    {
        Server.OnWrite("POST", "foreign-connectors", Documents.Connector("Fax"));

        var result = Run("New-ForeignConnector Fax -AddressSpaces 'FAX:*;1' -WhatIf");

        Assert.Contains("""What if: Creating Foreign connector "Fax".""", result.Host, StringComparison.Ordinal);
        Assert.Equal("POST /api/v1/foreign-connectors?whatIf=true", Assert.Single(Server.Requests).Line);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("Set-ForeignConnector Fax -Enabled $false -wi", "PATCH /api/v1/foreign-connectors/Fax?whatIf=true")]
    [InlineData("Remove-ForeignConnector Fax -WhatIf", "DELETE /api/v1/foreign-connectors/Fax?whatIf=true")]
    [InlineData("Suspend-TransportServer Hub02 -WhatIf", "POST /api/v1/servers/Hub02/suspend?whatIf=true")]
    [InlineData("$WhatIfPreference = $true; Set-TransportConfig -MaxSendSize 1MB", "PATCH /api/v1/transport-config?whatIf=true")]
    public void should_only_ask_what_would_be_when_whatif_is_given(string line, string expected)
    {
        var result = Engine.Run(line);

        Assert.Contains("What if: ", result.Host, StringComparison.Ordinal);
        Assert.Equal([expected], Server.Requests.Select(request => request.Line));
    }

    /// <summary>The server would do these for good: it has no way to try them.</summary>
    [Theory]
    [InlineData("New-TransportAccessToken x -Role Operator -WhatIf")]
    [InlineData("Remove-TransportAccessToken x -WhatIf")]
    [InlineData("Send-TransportMessage -Path $PSHOME/no.eml, (New-TemporaryMessage) -From a@x.com -To b@x.com -WhatIf")]
    public void should_send_nothing_when_it_cannot_be_tried(string line)
    {
        using var folder = new TemporaryFolder();
        var message = folder.Write("m.eml", "Subject: x\r\n\r\n");

        Engine.Run(line.Replace("$PSHOME/no.eml, (New-TemporaryMessage)", $"'{message}'", StringComparison.Ordinal));

        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void should_report_what_would_be_refused_when_whatif_is_given()
    {
        Server.OnProblem("DELETE", "transport-services/Hub02", 409, "FT-5009", "The server is still a source server of a connector.", "Hub02 of Fax");

        var result = Engine.Run("Remove-TransportService Hub02 -WhatIf");

        Assert.Contains("What if: ", result.Host, StringComparison.Ordinal);
        Assert.Equal("The server is still a source server of a connector. Hub02 of Fax.", result.ErrorText);
    }

    [Theory]
    [InlineData("Remove-ForeignConnector Fax")]
    [InlineData("Remove-AcceptedDomain Fax")]
    [InlineData("Remove-TransportService Fax")]
    [InlineData("Remove-TransportAccessToken Fax")]
    [InlineData("Suspend-TransportServer Fax")]
    [InlineData("Set-ForeignConnector Fax -Enabled $false -Confirm")]
    public void should_do_nothing_when_the_user_says_no(string line)
    {
        Engine.Answers.Enqueue(No);

        var result = Run(line);

        Assert.Contains("Are you sure you want to perform this action?", result.Host, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void should_ask_once_when_the_user_says_yes_to_all()
    {
        Server.OnWrite("DELETE", "foreign-connectors/A").OnWrite("DELETE", "foreign-connectors/B");
        Engine.Answers.Enqueue(YesToAll);

        Run("'A','B' | Remove-ForeignConnector");

        Assert.Equal(["DELETE /api/v1/foreign-connectors/A", "DELETE /api/v1/foreign-connectors/B"], Server.Requests.Select(request => request.Line));
    }

    [Fact]
    public void should_remove_when_the_user_says_yes()
    {
        Server.OnWrite("DELETE", "foreign-connectors/A");
        Engine.Answers.Enqueue(Yes);

        Run("Remove-ForeignConnector A");

        Assert.Equal("DELETE /api/v1/foreign-connectors/A", Assert.Single(Server.Requests).Line);
    }

    [Theory]
    [InlineData("New-ForeignConnector Fax -AddressSpaces 'FAX:*;1'", "POST", "foreign-connectors")]
    [InlineData("Set-ForeignConnector Fax -Enabled $true", "PATCH", "foreign-connectors/Fax")]
    [InlineData("Remove-ForeignConnector Fax -Confirm:$false", "DELETE", "foreign-connectors/Fax")]
    [InlineData("Resume-TransportServer Hub01", "POST", "servers/Hub01/resume")]
    public void should_not_ask_when_nothing_is_destroyed_or_asking_is_off(string line, string method, string path)
    {
        Server.OnWrite(method, path);

        Assert.Equal($"{method} /api/v1/{path}", Sent(line).Line);
    }
}
