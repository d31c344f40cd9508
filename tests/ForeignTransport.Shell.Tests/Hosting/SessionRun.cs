using ForeignTransport.Shell.Hosting;
using ForeignTransport.Shell.Tests.Samples;

namespace ForeignTransport.Shell.Tests.Hosting;

/// <summary>Commands run by an engine in this process, with everything that they wrote.</summary>
internal sealed record SessionRun(int Code, string Out, string Error)
{
    public static SessionRun Of(string text, Func<string?>? readLine = null, int width = 120, IEnumerable<string>? input = null, Func<string?>? readInput = null, bool hasColor = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var session = new ShellSession(
            new() { Out = output, Error = error, ReadLine = readLine, ReadInput = readInput, ErrorHasColor = hasColor, Width = () => width }, [typeof(GetSampleCommand).Assembly]);
        var code = session.Run(text, input);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>What the commands wrote, when all went well.</summary>
    public static string Output(string text, int width = 120)
    {
        var run = Of(text, width: width);
        Xunit.Assert.Equal("", run.Error);
        Xunit.Assert.Equal(0, run.Code);
        return run.Out;
    }

    public static ShellSession Session(TextWriter output, TextWriter error) => new(new() { Out = output, Error = error }, [typeof(GetSampleCommand).Assembly]);
}
