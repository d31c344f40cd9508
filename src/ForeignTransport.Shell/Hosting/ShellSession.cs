using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;
using ForeignTransport.Shell.CommandLine;

namespace ForeignTransport.Shell.Hosting;

/// <summary>
/// An open engine: runs commands one after another on the thread of the caller, shows what they write, and counts what failed.
/// <see cref="Stop"/> may be called from any thread.
/// </summary>
internal sealed class ShellSession : IDisposable
{
    private readonly ShellHost _host;
    private readonly Lock _running = new();
    private System.Management.Automation.PowerShell? _current;
    private bool _stopped;
    private int _errors;

    public ShellSession(ShellConsole console, IEnumerable<Assembly> modules, bool allowsPrograms = false)
    {
        _host = new(console);
        var state = SessionStateFactory.Create(modules, allowsPrograms);
        Runspace = RunspaceFactory.CreateRunspace(_host, state);
        Runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        Runspace.Open();
        Runspace.DefaultRunspace = Runspace;
        if (!allowsPrograms)
            HideProgramsFromScripts();

        if (!console.OutHasColor)
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
    }

    public Runspace Runspace { get; }

    /// <summary>The number of exit, once somebody asked for it.</summary>
    public int? RequestedExit => _host.RequestedExit;

    /// <summary>Runs a text and answers its exit code.</summary>
    /// <param name="text">Commands in the PowerShell language.</param>
    /// <param name="input">What <c>$input</c> enumerates; null for nothing.</param>
    /// <param name="remember">True puts the text into the history of the session.</param>
    public int Run(string text, IEnumerable<string>? input = null, bool remember = false)
    {
        _errors = 0;
        using var shell = System.Management.Automation.PowerShell.Create(Runspace);
        shell.AddScript(text).AddCommand("Out-Default");
        shell.Streams.Error.DataAdded += (_, e) => Show(ErrorText.Of(shell.Streams.Error[e.Index]));
        var stopped = Invoke(shell, input, new() { AddToHistory = remember });
        return stopped ? ExitCode.Interrupted : _host.RequestedExit ?? (_errors == 0 ? ExitCode.Success : ExitCode.Failure);
    }

    /// <summary>Runs a script file with its arguments; an exit of the script is the answer.</summary>
    public int RunScript(string path, IReadOnlyList<string> arguments)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            _host.Screen.WriteErrorLine($"ftx: the script {path} does not exist.");
            return ExitCode.Usage;
        }

        var code = Run(ScriptCall.Of(full, arguments));
        return code != ExitCode.Interrupted && _host.RequestedExit is null && Runspace.SessionStateProxy.GetVariable("LASTEXITCODE") is int last and not 0 ? last : code;
    }

    /// <summary>Ends what is running, if anything is. Never throws: the run may end at the same moment by itself.</summary>
    public void Stop()
    {
        System.Management.Automation.PowerShell? current;
        lock (_running)
        {
            current = _current;
            _stopped = true;
        }

        if (current is null)
            return;

        try
        {
            // One that is about to begin cannot be stopped yet.
            SpinWait.SpinUntil(() => current.InvocationStateInfo.State is not PSInvocationState.NotStarted || _current != current, TimeSpan.FromSeconds(1));
            current.Stop();
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException or NullReferenceException or PipelineStoppedException)
        {
            // The engine throws any of these when the pipeline ended meanwhile: then there is nothing left to stop.
            System.Diagnostics.Debug.WriteLine(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Runspace.Dispose();

    /// <summary>
    /// What is typed cannot start a program that the session state does not name; what a script file says can, unless the lookup
    /// itself finds none.
    /// </summary>
    private void HideProgramsFromScripts() => Runspace.SessionStateProxy.InvokeCommand.PostCommandLookupAction = (_, found) =>
    {
        if (found.Command is ApplicationInfo)
            found.CommandScriptBlock = ScriptBlock.Create($"throw '{CodeGeneration.EscapeSingleQuotedStringContent(found.CommandName)} is a program of the system, which ftx starts with -AllowPrograms only.'");
    };

    /// <summary>True when it was stopped.</summary>
    private bool Invoke(System.Management.Automation.PowerShell shell, IEnumerable<string>? input, PSInvocationSettings settings)
    {
        lock (_running)
        {
            _current = shell;
            _stopped = false;
        }

        try
        {
            if (input is null)
                shell.Invoke<PSObject>(null, settings);
            else
                shell.Invoke<PSObject>(input, settings);

            // Who leaves a question unanswered stops the commands from inside: that throws nothing here.
            _stopped |= shell.InvocationStateInfo.State == PSInvocationState.Stopped;
        }
        catch (PipelineStoppedException)
        {
            _stopped = true;
        }
        catch (ExitException)
        {
            // exit says its number to the host before it unwinds.
            return false;
        }
        catch (RuntimeException e)
        {
            Show(ErrorText.Of(e));
        }
        finally
        {
            _host.Screen.EndProgress();
            lock (_running)
            {
                _current = null;
            }
        }

        return _stopped;
    }

    private void Show(string error)
    {
        _errors++;
        _host.Screen.WriteErrorLine(error);
    }
}
