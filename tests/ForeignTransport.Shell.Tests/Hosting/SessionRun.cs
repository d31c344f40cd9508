using ForeignTransport.Shell.Hosting;
using ForeignTransport.Shell.Tests.Samples;

namespace ForeignTransport.Shell.Tests.Hosting;

/// <summary>Commands run by an engine in this process, with everything that they wrote.</summary>
internal sealed record SessionRun(int Code, string Out, string Error)
{
    public static SessionRun Of(string text, Func<string?>? readLine = null, int width = 120, IEnumerable<string>? input = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var session = Session(output, error, readLine, width);
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

    public static ShellSession Session(TextWriter output, TextWriter error, Func<string?>? readLine = null, int width = 120) =>
        new(new() { Out = output, Error = error, ReadLine = readLine, Width = () => width }, [typeof(GetSampleCommand).Assembly]);
}
