using System.Collections.Immutable;
using System.CommandLine;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.CommandLine;

/// <summary>The switches of verbs that run with a node's configuration, and the way from them to that configuration.</summary>
internal sealed class NodeSwitches
{
    private readonly Option<string> _file = new("--config")
    {
        Description = "Configuration file (HOCON). Without one every option has its default.",
        HelpName = "FILE",
    };

    private readonly ImmutableArray<(Option<string> Switch, NodeOption Option)> _overrides;

    private NodeSwitches(params ImmutableArray<(Option<string> Switch, NodeOption Option)> overrides) => _overrides = overrides;

    /// <summary>All switches: for a verb that starts a server.</summary>
    public static NodeSwitches OfServer() => new(
        Override("--server-name", "NAME", NodeConfiguration.ServerNameOption),
        Override("--data", "DIR", NodeConfiguration.DataDirectoryOption),
        Override("--http", "ADDRESS:PORT", HttpOptions.AddressOption),
        Override("--organization-file", "FILE", NodeConfiguration.OrganizationFileOption));

    /// <summary>The switches that say which database is meant.</summary>
    public static NodeSwitches OfDatabase() => new(Override("--data", "DIR", NodeConfiguration.DataDirectoryOption));

    /// <summary>The switches that say where a server answers.</summary>
    public static NodeSwitches OfHttp() => new(Override("--http", "ADDRESS:PORT", HttpOptions.AddressOption));

    /// <summary>A verb that loads the configuration, reports what is wrong with it, and runs when nothing is.</summary>
    public Command Verb(string name, string description, NodeVerb run) => Verb(name, description, _ => run);

    /// <summary>The same for a verb with switches of its own: <paramref name="run"/> reads them.</summary>
    public Command Verb(string name, string description, Func<ParseResult, NodeVerb> run)
    {
        var command = new Command(name, description) { _file };
        foreach (var (option, _) in _overrides)
            command.Add(option);

        command.SetAction((parsed, stopping) => RunAsync(parsed, run(parsed), stopping));
        return command;
    }

    private static (Option<string> Switch, NodeOption Option) Override(string name, string helpName, NodeOption option) =>
        (new(name) { Description = $"{option.Meaning} [default: {option.Default}]", HelpName = helpName }, option);

    private async Task<int> RunAsync(ParseResult parsed, NodeVerb run, CancellationToken stopping)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var values = from pair in _overrides
                     let text = parsed.GetValue(pair.Switch)
                     where text is not null
                     select new CommandLineValue(pair.Option, text, pair.Switch.Name);
        var sources = NodeConfigurationSources.OfProcess(parsed.GetValue(_file), [.. values]);
        var valid = NodeConfigurationLoader.TryLoad(sources, out var configuration, out var errors, out var warnings);

        foreach (var warning in warnings)
            await error.WriteLineAsync($"warning: {warning}");
        foreach (var problem in errors)
            await error.WriteLineAsync($"error: {problem}");

        return valid ? await run(configuration!, output, stopping) : ExitCode.Configuration;
    }
}
