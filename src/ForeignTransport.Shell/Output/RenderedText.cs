using System.Management.Automation;
using System.Management.Automation.Host;
using ForeignTransport.Shell.Hosting;

namespace ForeignTransport.Shell.Output;

/// <summary>
/// Objects as the lines that the screen would show, without color. The engine's own formatter renders them, while the host keeps
/// what it writes.
/// </summary>
internal static class RenderedText
{
    /// <param name="objects">Texts, which stay as they are, or anything else.</param>
    /// <param name="host">The host of the cmdlet that asks.</param>
    /// <param name="width">The columns; null for those of the screen.</param>
    public static IReadOnlyList<string> Lines(IReadOnlyList<PSObject> objects, PSHost host, int? width)
    {
        if (objects.All(target => target.BaseObject is string))
            return [.. objects.Select(target => (string)target.BaseObject)];

        var written = new StringWriter { NewLine = "\n" };
        using (ShellHost.Of(host).Screen.Capture(written, width))
        {
            using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
            shell.AddCommand("Out-Default").Invoke(objects);
        }

        var text = written.ToString();
        return text.Length == 0 ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
    }
}
