using System.Linq.Expressions;
using System.Management.Automation.Language;
using ForeignTransport.Shell.CommandLine;

namespace ForeignTransport.Shell.Hosting;

/// <summary>
/// Has a second core load what the first command will need while the engine opens on the first: the parser, and the compiler of
/// expressions. It changes nothing but the time that this takes later.
/// </summary>
internal static class WarmUp
{
    public static void Begin(ShellInput input)
    {
        var text = input is ShellInput.Command command ? command.Text : "Get-Command | Out-Null";
        ThreadPool.QueueUserWorkItem(_ =>
        {
            Parser.ParseInput(text, out Token[] _, out ParseError[] _);
            Expression.Lambda<Func<int>>(Expression.Constant(0)).Compile(preferInterpretation: false)();
        });
    }
}
