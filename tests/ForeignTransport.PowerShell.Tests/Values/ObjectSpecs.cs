using ForeignTransport.PowerShell.Tests.Hosting;
using ForeignTransport.PowerShell.Values;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Values;

/// <summary>What scripts do with the objects that cmdlets write.</summary>
public sealed class ObjectSpecs : EngineSpecs
{
    [Fact]
    public void should_behave_as_a_list_when_a_script_edits_it()
    {
        Server.On("GET", "foreign-connectors/Fax", Documents.Connector("Fax", addressSpaces: "\"FAX:*;1\"")).OnWrite("PATCH", "foreign-connectors/Fax");

        Run("$c = Get-ForeignConnector Fax; $c.AddressSpaces += 'TELEX:*;2'; $c.AddressSpaces.Add('X:*;3'); Set-ForeignConnector Fax -AddressSpaces $c.AddressSpaces");

        Assert.True(Assert.Single(Server.Writes).Says("""{"addressSpaces":["FAX:*;1","TELEX:*;2","X:*;3"]}"""));
    }

    [Theory]
    [InlineData("$c.MaxMessageSize.IsUnlimited", "False")]
    [InlineData("$c.MaxMessageSize.Value.ToBytes()", "10485760")]
    [InlineData("$c.MaxMessageSize.Value.ToMB()", "10")]
    [InlineData("$c.MaxMessageSize -gt 5MB", "True")]
    [InlineData("$c.MaxMessageSize -lt 5MB", "False")]
    [InlineData("\"$($c.MaxMessageSize)\"", "10 MB (10,485,760 bytes)")]
    [InlineData("$c.MaxMessageSize.Value + 1MB", "11 MB (11,534,336 bytes)")]
    [InlineData("$c.MaxMessageSize.Value - $c.MaxMessageSize.Value", "0 B (0 bytes)")]
    [InlineData("$c.MaxMessageSize.Value - 1MB", "9 MB (9,437,184 bytes)")]
    [InlineData("$c.MaxMessageSize.Value * 1.5", "15 MB (15,728,640 bytes)")]
    [InlineData("$c.MaxMessageSize.Value / 4", "2.5 MB (2,621,440 bytes)")]
    [InlineData("$c.MaxMessageSize.Value -eq 10MB", "True")]
    [InlineData("$c.MaxMessageSize.Value -ge '11MB'", "False")]
    [InlineData("$null -eq $c.MaxMessageSize.Value", "False")]
    [InlineData("([ForeignTransport.PowerShell.Values.UnlimitedSize]'unlimited').Value -eq $null", "True")]
    [InlineData("$c.AddressSpaces.Contains('Contoso.com')", "True")]
    [InlineData("$c.AddressSpaces.Contains('FAX')", "False")]
    [InlineData("$c.AddressSpaces.Clear(); $c.AddressSpaces.Count", "0")]
    [InlineData("$c.AddressSpaces[0]", "FAX:*;1")]
    [InlineData("$c.AddressSpaces.Count", "2")]
    [InlineData("$c.AddressSpaces -contains 'contoso.com'", "True")]
    [InlineData("'FAX:*;1' -in $c.AddressSpaces", "True")]
    [InlineData("\"$($c.SourceTransportServers)\"", "Hub01 Hub02")]
    [InlineData("$c.WhenCreated.Kind", "Local")]
    [InlineData("$c.WhenCreatedUTC.ToString('s')", "2026-11-01T10:00:00")]
    [InlineData("$c.Enabled -eq $true", "True")]
    [InlineData("\"$c\"", "Fax")]
    [InlineData("$c.HomeMtaServerId", "Hub01")]
    public void should_have_typed_properties_when_a_script_looks(string expression, string expected)
    {
        Server.On("GET", "foreign-connectors/Fax", Documents.Connector("Fax", addressSpaces: "\"FAX:*;1\",\"contoso.com\"", maxMessageSize: "10MB"));

        Assert.Equal(expected, Assert.Single(Run($"$c = Get-ForeignConnector Fax; {expression}").Output).ToString());
    }

