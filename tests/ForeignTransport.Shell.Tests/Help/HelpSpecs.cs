using ForeignTransport.Shell.Hosting;
using ForeignTransport.Shell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.Shell.Tests.Help;

public class HelpSpecs
{
    private const string Rewrite = "FTX_REWRITE_HELP";

    /// <summary>With FTX_REWRITE_HELP=1 the file is written anew instead.</summary>
    [Fact]
    public void should_say_what_the_source_says()
    {
        var path = Path.Combine(Root(), "src", "ForeignTransport.Shell", "en-US", "ftx.dll-Help.xml");
        var document = HelpDocument.Of(typeof(ShellSession).Assembly);
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
            File.WriteAllText(path, document);

        Assert.True(document == File.ReadAllText(path), $"{path} is not what the source says: run this spec with {Rewrite}=1.");
    }

    [Fact]
    public void should_tell_synopsis_limits_and_syntax_when_help_is_asked_for()
    {
        var help = SessionRun.Output("Get-Help Select-Object -Full | Out-String");

        Assert.Contains("Some of the objects, or some of their properties.", help, StringComparison.Ordinal);
        Assert.Contains("Not here: -Index", help, StringComparison.Ordinal);
        Assert.Contains("Select-Object [[-Property] <Object[]>]", help, StringComparison.Ordinal);
    }

    [Fact]
    public void should_show_examples_when_they_are_asked_for()
    {
        var help = SessionRun.Output("Get-Help sls -Examples | Out-String");

        Assert.Contains("Select-String -Path *.log -Pattern 'timeout', 'refused' -Context 1", help, StringComparison.Ordinal);
        Assert.Contains("The lines of the logs that say so, with the line before and the one after.", help, StringComparison.Ordinal);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ForeignTransport.sln")))
            folder = folder.Parent;

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run from a build of the source tree.");
    }
}
