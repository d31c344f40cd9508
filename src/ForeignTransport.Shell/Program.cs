using ForeignTransport.Shell.CommandLine;
using ForeignTransport.Shell.Hosting;

// Both are read when the first type of the engine is touched: no pipe for debuggers of other users to attach to, no telemetry.
Environment.SetEnvironmentVariable("POWERSHELL_DIAGNOSTICS_OPTOUT", "1");
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
Environment.SetEnvironmentVariable("POWERSHELL_UPDATECHECK", "Off");

switch (ShellArguments.Parse(args))
{
    case ShellRequest.Version:
        Console.Out.WriteLine($"ftx {typeof(ExitCode).Assembly.GetName().Version!.ToString(3)}");
        return ExitCode.Success;

    case ShellRequest.Help:
        Console.Out.Write(Usage.Text);
        return ExitCode.Success;

    case ShellRequest.Refused refused:
        Console.Error.WriteLine($"ftx: {refused.Reason}");
        return ExitCode.Usage;

    case ShellRequest.Run run:
        return ShellRun.Execute(run);

    default:
        throw new System.Diagnostics.UnreachableException();
}