    [Fact]
    public void should_refuse_when_less_than_nothing_would_be_left_of_a_size()
    {
        Server.On("GET", "foreign-connectors/Fax", Documents.Connector("Fax", maxMessageSize: "10MB"));

        var result = Engine.Run("(Get-ForeignConnector Fax).MaxMessageSize.Value - 11MB");

        Assert.Empty(result.Output);
        Assert.Contains("is no size", result.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void should_take_sizes_and_lists_back_when_they_were_kept_in_a_file()
    {
        Server.On("GET", "foreign-connectors/Fax", Documents.Connector("Fax", addressSpaces: "\"FAX:*;1\",\"contoso.com\"", maxMessageSize: "10MB"))
            .OnWrite("PATCH", "foreign-connectors/Fax");

        Run("$kept = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-ForeignConnector Fax), 2)); "
            + "$kept | Set-ForeignConnector -AddressSpaces $kept.AddressSpaces -DropDirectoryQuota $kept.DropDirectoryQuota -MaxMessageSize $kept.MaxMessageSize");

        Assert.True(Assert.Single(Server.Writes).Says("""{"addressSpaces":["FAX:*;1","contoso.com"],"dropDirectoryQuota":"2GB","maxMessageSize":"10MB"}"""));
    }

    [Fact]
    public void should_take_a_limit_back_when_it_was_kept_in_a_file()
    {
        Server.OnWrite("PATCH", "transport-services/Hub01");

        Run("$kept = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize([ForeignTransport.PowerShell.Values.UnlimitedInteger]'200')); "
            + "Set-TransportService Hub01 -PickupDirectoryMaxMessagesPerMinute $kept");

        Assert.True(Assert.Single(Server.Writes).Says("""{"pickupDirectoryMaxMessagesPerMinute":200}"""));
    }

    [Fact]
    public void should_find_the_services_of_servers_when_those_come_through_the_pipeline()
    {
        Server.OnList("servers", """{"name":"Hub01"}""", """{"name":"Hub02"}""").OnWrite("PATCH", "transport-services/Hub01").OnWrite("PATCH", "transport-services/Hub02");

        Run("Get-TransportCluster | Set-TransportService -PoisonThreshold 3");

        Assert.Equal(["PATCH /api/v1/transport-services/Hub01", "PATCH /api/v1/transport-services/Hub02"], Server.Writes.Select(request => request.Line));
    }

    [Theory]
    [InlineData("Get-ForeignConnector | Set-ForeignConnector -Enabled $false")]
    [InlineData("Get-ForeignConnector | ForEach-Object Identity | Set-ForeignConnector -Enabled $false")]
    [InlineData("Get-ForeignConnector | ForEach-Object { [pscustomobject]@{ Identity = $_.Name } } | Set-ForeignConnector -Enabled $false")]
    [InlineData("foreach ($c in Get-ForeignConnector) { Set-ForeignConnector -Identity $c -Enabled $false }")]
    public void should_change_each_when_objects_come_through_the_pipeline(string line)
    {
        Server.OnList("foreign-connectors", Documents.Connector("A"), Documents.Connector("B b")).OnWrite("PATCH", "foreign-connectors/A").OnWrite("PATCH", "foreign-connectors/B%20b");

        Run(line);

        Assert.Equal(["PATCH /api/v1/foreign-connectors/A", "PATCH /api/v1/foreign-connectors/B%20b"], Server.Writes.Select(request => request.Line));
    }

    [Theory]
    [InlineData("Get-TransportService | Set-TransportService -PoisonThreshold 3", "transport-services")]
    [InlineData("Get-AcceptedDomain | Set-AcceptedDomain -MatchSubDomains $true", "accepted-domains")]
    public void should_change_what_is_shown_when_it_is_set_at_once(string line, string collection)
    {
        Server.OnList(collection, collection == "accepted-domains" ? Documents.Domain("One", "contoso.com") : Documents.Service("One")).OnWrite("PATCH", $"{collection}/One");

        Run(line);

        Assert.Equal($"PATCH /api/v1/{collection}/One", Assert.Single(Server.Writes).Line);
    }

    [Theory]
    [InlineData("Get-ForeignConnector")]
    [InlineData("Get-ForeignConnector $null")]
    [InlineData("Get-ForeignConnector -Identity $nothing")]
    [InlineData("Get-ForeignConnector *")]
    public void should_show_all_when_no_identity_is_given(string line)
    {
        Server.OnList("foreign-connectors", Documents.Connector("A"), Documents.Connector("B"));

        Assert.Equal(2, Run(line).Output.Count);
    }

    [Fact]
    public void should_show_what_matches_when_the_identity_is_a_pattern()
    {
        Server.OnList("foreign-connectors", Documents.Connector("Fax 1"), Documents.Connector("Telex"), Documents.Connector("FAX 2"));

        Assert.Equal(["Fax 1", "FAX 2"], Run("Get-ForeignConnector fax*").Output.Select(connector => connector.ToString()));
        Assert.Empty(Run("Get-ForeignConnector Nope*").Output);
    }

    [Fact]
    public void should_take_the_name_when_it_holds_an_asterisk()
    {
        Server.OnList("accepted-domains", Documents.Domain("*.contoso.com", "*.contoso.com"), Documents.Domain("a.contoso.com", "a.contoso.com", isDefault: true));

        Assert.Equal("*.contoso.com", Assert.Single(Run("Get-AcceptedDomain *.contoso.com").Output).ToString());
    }

    [Theory]
    [InlineData(0, "0 B (0 bytes)", "0B")]
    [InlineData(999, "999 B (999 bytes)", "999B")]
    [InlineData(1536, "1.5 KB (1,536 bytes)", "1536B")]
    [InlineData(1610612736, "1.5 GB (1,610,612,736 bytes)", "1536MB")]
    [InlineData(long.MaxValue, "8388608 TB (9,223,372,036,854,775,807 bytes)", "9223372036854775807B")]
    public void should_print_as_exchange_does_when_it_is_a_size(long bytes, string shown, string sent)
    {
        var size = new ByteQuantifiedSize(bytes);

        Assert.Equal(shown, size.ToString());
        Assert.Equal(sent, size.ToShortString());
        Assert.Equal(size, new ByteQuantifiedSize(sent));
    }

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("10XB")]
    [InlineData("-1")]
    [InlineData("10 MB (10,485,760 byte)")]
    [InlineData("10 MB (")]
    [InlineData("9999999999999999999TB")]
    [InlineData("1.2.3")]
    public void should_refuse_when_a_text_is_no_size(string text) => Assert.Throws<FormatException>(() => new ByteQuantifiedSize(text));
}
