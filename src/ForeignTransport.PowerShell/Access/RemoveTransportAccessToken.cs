using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Access;

/// <summary>Revokes an access token.</summary>
/// <remarks>It is refused from then on, on every server. It asks first. There is no such cmdlet in Exchange.</remarks>
/// <example>
/// <code>Remove-TransportAccessToken monitoring</code>
/// <para>Revokes the token after asking.</para>
/// </example>
/// <seealso cref="NewTransportAccessToken"/>
/// <seealso cref="GetTransportAccessToken"/>
[Cmdlet(VerbsCommon.Remove, "TransportAccessToken", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveTransportAccessToken : TransportCmdlet
{
    /// <summary>The name of the token.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AccessTokenCompleter))]
    public AccessTokenIdParameter Identity { get; set; } = null!;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // Said only: a token is revoked or it is not.
        if (Approve($"Removing access token \"{Identity.Text}\".", out var whatIf) && !whatIf)
            TryAsk(new TransportRequest(HttpMethod.Delete, $"access-tokens/{Identity.Path}"), Identity.Text, out _);
    }
}
