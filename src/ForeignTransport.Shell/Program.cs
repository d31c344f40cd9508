using ForeignTransport.Shell.CommandLine;
using ForeignTransport.Shell.Hosting;

OptOuts.Set();
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
