using System.Management.Automation;

namespace ForeignTransport.Shell.Files;

/// <summary>What the cmdlets that read and write files have in common: an error of the file system is the cmdlet's own.</summary>
public abstract class FileCmdlet : PSCmdlet
{
    /// <summary>Does something with a file, and reports in one line when it does not work.</summary>
    internal void Try(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ItemNotFoundException or System.Management.Automation.DriveNotFoundException or PSInvalidOperationException or NotSupportedException or System.Xml.XmlException or System.Security.SecurityException)
        {
            var category = e switch
            {
                UnauthorizedAccessException => ErrorCategory.PermissionDenied,
                ItemNotFoundException or System.Management.Automation.DriveNotFoundException or FileNotFoundException or DirectoryNotFoundException => ErrorCategory.ObjectNotFound,
                _ => ErrorCategory.WriteError,
            };
            WriteError(new(e, e.GetType().Name, category, path));
        }
    }
}
