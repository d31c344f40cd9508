using System.CommandLine;
using ForeignTransport.Server.Api.Documents;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.CommandLine;

/// <summary>The verbs of <c>foreign-transport</c>.</summary>
public static class CommandLineBuilder
{
    private const string Description = """
        ForeignTransport carries mail to and from everything that does not speak SMTP: Pickup, Replay and Drop directories,
        Foreign and Delivery Agent connectors, on one server or a cluster.

        Example:
          foreign-transport serve --data ./data --organization-file cluster-config/demo-organization.json

        Options that a switch does not cover are set in the file given with --config or in the environment, FT_HTTP_ADDRESS for
        http.address; "foreign-transport docs options" prints them all.

        Exit codes: 0 done, 1 failed, 2 wrong command line, 78 wrong configuration.
        """;

    /// <summary>The command line whose verbs are carried out by <paramref name="runners"/>.</summary>
    public static RootCommand Build(CommandLineRunners runners)
    {
        ArgumentNullException.ThrowIfNull(runners);
        var root = new RootCommand(Description);
        if (runners.Serve is { } serve)
            root.Add(NodeSwitches.OfServer().Verb("serve", "Run a server until it is told to stop (Ctrl+C or SIGTERM).", serve));
        if (runners.Health is { } health)
            root.Add(Health(health));
        if (runners.Demo is { } demo)
            root.Add(new DemoSwitches().Verb(demo));
        if (runners.Bench is { } bench)
            root.Add(new BenchSwitches().Verb(bench));
        if (runners.UpgradeSchema is { } upgrade)
            root.Add(Schema(upgrade));
        if (runners.Token is { } token)
            root.Add(TokenSwitches.Verb(token));
        root.Add(Docs());
        return root;
    }

    private static Command Health(HealthVerb health)
    {
        var live = new Option<bool>("--live") { Description = "Ask whether it is alive instead of whether it is ready." };
        var command = NodeSwitches.OfHttp().Verb(
            "health", "Ask a running server whether it is ready: exit code 0 when it is, 1 when it is not or does not answer.",
            parsed => (node, output, stopping) => health(node, parsed.GetValue(live), output, stopping));
        command.Add(live);
        return command;
    }

    private static Command Schema(NodeVerb upgrade) => new("schema", "Look after the database schema.")
    {
        NodeSwitches.OfDatabase().Verb("upgrade", "Create the schema, or bring it to this version. Safe to repeat.", upgrade),
    };

    private static Command Docs()
    {
        var options = new Command("options", "Print the options reference as Markdown (docs/reference/options.md).");
        options.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(OptionsReference.Write()));
        var api = new Command("http-api", "Print the reference of the HTTP API as Markdown (docs/reference/http-api.md).");
        api.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(HttpReference.Write()));
        return new("docs", "Print reference documentation that is generated from the program.") { options, api };
    }
}
