using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Access;

/// <summary>Shows the access tokens, without their secrets.</summary>
/// <remarks>There is no such cmdlet in Exchange.</remarks>
/// <example>
/// <code>Get-TransportAccessToken | Format-Table Name,Role,Expires,LastUsed</code>
/// <para>Shows which tokens there are, and when each was used last.</para>
/// </example>
/// <seealso cref="NewTransportAccessToken"/>
/// <seealso cref="RemoveTransportAccessToken"/>
[Cmdlet(VerbsCommon.Get, "TransportAccessToken")]
[OutputType(typeof(TransportAccessToken))]
public sealed class GetTransportAccessToken : TransportCmdlet
{
    /// <summary>Shows only this token; a * stands for any characters.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AccessTokenCompleter))]
    public AccessTokenIdParameter? Identity { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (TryAsk(TransportRequest.Get("access-tokens").With("resultSize", "unlimited"), Identity?.Text, out var answer))
            WriteNamed(answer.Items.Select(Read<TransportAccessToken>), token => token.Name, Identity, "access token");
    }
}
