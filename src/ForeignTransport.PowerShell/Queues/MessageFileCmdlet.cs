using System.Management.Automation;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Writes messages to files.</summary>
public abstract class MessageFileCmdlet : ExchangeCmdlet
{
    /// <summary>Replaces a file that is there already.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the file, and says which it was.</summary>
    private protected void Save(string path, string identity, byte[] content)
    {
        var file = MessageFile.PathOf(GetUnresolvedProviderPathFromPSPath(path), identity);
        try
        {
            MessageFile.Write(file, content, Force);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(cause, "FileNotWritten", ErrorCategory.WriteError, file));
            return;
        }

        WriteObject(new FileInfo(file));
    }
}
