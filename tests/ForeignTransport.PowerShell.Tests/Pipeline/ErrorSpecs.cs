using System.Management.Automation;
using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Pipeline;

public sealed class ErrorSpecs : EngineSpecs
{
    [Fact]
    public void should_name_the_object_when_it_is_unknown()
    {
        Server.OnProblem("GET", "foreign-connectors/Nope", 404, "FT-5004", "No object has that identity.", "Foreign connector 'Nope'", remedy: "List the objects.");

        var result = Engine.Run("Get-ForeignConnector Nope");

        Assert.Equal("The operation couldn't be performed because Foreign connector 'Nope' couldn't be found.", result.ErrorText);
        Assert.Equal("FT-5004,ForeignTransport.PowerShell.Connectors.GetForeignConnector", result.Error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Error.CategoryInfo.Category);
        Assert.Equal("Nope", result.Error.TargetObject);
        Assert.Equal("List the objects.", result.Error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void should_name_parameter_and_allowed_form_when_a_value_is_out_of_range()
    {
        Server.OnProblem(
            "PATCH", "foreign-connectors/Fax", 400, "FT-5002", "A parameter was given a value outside its range.",
            "\"x\": allowed is 0 to 2199023254528 bytes, or unlimited", "MaxMessageSize");

        var result = Engine.Run("Set-ForeignConnector Fax -MaxMessageSize x");

        Assert.True(Assert.Single(Server.Requests).Says("""{"maxMessageSize":"x"}"""));
        Assert.Equal("MaxMessageSize \"x\": allowed is 0 to 2199023254528 bytes, or unlimited.", result.ErrorText);
        Assert.Equal(ErrorCategory.InvalidArgument, result.Error.CategoryInfo.Category);
    }

    [Fact]
    public void should_not_repeat_the_parameter_when_the_detail_names_it()
    {
        Server.OnProblem("PATCH", "foreign-connectors/Fax", 400, "FT-5002", "Out of range.", "DropDirectoryQuota 0: allowed is 1 to 2147483647 bytes", "DropDirectoryQuota");

        Assert.Equal("DropDirectoryQuota 0: allowed is 1 to 2147483647 bytes.", Engine.Run("Set-ForeignConnector Fax -DropDirectoryQuota 0").ErrorText);
    }

    [Theory]
    [InlineData("FT-1014", "The cost is not within 1 to 100.", "AddressSpaces 'FAX:*;500': '500'", "AddressSpaces", "AddressSpaces 'FAX:*;500': '500'. The cost is not within 1 to 100.")]
    [InlineData("FT-5005", "Another object has that name.", "Foreign connector 'Fax'", "Name", "Name: Another object has that name. Foreign connector 'Fax'.")]
    [InlineData("FT-5009", "The server is still in use.", "Hub01 by Fax", null, "The server is still in use. Hub01 by Fax.")]
    [InlineData("FT-5011", "A required parameter is missing.", "", "Role", "Role: A required parameter is missing.")]
    public void should_say_what_is_wrong_with_what_when_a_value_is_refused(string code, string title, string detail, string? parameter, string expected)
    {
        Server.OnProblem("PATCH", "foreign-connectors/Fax", 400, code, title, detail, parameter);

        Assert.Equal(expected, Engine.Run("Set-ForeignConnector Fax -AddressSpaces 'FAX:*;500'").ErrorText);
    }

    [Fact]
    public void should_change_the_others_when_one_item_of_a_batch_is_bad()
    {
        Server.OnWrite("PATCH", "foreign-connectors/A").OnWrite("PATCH", "foreign-connectors/C")
            .OnProblem("PATCH", "foreign-connectors/B", 400, "FT-2005", "A connector needs an address space.", "", "AddressSpaces");

        var result = Engine.Run("'A','B','C' | Set-ForeignConnector -AddressSpaces $null");

        Assert.Equal(
            ["PATCH /api/v1/foreign-connectors/A", "PATCH /api/v1/foreign-connectors/B", "PATCH /api/v1/foreign-connectors/C"], Server.Requests.Select(request => request.Line));
        Assert.Equal("AddressSpaces: A connector needs an address space.", result.ErrorText);
        Assert.Equal("B", result.Error.TargetObject);
    }

    [Fact]
    public void should_go_on_with_the_next_statement_when_an_item_is_bad()
    {
        Server.OnList("accepted-domains");

        var result = Engine.Run("Get-ForeignConnector Nope; Get-AcceptedDomain; 'end'");

        Assert.Single(result.Errors);
        Assert.Equal("end", Assert.Single(result.Output).ToString());
    }

    [Fact]
    public void should_stop_the_batch_when_the_token_is_refused()
    {
        foreach (var name in (string[])["A", "B"])
            Server.OnProblem("PATCH", $"foreign-connectors/{name}", 401, "FT-5160", "The request does not show who sends it.", "");

        var result = Engine.Run("'A','B' | Set-ForeignConnector -Enabled $true");

        Assert.Single(Server.Requests);
        Assert.Equal(ErrorCategory.AuthenticationError, result.Error.CategoryInfo.Category);
        Assert.Contains("FTX_TOKEN_FILE", result.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void should_stop_the_batch_when_the_role_does_not_suffice()
    {
        Server.OnProblem("DELETE", "foreign-connectors/A", 403, "FT-5161", "The role of the caller does not allow this.", "Remove-ForeignConnector needs Administrator");

        var result = Engine.Run("'A','B' | Remove-ForeignConnector -Confirm:$false");

        Assert.Single(Server.Requests);
        Assert.Equal(ErrorCategory.PermissionDenied, result.Error.CategoryInfo.Category);
        Assert.Equal("The role of the caller does not allow this. Remove-ForeignConnector needs Administrator.", result.ErrorText);
    }

    [Theory]
    [InlineData(409, "FT-5005", ErrorCategory.ResourceExists)]
    [InlineData(409, "FT-5009", ErrorCategory.ResourceBusy)]
    [InlineData(412, "FT-5020", ErrorCategory.InvalidOperation)]
    [InlineData(429, "FT-5162", ErrorCategory.QuotaExceeded)]
    [InlineData(503, "FT-6001", ErrorCategory.ResourceUnavailable)]
    public void should_have_the_category_of_the_status_when_a_change_is_refused(int status, string code, ErrorCategory category)
    {
        Server.OnProblem("POST", "foreign-connectors", status, code, "It was refused.", "");

        Assert.Equal(category, Engine.Run("New-ForeignConnector Fax -AddressSpaces 'FAX:*;1'").Error.CategoryInfo.Category);
    }

    [Fact]
    public void should_say_what_answers_when_it_is_no_server_of_ours()
    {
        Server.On("GET", "foreign-connectors", _ => Task.FromResult(new Reply(502, "<html>Bad gateway</html>") { ContentType = "text/html" }));

        var result = Engine.Run("Get-ForeignConnector");

        Assert.Equal($"{Server.Address.GetLeftPart(UriPartial.Authority)} answered 502 Bad Gateway, which is not an answer of ForeignTransport.", result.ErrorText);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"items":[{"name":"Fax","maxMessageSize":"much"}],"total":1}""")]
    [InlineData("""{"items":[{"name":"Fax","enabled":"perhaps"}],"total":1}""")]
    public void should_say_so_when_the_answer_is_not_understood(string answer)
    {
        Server.On("GET", "foreign-connectors", answer);

        Assert.StartsWith("The answer of the server is not understood:", Engine.Run("Get-ForeignConnector").ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void should_show_the_warnings_of_an_answer_when_there_are_any()
    {
        Server.OnWrite("PATCH", "foreign-connectors/Fax", warnings: "\"Fax and Telex share a directory.\"");

        Assert.Equal(["Fax and Telex share a directory."], Run("Set-ForeignConnector Fax -DropDirectory x").Warnings);
        Assert.Empty(Run("Set-ForeignConnector Fax -DropDirectory x -Force").Warnings);
    }

    [Fact]
    public void should_warn_when_nothing_was_changed()
    {
        Server.On("PATCH", "foreign-connectors/Fax", """{"object":null,"changed":false,"whatIf":false,"warnings":[]}""");

        Assert.Equal(["""The command completed, but nothing of Foreign connector "Fax" was changed: it already was as asked."""], Run("Set-ForeignConnector Fax -Enabled $true").Warnings);
    }

    [Theory]
    [InlineData("Set-ForeignConnector Fax -AddressSpaces @{Ad='FAX:*;1'}", "\"Ad\" is not a way to edit a list")]
    [InlineData("Set-ForeignConnector Fax -AddressSpaces @{}", "names nothing")]
    [InlineData("Set-ForeignConnector '  ' -Enabled $true", "cannot be empty")]
    [InlineData("Remove-ForeignConnector .. -Confirm:$false", "use the GUID")]
    [InlineData("Set-ForeignConnector Fax -PossibleDuplicateAction Never", "DropAgain")]
    [InlineData("New-AcceptedDomain x -DomainName x.com -DomainType Nope", "ExternalRelay")]
    [InlineData("Set-ForeignConnector Fax -Enabled maybe", "Enabled")]
    [InlineData("Get-Queue -ResultSize few", "neither a number nor unlimited")]
    [InlineData("New-ForeignConnector F -AddressSpaces 'FAX:*;1' -DropDirectory x", "DropDirectory")]
    [InlineData("Set-TransportService Hub01 -PoisonThreshold many", "PoisonThreshold")]
    public void should_send_nothing_when_a_value_is_impossible(string line, string expected)
    {
        var result = Engine.Run(line);

        Assert.Contains(expected, result.ErrorText, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }
}
