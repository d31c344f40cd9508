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
        if (!TryAsk(TransportRequest.Get("access-tokens").With("resultSize", "unlimited"), Identity?.Text, out var answer))
            return;
        var pattern = new WildcardPattern(Identity?.Text ?? "*", WildcardOptions.IgnoreCase);
        var tokens = answer.Items.Select(Read<TransportAccessToken>).Where(token => pattern.IsMatch(token.Name)).ToList();
        WriteObject(tokens, enumerateCollection: true);
        if (tokens.Count == 0 && Identity is { IsPattern: false })
        {
            WriteError(new ErrorRecord(
                new ItemNotFoundException($"The operation couldn't be performed because access token '{Identity.Text}' couldn't be found."),
                "FT-5004", ErrorCategory.ObjectNotFound, Identity.Text));
        }
    }
}
