using System.Collections;
using System.Management.Automation;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Connectors;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Migration;

/// <summary>Creates the Foreign connectors that an Exchange server had.</summary>
/// <remarks>
/// On the Exchange server write them to a file with Get-ForeignConnector | Export-Clixml connectors.xml. Get-ForeignConnector | ConvertTo-Json -Depth 4 is read too, where it holds the sizes:
/// some consoles write them as empty objects. Each connector is imported with all its settings in one step, or not at all: one that is refused is reported by its name, and the others
/// go on. With -WhatIf the server checks exactly that step. Messages wait in Exchange's queues, not in these files: let them run empty there. There is no such cmdlet in Exchange.
/// </remarks>
/// <example>
/// <code>Import-ExchangeForeignConnector -Path connectors.xml -ServerMap @{EXHUB1="Hub01"; EXHUB2="Hub02"} -WhatIf</code>
/// <para>Says what would be created, with the source servers Hub01 and Hub02 in place of the old ones, and has the server check it.</para>
/// </example>
/// <example>
/// <code>Import-ExchangeForeignConnector -Path connectors.json -ServerMap @{EXHUB1="Hub01"} -Disabled</code>
/// <para>Creates the connectors, and has routing ignore them until Set-ForeignConnector -Enabled $true.</para>
/// </example>
/// <seealso cref="Connectors.GetForeignConnector"/>
/// <seealso cref="Connectors.SetForeignConnector"/>
/// <seealso cref="Connectors.TestForeignConnector"/>
[Cmdlet(VerbsData.Import, "ExchangeForeignConnector", SupportsShouldProcess = true)]
[OutputType(typeof(ImportedConnector))]
public sealed class ImportExchangeForeignConnector : TransportCmdlet
{
    private const string Collection = "foreign-connectors";
    private const string Unchanged = "Nothing of it was changed.";

    /// <summary>The file that was written on the Exchange server.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    public string Path { get; set; } = "";

    /// <summary>Names of old servers, and the server that takes the place of each. A server that is not in it keeps its name.</summary>
    [Parameter]
    public Hashtable ServerMap { get; set; } = [];

    /// <summary>Creates the connectors disabled. Default: as they were.</summary>
    [Parameter]
    public SwitchParameter Disabled { get; set; }

    /// <summary>Gives a connector of the same name the settings of the file. Default: that is an error.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        IReadOnlyList<PSObject> items;
        try
        {
            items = ExchangeFile.Read(File.ReadAllBytes(path));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ExchangeFileException)
        {
            WriteError(new ErrorRecord(
                cause is ExchangeFileException ? new ExchangeFileException($"\"{path}\": {cause.Message}", cause) : cause, "FileNotRead", ErrorCategory.ReadError, path));
            return;
        }

        for (var index = 0; index < items.Count && !Stopping; index++)
        {
            try
            {
                Import(ExchangeConnector.Read(items[index]));
            }
            catch (ExchangeFileException notUnderstood)
            {
                var name = ExchangeConnector.NameOf(items[index], index + 1);
                Refuse(name, new ExchangeFileException(notUnderstood.Message), "NotUnderstood", ErrorCategory.InvalidData, after: "");
            }
        }
    }

    private void Import(ExchangeConnector connector)
    {
        var name = $"\"{connector.Name}\"";
        var servers = new MultiValuedProperty([.. connector.SourceTransportServers.Select(NewName).Distinct(StringComparer.OrdinalIgnoreCase)]);
        if (Disabled)
            connector.Settings["enabled"] = false;
        try
        {
            var known = IsKnown(connector.Name);
            if (known && !Force)
            {
                Refuse(name, new InvalidOperationException("There is one of that name; -Force gives it the settings of the file."), "NameInUse", ErrorCategory.ResourceExists, Unchanged);
                return;
            }

            var detail = $"{connector.AddressSpaces}; source servers: {(servers.Count == 0 ? "the one that answers" : servers.ToString())}{(connector.Enabled ? "" : "; disabled")}";
            if (!Approve($"{(known ? "Setting" : "Creating")} Foreign connector {name}: {detail}.", out var whatIf))
                return;
            Ask(known ? Setting(connector, servers, whatIf) : Creating(connector, servers, whatIf), connector.Name);
            if (!whatIf)
                WriteObject(new ImportedConnector { Name = connector.Name, Result = known ? "Updated" : "Created", Detail = detail });
        }
        catch (TransportProblemException refused)
        {
            Refuse(name, refused, refused.Code, ProblemRecord.Of(refused, null).CategoryInfo.Category, Unchanged);
        }
    }

    private static TransportRequest Setting(ExchangeConnector connector, MultiValuedProperty servers, bool whatIf)
    {
        var request = ExchangeCmdlet.Changing(TransportRequest.Patch, PathOf(connector), whatIf);
        request.Body = JsonBody.Write(Values(connector, servers));
        return request;
    }

    /// <summary>An organization file of this one connector: New- takes no more than a name, and until the rest was set it would drop into another directory.</summary>
    private TransportRequest Creating(ExchangeConnector connector, MultiValuedProperty servers, bool whatIf)
    {
        if (servers.Count == 0)
            servers = new MultiValuedProperty([Ask(TransportRequest.Get("session"), connector.Name).Body.GetProperty("server").GetString()!]);
        var values = Values(connector, servers);
        values.Add("name", connector.Name);
        var request = ExchangeCmdlet.Changing(HttpMethod.Put, "configuration", whatIf);
        request.Body = JsonBody.Write([new("foreignConnectors", new[] { values })]);
        return request;
    }

    private static Dictionary<string, object?> Values(ExchangeConnector connector, MultiValuedProperty servers)
    {
        var values = new Dictionary<string, object?>(connector.Settings)
        {
            ["addressSpaces"] = connector.AddressSpaces,
            ["isScopedConnector"] = connector.IsScopedConnector
        };
        if (servers.Count > 0)
            values["sourceTransportServers"] = servers;
        return values;
    }

    private bool IsKnown(string name)
    {
        try
        {
            // What answers may be one whose GUID is that name.
            var found = Read<ForeignConnector>(Ask(TransportRequest.Get($"{Collection}/{Uri.EscapeDataString(name)}"), name).Body);
            return found.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
        }
        catch (TransportProblemException unknown) when (unknown.Status == 404)
        {
            return false;
        }
    }

    private void Refuse(string name, Exception cause, string id, ErrorCategory category, string after) => WriteError(new ErrorRecord(
        new InvalidOperationException($"Foreign connector {name} was not imported. {cause.Message} {after}".TrimEnd(), cause), id, category, name.Trim('"')));

    private string NewName(string old)
    {
        var shortName = old.Split('.')[0];
        foreach (DictionaryEntry entry in ServerMap)
        {
            var known = ExchangeValue.Text(entry.Key);
            if (string.Equals(known, old, StringComparison.OrdinalIgnoreCase) || string.Equals(known, shortName, StringComparison.OrdinalIgnoreCase))
                return ExchangeValue.Text(entry.Value) ?? old;
        }

        return old;
    }

    private static string PathOf(ExchangeConnector connector) => $"{Collection}/{Uri.EscapeDataString(connector.Name)}";
}
