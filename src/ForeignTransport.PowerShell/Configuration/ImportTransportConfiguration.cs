using System.Management.Automation;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Configuration;

/// <summary>Sets every object of a file that Export-TransportConfiguration wrote, all or nothing.</summary>
/// <remarks>
/// Objects of the same name are replaced; objects that the file does not name stay as they are. With -WhatIf the server says what would change, and changes
/// nothing. It asks first. There is no such cmdlet in Exchange.
/// </remarks>
/// <example>
/// <code>Import-TransportConfiguration -Path organization.json -WhatIf</code>
/// <para>Shows what would be created and changed.</para>
/// </example>
/// <example>
/// <code>Import-TransportConfiguration -Path organization.json -Confirm:$false</code>
/// <para>Sets everything without asking, and shows what was created and changed.</para>
/// </example>
/// <seealso cref="ExportTransportConfiguration"/>
[Cmdlet(VerbsData.Import, "TransportConfiguration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ConfigurationChange))]
public sealed class ImportTransportConfiguration : TransportCmdlet
{
    /// <summary>The file to read.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    public string Path { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(cause, "FileNotRead", ErrorCategory.ReadError, path));
            return;
        }

        if (!Approve($"Setting the configuration of the organization from \"{path}\".", out var whatIf))
            return;
        var request = ExchangeCmdlet.Changing(HttpMethod.Put, "configuration", whatIf);
        request.Body = file;
        if (TryAsk(request, path, out var answer) && answer.Body.TryGetProperty("changes", out var changes))
            WriteAnswer<ConfigurationChange>(changes.EnumerateArray());
    }
}
