using System.Management.Automation;
using ForeignTransport.PowerShell.Access;
using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Access;

public sealed class AccessSpecs : EngineSpecs
{
    private const string Token =
        """{"identity":"monitoring","name":"monitoring","role":"ViewOnly","created":"2026-11-02T11:30:00Z","expires":null,"createdBy":"anna","lastUsed":null}""";

    [Fact]
    public void should_show_the_secret_once_when_a_token_is_made()
    {
        Server.OnWrite("POST", "access-tokens", Token.Replace("}", ""","token":"ft_secret"}""", StringComparison.Ordinal)).OnList("access-tokens", Token);

        var made = Assert.Single(Run("New-TransportAccessToken monitoring -Role viewonly -Expires 2027-12-31T00:00:00Z").Output);

        Assert.True(Server.Requests[0].Says("""{"name":"monitoring","role":"ViewOnly","expires":"2027-12-31T00:00:00.000Z"}"""), Server.Requests[0].Text);
        Assert.Equal("ft_secret", made.Properties["Token"].Value);
        Assert.Contains("Token   : ft_secret", Engine.Show("New-TransportAccessToken monitoring -Role ViewOnly"), StringComparison.Ordinal);
        Assert.Null(Assert.Single(Run("Get-TransportAccessToken").Output).Properties["Token"]);
        Assert.Contains("access token 'nope' couldn't be found", Engine.Run("Get-TransportAccessToken nope").ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void should_revoke_when_a_token_comes_through_the_pipeline()
    {
        Server.OnList("access-tokens", Token).OnWrite("DELETE", "access-tokens/monitoring");

        Run("Get-TransportAccessToken | Remove-TransportAccessToken -Confirm:$false");

        Assert.Equal("DELETE /api/v1/access-tokens/monitoring", Assert.Single(Server.Writes).Line);
    }

    [Fact]
    public void should_ask_for_what_was_given_when_the_log_is_searched()
    {
        Server.OnList(
            "audit",
            """
            {"id":"1","runDate":"2026-11-02T11:30:00Z","caller":"anna","role":"Administrator","authentication":"token","server":"Hub01","client":"ftx/0.1.0","remoteAddress":"127.0.0.1",
            "cmdletName":"Set-ForeignConnector","objectModified":"Fax","cmdletParameters":[{"name":"Enabled","value":"false"}],"before":{"enabled":true,"addressSpaces":["FAX:*;1"]},
            "after":{"enabled":false},"succeeded":true,"error":null}
            """);

        var result = Run("Search-AdminAuditLog -Cmdlets Set-ForeignConnector,New-ForeignConnector -ObjectIds Fax -UserIds anna -StartDate 2026-11-01T00:00:00Z -ResultSize 5");

        Assert.Equal(
            "GET /api/v1/audit?startDate=2026-11-01T00%3A00%3A00.000Z&cmdlets=Set-ForeignConnector&cmdlets=New-ForeignConnector&objectIds=Fax&userIds=anna&resultSize=5",
            Assert.Single(Server.Requests).Line);
        var entry = (AuditLogEntry)Assert.Single(result.Output).BaseObject;
        Assert.Equal("Enabled=false", Assert.Single(entry.CmdletParameters).ToString());
        Assert.Equal(true, PSObject.AsPSObject(entry.Before).Properties["enabled"].Value);
        Assert.Equal(false, PSObject.AsPSObject(entry.After).Properties["enabled"].Value);
        Assert.Equal("Hub01", entry.OriginatingServer);
    }

    /// <summary>An import changes many objects in one act.</summary>
    [Fact]
    public void should_show_every_object_when_an_act_changed_several()
    {
        Server.OnList(
            "audit",
            """
            {"id":"1","runDate":"2026-11-02T11:30:00Z","cmdletName":"Import-TransportConfiguration","objectModified":"Fax, Telex","cmdletParameters":[],
            "before":[null,{"name":"Telex","enabled":true}],"after":[{"name":"Fax","enabled":true},{"name":"Telex","enabled":false}],"succeeded":true}
            """);

        Assert.Equal(["Fax True", "Telex False"], Run("(Search-AdminAuditLog).After | ForEach-Object { \"$($_.name) $($_.enabled)\" }").Output.Select(text => text.ToString()));
    }

    [Theory]
    [InlineData("", 1000, 2, true)]
    [InlineData("-ResultSize unlimited", 1200, 3, false)]
    [InlineData("-ResultSize 700", 700, 2, false)]
    public void should_go_on_with_the_next_page_and_warn_when_there_is_more(string parameters, int shown, int requests, bool warned)
    {
        const string entry = """{"id":"1","runDate":"2026-11-02T11:30:00Z","cmdletName":"Suspend-Queue"}""";
        Server.On("GET", "audit", request =>
        {
            var from = request.Query.Contains("before=", StringComparison.Ordinal) ? int.Parse(request.Query[(request.Query.IndexOf("before=", StringComparison.Ordinal) + 7)..], null) : 0;
            var size = int.Parse(request.Query.Split("resultSize=")[1].Split('&')[0], null);
            var to = Math.Min(1200, from + size);
            return Task.FromResult(new Reply(
                200, $$"""{"items":[{{string.Join(',', Enumerable.Repeat(entry, to - from))}}],"total":1200,"next":{{(to < 1200 ? $"\"{to}\"" : "null")}}}"""));
        });

        var result = Run($"Search-AdminAuditLog {parameters}");

        Assert.Equal((shown, requests), (result.Output.Count, Server.Requests.Count));
        Assert.Equal(warned ? ["Only the newest 1000 acts are shown; -ResultSize unlimited shows all."] : [], result.Warnings);
    }
}
