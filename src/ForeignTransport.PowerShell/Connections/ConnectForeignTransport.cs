using System.Management.Automation;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Connections;

/// <summary>Names the servers that the other cmdlets speak to.</summary>
/// <remarks>
/// Without it they take what the environment says: FTX_SERVER (addresses, separated by commas), FTX_TOKEN or FTX_TOKEN_FILE; else http://127.0.0.1:8558. Of several servers
/// the next is asked when one does not answer. A token is read from a file or the environment, never from a command line, where others could see it. When no server answers, or
/// none knows the token, the connection stays what it was.
/// </remarks>
/// <example>
/// <code>Connect-ForeignTransport -Uri https://hub01.contoso.com:8558,https://hub02.contoso.com:8558 -TokenFile ~/.config/foreign-transport/token</code>
/// <para>Connects to a cluster of two servers.</para>
/// </example>
/// <example>
/// <code>Connect-ForeignTransport</code>
/// <para>Shows which server answers, and who you are there.</para>
/// </example>
/// <seealso cref="Access.NewTransportAccessToken"/>
/// <seealso cref="Cluster.GetTransportCluster"/>
[Cmdlet(VerbsCommunications.Connect, "ForeignTransport")]
[OutputType(typeof(TransportSession))]
public sealed class ConnectForeignTransport : TransportCmdlet
{
    /// <summary>The addresses of servers of one cluster, as http://host:port or https://host:port, in the order in which they are tried. Default: those of the connection so far.</summary>
    [Parameter(Position = 0)]
    public Uri[]? Uri { get; set; }

    /// <summary>A file that holds an access token in its first line. Default: what FTX_TOKEN or FTX_TOKEN_FILE says, in ftx also tokenFile in ftx.json; without -Uri, the token of the connection so far.</summary>
    [Parameter]
    public string? TokenFile { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var connection = Named();
        if (connection.Token is not null && connection.Servers.FirstOrDefault(server => server.Scheme == System.Uri.UriSchemeHttp && !server.IsLoopback) is { } open)
            WriteWarning($"The token goes to {open.GetLeftPart(UriPartial.Authority)} unencrypted; use an https address.");
        try
        {
            var answer = Ask(connection, TransportRequest.Get("session"), target: null);
            var session = Read<TransportSession>(answer.Body);
            session.Address = answer.Server;
            TransportConnection.Use(connection);
            WriteObject(session);
        }
        catch (TransportProblemException problem)
        {
            ThrowTerminatingError(ProblemRecord.Of(problem, Uri));
        }
    }

    private TransportConnection Named()
    {
        try
        {
            // A token is for the servers it came with: one of the connection so far is not shown to others.
            return new TransportConnection(
                Uri is null ? TransportConnection.Current.Servers : [.. Uri.Select(uri => ConnectionSettings.Server(uri, "-Uri"))],
                TokenFile is not null ? ConnectionSettings.TokenOf(GetUnresolvedProviderPathFromPSPath(TokenFile), "-TokenFile")
                : Uri is null ? TransportConnection.Current.Token
                : ConnectionSettings.TokenFromEnvironment());
        }
        catch (ConnectionSettingsException wrong)
        {
            ThrowTerminatingError(new ErrorRecord(wrong, "ConnectionSettings", ErrorCategory.InvalidArgument, Uri));
            throw;
        }
    }
}
