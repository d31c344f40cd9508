using System.Management.Automation.Runspaces;
using ForeignTransport.PowerShell.Connections;
using Engine = System.Management.Automation.PowerShell;

namespace ForeignTransport.PowerShell.Tests.Hosting;

/// <summary>The PowerShell engine with the module imported from its manifest, as pwsh does it, connected to a fake server.</summary>
internal sealed class HostedEngine : IDisposable
{
    private readonly RecordingHost _host = new();
    private readonly Runspace _runspace;

    static HostedEngine()
    {
        // The engine would write to the home directory and open a pipe.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        Environment.SetEnvironmentVariable("POWERSHELL_DIAGNOSTICS_OPTOUT", "1");
    }

    public HostedEngine(params FakeServer[] servers)
        : this([.. servers.Select(server => server.Address)], token: null)
    {
    }

    public HostedEngine(IReadOnlyList<Uri> servers, string? token)
    {
        if (servers.Count > 0)
            TransportConnection.Use(servers, token);
        else
            TransportConnection.Forget();
        _runspace = RunspaceFactory.CreateRunspace(_host, InitialSessionState.CreateDefault2());
        _runspace.Open();
        var imported = Run($"Import-Module '{ModuleManifest}' -DisableNameChecking");
        Xunit.Assert.Empty(imported.Errors);
        Xunit.Assert.Empty(imported.Warnings);
    }

    public static string ModuleManifest => Path.Combine(AppContext.BaseDirectory, "ForeignTransport.psd1");

    /// <summary>What the user answers to the next questions; without an answer a question fails.</summary>
    public Queue<int> Answers => _host.Answers;

    /// <summary>Runs a script and collects what it wrote.</summary>
    public RunResult Run(string script)
    {
        _host.Text.Clear();
        using var engine = Engine.Create(_runspace);
        engine.AddScript(script);
        var errors = new List<System.Management.Automation.ErrorRecord>();
        System.Collections.ObjectModel.Collection<System.Management.Automation.PSObject> output = [];
        try
        {
            output = engine.Invoke();
        }
        catch (System.Management.Automation.RuntimeException terminating)
        {
            errors.Add(terminating.ErrorRecord);
        }

        errors.InsertRange(0, engine.Streams.Error);
        return new RunResult(
            output, errors, [.. engine.Streams.Warning.Select(warning => warning.Message)], [.. engine.Streams.Verbose.Select(verbose => verbose.Message)],
            _host.Text.ToString());
    }

    /// <summary>Runs a script as at a prompt: what it writes is formatted by the views.</summary>
    public string Show(string script)
    {
        _host.Text.Clear();
        using var engine = Engine.Create(_runspace);
        engine.AddScript(script).AddCommand("Out-Default");
        engine.Invoke();
        Xunit.Assert.Empty(engine.Streams.Error);
        return _host.Text.ToString();
    }

    /// <summary>What Tab proposes at the end of a line.</summary>
    public IReadOnlyList<string> Complete(string line)
    {
        using var engine = Engine.Create(_runspace);
        return [.. System.Management.Automation.CommandCompletion.CompleteInput(line, line.Length, null, engine).CompletionMatches.Select(match => match.CompletionText)];
    }

    /// <summary>Begins a script, to be stopped.</summary>
    public (Engine Engine, IAsyncResult Running) Begin(string script)
    {
        var engine = Engine.Create(_runspace);
        engine.AddScript(script);
        return (engine, engine.BeginInvoke());
    }

    public void Dispose() => _runspace.Dispose();
}
