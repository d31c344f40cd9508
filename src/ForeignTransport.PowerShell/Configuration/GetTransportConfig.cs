using System.Management.Automation;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Configuration;

/// <summary>Shows the transport configuration of the organization: size limits, notifications, sites.</summary>
/// <example>
/// <code>Get-TransportConfig | Format-List Max*</code>
/// <para>Shows the limits.</para>
/// </example>
/// <seealso cref="SetTransportConfig"/>
[Cmdlet(VerbsCommon.Get, "TransportConfig")]
[OutputType(typeof(TransportConfig))]
public sealed class GetTransportConfig : ExchangeCmdlet
{
    /// <summary>Reserved; there is one transport configuration.</summary>
    [Parameter(Position = 0)]
    public string? Identity { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (TryAsk(TransportRequest.Get("transport-config"), target: null, out var answer))
            WriteObject(Read<TransportConfig>(answer.Body));
    }
}
