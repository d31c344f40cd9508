using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Configuration;

/// <summary>Writes everything that is configured to one file: connectors, transport services, accepted domains, transport configuration.</summary>
/// <remarks>
/// The file is JSON with Exchange's parameter names. It can be kept under version control, and be given to another organization by Import-TransportConfiguration or as its
/// organization-file. It holds no access tokens. Without -Path the text is written to the pipeline. There is no such cmdlet in Exchange.
/// </remarks>
/// <example>
/// <code>Export-TransportConfiguration -Path organization.json</code>
/// <para>Writes the file; one that is there is replaced.</para>
/// </example>
/// <seealso cref="ImportTransportConfiguration"/>
[Cmdlet(VerbsData.Export, "TransportConfiguration", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class ExportTransportConfiguration : TransportCmdlet
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file to write.</summary>
    [Parameter(Position = 0)]
    public string? Path { get; set; }

    /// <summary>Does not replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var path = Path is null ? null : GetUnresolvedProviderPathFromPSPath(Path);
        if (!TryAsk(TransportRequest.Get("configuration"), path, out var answer))
            return;
        var text = JsonSerializer.Serialize(answer.Body, Indented);
        if (path is null)
        {
            WriteObject(text);
            return;
        }

        if (!Approve($"Writing the configuration to \"{path}\".", out var whatIf) || whatIf)
            return;
        if (NoClobber && File.Exists(path))
        {
            WriteError(new ErrorRecord(new IOException($"The file \"{path}\" is there already, and -NoClobber was given."), "FileExists", ErrorCategory.ResourceExists, path));
            return;
        }

        try
        {
            WholeFile.Write(path, Encoding.UTF8.GetBytes(text + "\n"), replaces: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(cause, "FileNotWritten", ErrorCategory.WriteError, path));
        }
    }
}
