using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Connectors;

/// <summary>Checks the Drop directory of a Foreign connector on every source server.</summary>
/// <remarks>
/// Each source server checks whether the directory exists, can be read and written, whether a file can be published in it at once, how much space and quota
/// are left, and which other servers see the same directory. A server that does not answer is a result too. No message is sent. There is no such cmdlet in Exchange.
/// </remarks>
/// <example>
/// <code>Test-ForeignConnector "Contoso Foreign Connector"</code>
/// <para>Shows one line for each source server.</para>
/// </example>
/// <example>
/// <code>Get-ForeignConnector | Test-ForeignConnector | Where-Object Result -ne Passed | Format-List</code>
/// <para>Shows everything that is wrong with any Drop directory.</para>
/// </example>
/// <example>
/// <code>(Test-ForeignConnector Fax).Checks</code>
/// <para>Shows every check.</para>
/// </example>
/// <seealso cref="GetForeignConnector"/>
/// <seealso cref="SetForeignConnector"/>
[Cmdlet(VerbsDiagnostic.Test, "ForeignConnector")]
[OutputType(typeof(ForeignConnectorTest))]
public sealed class TestForeignConnector : TransportCmdlet
{
    /// <summary>The connector: its name, its GUID, or Server\Name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ForeignConnectorCompleter))]
    public ForeignConnectorIdParameter Identity { get; set; } = null!;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var request = new TransportRequest(HttpMethod.Post, $"foreign-connectors/{Identity.Path}/test") { Body = JsonBody.Write([]) };
        if (!TryAsk(request, Identity.Text, out var answer))
            return;
        foreach (var test in answer.Items.Select(Read<ForeignConnectorTest>))
        {
            if (test.Connector.Length == 0)
                test.Connector = Identity.Text;
            WriteObject(test);
        }
    }
}
