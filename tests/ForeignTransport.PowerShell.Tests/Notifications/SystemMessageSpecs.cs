using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Notifications;

/// <summary>The cmdlets about texts of one's own, with the lines that an Exchange administrator knows.</summary>
public sealed class SystemMessageSpecs : EngineSpecs
{
    private const string Message =
        """{"identity":"en\\Internal\\5.3.5","language":"en","internal":true,"dsnCode":"5.3.5","text":"Ask the <B>help desk</B>.","etag":"m"}""";

    private const string Path = "system-messages/en%5CInternal%5C5.3.5";

    [Fact]
    public void should_create_a_text_when_the_line_says_so()
    {
        Server.OnWrite("POST", "system-messages", Message);

        var created = Assert.Single(Run("New-SystemMessage -DsnCode 5.3.5 -Internal $true -Language En -Text 'Ask the <B>help desk</B>.'").Output);

        var request = Assert.Single(Server.Requests);
        Assert.True(request.Says("""{"dsnCode":"5.3.5","internal":true,"language":"En","text":"Ask the <B>help desk</B>."}"""), request.Text);
        Assert.Equal(
            (@"en\Internal\5.3.5", "5.3.5", true, "en"),
            (created.Properties["Identity"].Value, created.Properties["DsnCode"].Value, created.Properties["Internal"].Value, created.Properties["Language"].Value));
    }

    [Fact]
    public void should_change_the_text_when_the_line_says_so()
    {
        Server.OnWrite("PATCH", Path, Message);

        Run(@"Set-SystemMessage en\Internal\5.3.5 -Text 'It cannot be processed.' -Original");

        var request = Assert.Single(Server.Requests);
        Assert.Equal($"PATCH /api/v1/{Path}", request.Line);
        Assert.True(request.Says("""{"text":"It cannot be processed."}"""), request.Text);
    }

    [Fact]
    public void should_remove_texts_from_the_pipeline_when_the_user_agrees()
    {
        Server.OnList("system-messages", Message).OnWrite("DELETE", Path);

        Run(@"Get-SystemMessage *\Internal\* | Remove-SystemMessage -Confirm:$false");

        Assert.Equal($"DELETE /api/v1/{Path}", Assert.Single(Server.Writes).Line);
    }

    [Theory]
    [InlineData("Get-SystemMessage", "GET /api/v1/system-messages?resultSize=unlimited")]
    [InlineData("Get-SystemMessage -Original", "GET /api/v1/system-messages?original=true&resultSize=unlimited")]
    public void should_list_texts_when_the_line_says_so(string line, string expected)
    {
        Server.OnList("system-messages", Message);

        Assert.Equal("Ask the <B>help desk</B>.", Assert.Single(Run(line).Output).Properties["Text"].Value);

        Assert.Equal(expected, Assert.Single(Server.Requests).Line);
    }

    [Theory]
    [InlineData("Set-SystemMessage e", @"en\Internal\5.3.5")]
    [InlineData("New-SystemMessage -Language d", "de")]
    public void should_propose_identities_and_languages_when_tab_is_pressed(string line, string expected)
    {
        Server.OnList("system-messages", Message);

        Assert.Equal([expected], Engine.Complete(line));
    }
}
