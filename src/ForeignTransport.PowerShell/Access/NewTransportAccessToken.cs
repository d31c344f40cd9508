using System.Management.Automation;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Access;

/// <summary>Makes an access token and shows it once.</summary>
/// <remarks>
/// The server keeps only a hash: what is lost cannot be shown again. Give it to a program in a file that only it can read (FTX_TOKEN_FILE), never on a command line. There is no such
/// cmdlet in Exchange.
/// </remarks>
/// <example>
/// <code>New-TransportAccessToken -Name monitoring -Role ViewOnly -Expires 2027-12-31</code>
/// <para>Makes a token for a program that only looks.</para>
/// </example>
/// <seealso cref="GetTransportAccessToken"/>
/// <seealso cref="RemoveTransportAccessToken"/>
/// <seealso cref="Connections.ConnectForeignTransport"/>
[Cmdlet(VerbsCommon.New, "TransportAccessToken", SupportsShouldProcess = true)]
[OutputType(typeof(CreatedAccessToken))]
public sealed class NewTransportAccessToken : TransportCmdlet
{
    /// <summary>The name of the token, unique among tokens: who or what uses it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Setting]
    public string Name { get; set; } = "";

    /// <summary>What its holder may do.</summary>
    [Parameter(Mandatory = true)]
    [Setting]
    public AccessTokenRole Role { get; set; }

    /// <summary>From when on it is no longer valid. Default: never.</summary>
    [Parameter]
    [Setting]
    public DateTime Expires { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // Said only: a token is made or it is not.
        if (!Approve($"Creating access token \"{Name}\" with the role {Role}.", out var whatIf) || whatIf)
            return;
        var request = new TransportRequest(HttpMethod.Post, "access-tokens") { Body = JsonBody.Write(SettingAttribute.Given(this)) };
        if (TryAsk(request, Name, out var answer) && answer.Object is { } made)
            WriteObject(Read<CreatedAccessToken>(made));
    }
}
