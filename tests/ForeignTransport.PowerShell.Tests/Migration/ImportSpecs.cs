using System.Text;
using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Migration;

public sealed class ImportSpecs : EngineSpecs, IDisposable
{
    private const string Map = "-ServerMap @{EXHUB1='Hub01'; exhub2='Hub02'}";

    private readonly TemporaryFolder _folder = new();

    private static string Clixml { get; } = Path.Combine(AppContext.BaseDirectory, "Migration", "Exchange", "connectors.xml");

    private static string Json { get; } = Path.Combine(AppContext.BaseDirectory, "Migration", "Exchange", "connectors.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void should_create_each_connector_in_one_step_when_clixml_is_read()
    {
        Accept();

        var result = Run($"Import-ExchangeForeignConnector '{Clixml}' {Map}");

        Assert.Equal(["PUT /api/v1/configuration", "PUT /api/v1/configuration"], Server.Writes.Select(request => request.Line));
        AssertCreates(
            0,
            """
            {"name":"Contoso X400","addressSpaces":["X400:c=US;a=Fabrikam;P=Contoso;5","FAX:*;1"],"isScopedConnector":false,"sourceTransportServers":["Hub01","Hub02"],
            "comment":"The gateway in the cellar. Größe: 2 HE","dropDirectory":"C:\\Drop Directory","dropDirectoryQuota":"50MB","enabled":true,"maxMessageSize":"unlimited",
            "relayDsnRequired":true}
            """);
        AssertCreates(
            1,
            """
            {"name":"Old Fax","addressSpaces":["FAX:*;10"],"isScopedConnector":true,"sourceTransportServers":["Hub02"],"comment":"","dropDirectory":"Old Fax",
            "dropDirectoryQuota":"unlimited","enabled":false,"maxMessageSize":"10000KB","relayDsnRequired":false}
            """);
        Assert.Equal(["Created", "Created"], result.Output.Select(item => item.Properties["Result"].Value));
    }

    [Fact]
    public void should_import_the_others_when_an_item_of_json_is_not_understood()
    {
        Accept();

        var result = Engine.Run($"Import-ExchangeForeignConnector -Path '{Json}' {Map}");

        Assert.Equal("""Foreign connector "Telex" was not imported. MaxMessageSize "much" is not a size.""", result.ErrorText);
        AssertCreates(
            0,
            """
            {"name":"Fax","addressSpaces":["FAX:*;3"],"isScopedConnector":true,"sourceTransportServers":["Hub01"],"dropDirectory":"\\\\filer\\fax$\\out",
            "dropDirectoryQuota":"1GB","enabled":true,"maxMessageSize":"unlimited","relayDsnRequired":false}
            """);
        AssertCreates(1, """{"name":"Notes","addressSpaces":["NOTES:*;1"],"isScopedConnector":false,"sourceTransportServers":["Hub02"],"enabled":true,"maxMessageSize":"10MB"}""");
        Assert.Equal(2, Server.Writes.Count);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    public void should_read_every_encoding_that_powershell_writes(string name, bool marked)
    {
        Accept();
        var encoding = Encoding.GetEncoding(name);
        foreach (var source in (string[])[Clixml, Json])
        {
            byte[] mark = marked ? encoding.GetPreamble() : [];
            var file = _folder.Write("connectors", [.. mark, .. encoding.GetBytes(File.ReadAllText(source))]);

            Assert.Equal(2, Engine.Run($"Import-ExchangeForeignConnector '{file}'").Output.Count);
        }

        Assert.Contains(Server.Requests, request => request.Text.Contains("Gr\\u00F6\\u00DFe", StringComparison.Ordinal) || request.Text.Contains("Größe", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"Name":"One","AddressSpaces":["FAX:*;1"]}""")]
    [InlineData("""{"value":[{"Name":"One","AddressSpaces":["FAX:*;1"]}],"Count":1}""")]
    [InlineData("""<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><Obj RefId="0"><MS><S N="Name">One</S><S N="AddressSpaces">FAX:*;1</S></MS></Obj></Objs>""")]
    public void should_read_a_single_object_when_there_is_one(string text)
    {
        Accept();

        Run($"Import-ExchangeForeignConnector '{_folder.Write("one", text)}'");

        AssertCreates(0, """{"name":"One","addressSpaces":["FAX:*;1"],"isScopedConnector":false,"sourceTransportServers":["Hub03"]}""");
        Assert.Single(Server.Writes);
    }

    [Fact]
    public void should_import_the_others_when_one_is_refused()
    {
        Server.On("PUT", "configuration", request => Task.FromResult(request.Text.Contains("Contoso", StringComparison.Ordinal)
            ? FakeServer.Problem(400, "FT-2002", "The combination is invalid.", "the root of Hub01 is set", "DropDirectory")
            : new Reply(200, """{"object":null,"changed":true,"whatIf":false,"warnings":[],"changes":[]}""")));

        var result = Engine.Run($"Import-ExchangeForeignConnector '{Clixml}' {Map}");

        Assert.Equal(
            """Foreign connector "Contoso X400" was not imported. DropDirectory: The combination is invalid. the root of Hub01 is set. Nothing of it was changed.""", result.ErrorText);
        Assert.Equal("FT-2002,ForeignTransport.PowerShell.Migration.ImportExchangeForeignConnector", result.Error.FullyQualifiedErrorId);
        Assert.Equal("Old Fax", Assert.Single(result.Output).Properties["Name"].Value);
    }

    [Fact]
    public void should_change_nothing_of_it_when_the_name_is_in_use()
    {
        Accept();
        Server.On("GET", "foreign-connectors/One", Documents.Connector("One"));
        var file = _folder.Write("one.json", """{"Name":"One","AddressSpaces":["FAX:*;1"],"Enabled":true}""");

        var result = Engine.Run($"Import-ExchangeForeignConnector '{file}'");

        Assert.EndsWith("There is one of that name; -Force gives it the settings of the file. Nothing of it was changed.", result.ErrorText, StringComparison.Ordinal);
        Assert.Equal(System.Management.Automation.ErrorCategory.ResourceExists, result.Error.CategoryInfo.Category);
        Assert.Empty(Server.Writes);
    }

    [Theory]
    [InlineData("""{"IsUnlimited":false,"Value":{}}""")]
    [InlineData("""{"IsUnlimited":false}""")]
    [InlineData("""{}""")]
    public void should_say_what_to_do_when_the_file_lacks_a_size(string size)
    {
        var file = _folder.Write("one.json", $$"""[{"Name":"One","AddressSpaces":["FAX:*;1"],"MaxMessageSize":{{size}}}]""");

        Assert.EndsWith(
            "MaxMessageSize is an object without its value: ConvertTo-Json leaves it out on some servers. Write the file with Export-Clixml.",
            Engine.Run($"Import-ExchangeForeignConnector '{file}'").ErrorText,
            StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    /// <summary>What Export-Clixml writes in the Exchange Management Shell of the server itself: the value is an object that has only a text.</summary>
    [Fact]
    public void should_read_a_size_of_which_clixml_has_only_the_text()
    {
        Accept();
        var file = _folder.Write(
            "one.xml",
            """
            <Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><Obj RefId="0"><MS><S N="Name">One</S><S N="AddressSpaces">FAX:*;1</S>
            <Obj N="MaxMessageSize" RefId="1"><ToString>10 MB (10,485,760 bytes)</ToString><Props><B N="IsUnlimited">false</B>
            <Obj N="Value" RefId="2"><ToString>10 MB (10,485,760 bytes)</ToString><Props /></Obj></Props></Obj>
            <Obj N="DropDirectoryQuota" RefId="3"><ToString>50 MB (52,428,800 bytes)</ToString></Obj></MS></Obj></Objs>
            """);

        Run($"Import-ExchangeForeignConnector '{file}' -Disabled");

        AssertCreates(
            0,
            """
            {"name":"One","addressSpaces":["FAX:*;1"],"isScopedConnector":false,"sourceTransportServers":["Hub03"],"maxMessageSize":"10MB","dropDirectoryQuota":"50MB","enabled":false}
            """);
    }

    [Fact]
    public void should_update_in_one_step_when_force_is_given_and_it_exists()
    {
        Accept();
        Server.On("GET", "foreign-connectors/One", Documents.Connector("One"));
        var file = _folder.Write("one.json", """{"Name":"One","AddressSpaces":["FAX:*;1"],"Enabled":true,"DropDirectory":"x"}""");

        var result = Run($"Import-ExchangeForeignConnector '{file}' -Force");

        Assert.Equal("PATCH /api/v1/foreign-connectors/One", Assert.Single(Server.Writes).Line);
        Assert.True(Server.Writes[0].Says("""{"addressSpaces":["FAX:*;1"],"isScopedConnector":false,"dropDirectory":"x","enabled":true}"""), Server.Writes[0].Text);
        Assert.Equal("Updated", Assert.Single(result.Output).Properties["Result"].Value);
    }

    [Fact]
    public void should_create_when_force_is_given_and_it_is_new()
    {
        Accept();
        var file = _folder.Write("one.json", """{"Name":"One","AddressSpaces":["FAX:*;1"]}""");

        Assert.Equal("Created", Assert.Single(Run($"Import-ExchangeForeignConnector '{file}' -Force").Output).Properties["Result"].Value);
    }

    [Fact]
    public void should_only_ask_what_would_be_when_whatif_is_given()
    {
        Accept();

        var result = Run($"Import-ExchangeForeignConnector '{Clixml}' {Map} -WhatIf");

        Assert.All(Server.Writes, request => Assert.Equal("PUT /api/v1/configuration?whatIf=true", request.Line));
        Assert.Contains("\"dropDirectory\":", Server.Writes[0].Text, StringComparison.Ordinal);
        Assert.Contains(
            """What if: Creating Foreign connector "Contoso X400": X400:c=US;a=Fabrikam;P=Contoso;5, FAX:*;1; source servers: Hub01, Hub02.""", result.Host, StringComparison.Ordinal);
        Assert.Contains("source servers: Hub02; disabled.", result.Host, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void should_create_disabled_when_told_so()
    {
        Accept();
        var file = _folder.Write("one.json", """{"Name":"One","AddressSpaces":["FAX:*;1"],"Enabled":true}""");

        Run($"Import-ExchangeForeignConnector '{file}' -Disabled");

        AssertCreates(0, """{"name":"One","addressSpaces":["FAX:*;1"],"isScopedConnector":false,"sourceTransportServers":["Hub03"],"enabled":false}""");
    }

    [Theory]
    [InlineData("", "neither what Export-Clixml nor what ConvertTo-Json writes")]
    [InlineData("Name\tFax", "neither what Export-Clixml nor what ConvertTo-Json writes")]
    [InlineData("""{"":"x","Name":"Fax","AddressSpaces":["FAX:*;1"]}""", "a value without a name")]
    [InlineData("<Objs", "The XML is damaged")]
    [InlineData("<html></html>", "")]
    [InlineData("[{", "The JSON is damaged")]
    public void should_say_so_when_the_file_is_something_else(string content, string expected)
    {
        var result = Engine.Run($"Import-ExchangeForeignConnector '{_folder.Write("x", content)}'");

        Assert.Contains(expected, result.ErrorText, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("""[{"AddressSpaces":["FAX:*;1"]}]""", "Foreign connector number 1 was not imported. It has no Name.")]
    [InlineData("""[{"Name":"One","AddressSpaces":["FAX:*;1"],"MaxMessageSize":1e300}]""", "is not a size.")]
    [InlineData("""[{"Name":"One","AddressSpaces":["FAX:*;1"],"DropDirectoryQuota":99999999999999999999}]""", "is not a size.")]
    [InlineData("""[{"Name":"One","AddressSpaces":["FAX:*;1"],"DropDirectoryQuota":-1}]""", "DropDirectoryQuota \"-1\" is not a size.")]
    [InlineData("""[{"Name":"One"}]""", "Foreign connector \"One\" was not imported. It has no AddressSpaces.")]
    [InlineData("""[{"Name":"One","AddressSpaces":[{}]}]""", "Foreign connector \"One\" was not imported. One of its AddressSpaces is not understood.")]
    [InlineData("""[{"Name":"One","AddressSpaces":["FAX:*;1"],"SourceTransportServers":[{}]}]""", "One of its SourceTransportServers is not understood.")]
    [InlineData("""[{"Name":"One","AddressSpaces":["FAX:*;1"],"Enabled":"perhaps"}]""", "Enabled \"perhaps\" is neither true nor false.")]
    [InlineData("[17]", "Foreign connector number 1 was not imported. It has no Name.")]
    public void should_name_the_item_when_it_is_not_understood(string content, string expected)
    {
        var result = Engine.Run($"Import-ExchangeForeignConnector '{_folder.Write("x", content)}'");

        Assert.EndsWith(expected, result.ErrorText, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void should_say_so_when_there_is_no_file() =>
        Assert.StartsWith("FileNotRead,", Engine.Run($"Import-ExchangeForeignConnector '{_folder.Path}/none.xml'").Error.FullyQualifiedErrorId, StringComparison.Ordinal);

    private void Accept() => Server
        .OnWrite("PUT", "configuration")
        .OnWrite("PATCH", "foreign-connectors/One")
        .On("GET", "session", """{"product":"ForeignTransport","server":"Hub03"}""");

    private void AssertCreates(int index, string connector) =>
        Assert.True(Server.Writes[index].Says($$"""{"foreignConnectors":[{{connector}}]}"""), Server.Writes[index].Text);
}
