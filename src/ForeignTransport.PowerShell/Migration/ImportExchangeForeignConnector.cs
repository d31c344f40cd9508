using System.Collections;
using System.Management.Automation;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Migration;

/// <summary>Creates the Foreign connectors that an Exchange server had.</summary>
/// <remarks>
/// On the Exchange server write them to a file with Get-ForeignConnector | Export-Clixml connectors.xml, or Get-ForeignConnector | ConvertTo-Json -Depth 5. Each connector is
/// imported as a whole or not at all: one that is refused is reported by its name, and the others go on. A connector is created first and then given its other settings; when that is
/// refused it is removed again. Messages wait in Exchange's queues, not in these files: let them run empty there. There is no such cmdlet in Exchange.
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
        var known = false;
        try
        {
            known = Force && IsKnown(connector.Name);
        }
        catch (TransportProblemException refused)
        {
            Refuse(name, refused, refused.Code, ProblemRecord.Of(refused, null).CategoryInfo.Category, "Nothing of it was changed.");
            return;
        }

        var detail = $"{connector.AddressSpaces}; source servers: {(servers.Count == 0 ? "the one that answers" : servers.ToString())}{(connector.Enabled ? "" : "; disabled")}";
        if (!Approve($"{(known ? "Setting" : "Creating")} Foreign connector {name}: {detail}.", out var whatIf))
            return;
        var basics = new Dictionary<string, object?>
        {
            ["addressSpaces"] = connector.AddressSpaces,
            ["isScopedConnector"] = connector.IsScopedConnector
        };
        if (servers.Count > 0)
            basics["sourceTransportServers"] = servers;
        try
        {
            if (known)
                Ask(Request(TransportRequest.Patch, PathOf(connector), whatIf, basics.Concat(connector.Settings)), connector.Name);
            else
                Ask(Request(HttpMethod.Post, Collection, whatIf, basics.Prepend(new("name", connector.Name))), connector.Name);
        }
        catch (TransportProblemException refused)
        {
            Refuse(name, refused, refused.Code, ProblemRecord.Of(refused, null).CategoryInfo.Category, "Nothing of it was changed.");
            return;
        }

        if (whatIf || (!known && !Complete(connector, name)))
            return;
        WriteObject(new ImportedConnector { Name = connector.Name, Result = known ? "Updated" : "Created", Detail = detail });
    }

    /// <summary>The second step. It is not cancelled by Ctrl-C: half a connector would be left.</summary>
    private bool Complete(ExchangeConnector connector, string name)
    {
        if (connector.Settings.Count == 0)
            return true;
        try
        {
            Send(Connection(), Request(TransportRequest.Patch, PathOf(connector), whatIf: false, connector.Settings), CancellationToken.None);
            return true;
        }
        catch (TransportProblemException refused)
        {
            Refuse(name, refused, refused.Code, ProblemRecord.Of(refused, null).CategoryInfo.Category, RollBack(connector));
            return false;
        }
        catch (ServerAwayException away)
        {
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException($"Foreign connector {name} was created, and has not got its other settings: {away.Message} Import it again with -Force, or remove it.", away),
                "ServerAway", ErrorCategory.ResourceUnavailable, connector.Name));
            throw;
        }
    }

    private string RollBack(ExchangeConnector connector)
    {
        try
        {
            Send(Connection(), new TransportRequest(HttpMethod.Delete, PathOf(connector)), CancellationToken.None);
            return "It had been created, and was removed again.";
        }
        catch (Exception left) when (left is TransportProblemException or ServerAwayException)
        {
            return $"It had been created, and could not be removed again: {left.Message}";
        }
    }

    private bool IsKnown(string name)
    {
        try
        {
            Ask(TransportRequest.Get($"{Collection}/{Uri.EscapeDataString(name)}"), name);
            return true;
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

    private static TransportRequest Request(HttpMethod method, string path, bool whatIf, IEnumerable<KeyValuePair<string, object?>> values)
    {
        var request = ExchangeCmdlet.Changing(method, path, whatIf);
        request.Body = JsonBody.Write(values);
        return request;
    }
}
