using ForeignTransport.Server.Access;
using ForeignTransport.Server.Bench;
using ForeignTransport.Server.CommandLine;
using ForeignTransport.Server.Demo;
using ForeignTransport.Server.Schema;
using ForeignTransport.Server.Serving;

using var signals = new TerminationSignals();
try
{
    var root = CommandLineBuilder.Build(new CommandLineRunners
    {
        Serve = ServeCommand.RunAsync,
        Health = HealthCommand.RunAsync,
        UpgradeSchema = UpgradeSchemaCommand.RunAsync,
        Token = new TokenVerbs(TokenCommand.CreateAsync, TokenCommand.ListAsync, TokenCommand.RemoveAsync),
        Demo = DemoCommand.RunAsync,
        Bench = BenchCommand.RunAsync,
    });
    return await CommandLineInvocation.InvokeAsync(root, args, Console.Out, Console.Error, signals.Stopping);
}
catch (OperationCanceledException) when (signals.Stopping.IsCancellationRequested)
{
    return ExitCode.Success;
}
catch (Exception e)
{
    // Whatever a verb expects to fail it reports itself; this is a defect, and its trace is what a report needs.
    await Console.Error.WriteLineAsync($"foreign-transport: {e}");
    return ExitCode.Failure;
}
