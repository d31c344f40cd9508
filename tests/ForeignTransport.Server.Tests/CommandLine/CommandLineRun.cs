using ForeignTransport.Server.CommandLine;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.Tests.CommandLine;

/// <summary>A command line run with runners that only remember what they were given.</summary>
internal sealed class CommandLineRun
{
    public NodeConfiguration? Served { get; private set; }

    public NodeConfiguration? Upgraded { get; private set; }

    /// <summary>What <c>health</c> was asked: where, and whether alive.</summary>
    public (NodeConfiguration Node, bool Live)? Asked { get; private set; }

    public BenchArguments? Benched { get; private set; }

    public DemoArguments? Demonstrated { get; private set; }

    public int ExitCode { get; private set; }

    public string Output { get; private set; } = string.Empty;

    public string Error { get; private set; } = string.Empty;

    /// <summary>Runs with all verbs; all succeed.</summary>
    public static Task<CommandLineRun> OfAsync(string[] args)
    {
        var run = new CommandLineRun();
        var runners = new CommandLineRunners
        {
            Serve = (node, output, _) => run.RememberAsync(() => run.Served = node, output),
            UpgradeSchema = (node, output, _) => run.RememberAsync(() => run.Upgraded = node, output),
            Demo = (demo, output, _) => run.RememberAsync(() => run.Demonstrated = demo, output),
            Health = (node, live, output, _) => run.RememberAsync(() => run.Asked = (node, live), output),
            Bench = (bench, output, _) => run.RememberAsync(() => run.Benched = bench, output),
        };
        return run.InvokeAsync(runners, args, CancellationToken.None);
    }

    /// <summary>Runs with these runners.</summary>
    public static Task<CommandLineRun> WithAsync(CommandLineRunners runners, string[] args, CancellationToken stopping = default) =>
        new CommandLineRun().InvokeAsync(runners, args, stopping);

    private async Task<CommandLineRun> InvokeAsync(CommandLineRunners runners, string[] args, CancellationToken stopping)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        ExitCode = await CommandLineInvocation.InvokeAsync(CommandLineBuilder.Build(runners), args, output, error, stopping);
        (Output, Error) = (output.ToString(), error.ToString());
        return this;
    }

    private async Task<int> RememberAsync(Action remember, TextWriter output)
    {
        remember();
        await output.WriteAsync("ran");
        return 0;
    }
}
