using ForeignTransport.Shell.CommandLine;
using Xunit;

namespace ForeignTransport.Shell.Tests.CommandLine;

public class ShellArgumentsSpecs
{
    private const string Hub = "http://hub01:8558";

    [Theory]
    [InlineData("-Server")]
    [InlineData("--server")]
    [InlineData("-SERVER")]
    [InlineData("-s")]
    public void should_take_the_server_when_a_value_follows(string name) =>
        Assert.Equal(new ShellRequest.Run(new ShellInput.Command("Get-Queue"), Hub), ShellArguments.Parse([name, Hub, "-c", "Get-Queue"]));

    [Theory]
    [InlineData("-Server:" + Hub)]
    [InlineData("--server=" + Hub)]
    public void should_take_the_server_when_the_value_is_joined(string argument) =>
        Assert.Equal(new ShellRequest.Run(new ShellInput.Unspecified(), Hub), ShellArguments.Parse([argument]));

    [Fact]
    public void should_leave_everything_to_the_commands_when_it_follows_c() =>
        Assert.Equal(new ShellRequest.Run(new ShellInput.Command("Get-Queue -Server Hub01"), null), ShellArguments.Parse(["-c", "Get-Queue", "-Server", "Hub01"]));

    [Fact]
    public void should_leave_everything_to_the_script_when_it_follows_its_path()
    {
        var run = Assert.IsType<ShellRequest.Run>(ShellArguments.Parse(["-Server", Hub, "nightly.ps1", "-Server", "Hub01", "--help"]));

        var script = Assert.IsType<ShellInput.Script>(run.Input);
        Assert.Equal("nightly.ps1", script.Path);
        Assert.Equal(["-Server", "Hub01", "--help"], script.Arguments);
        Assert.Equal(Hub, run.Server);
    }

    [Fact]
    public void should_read_standard_input_when_a_dash_stands_alone() =>
        Assert.Equal(new ShellRequest.Run(new ShellInput.StandardInput(), null), ShellArguments.Parse(["-"]));

    [Fact]
    public void should_decide_later_when_nothing_is_said() =>
        Assert.Equal(new ShellRequest.Run(new ShellInput.Unspecified(), null), ShellArguments.Parse([]));

    [Fact]
    public void should_allow_programs_when_asked() =>
        Assert.Equal(new ShellRequest.Run(new ShellInput.Command("ls"), null, true), ShellArguments.Parse(["-AllowPrograms", "-c", "ls"]));

    [Theory]
    [InlineData("--version")]
    [InlineData("-Version")]
    public void should_tell_the_version_when_asked(string argument) => Assert.IsType<ShellRequest.Version>(ShellArguments.Parse([argument]));

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    public void should_help_when_asked(string argument) => Assert.IsType<ShellRequest.Help>(ShellArguments.Parse([argument]));

    [Theory]
    [InlineData("-Token")]
    [InlineData("--token=ft_secret")]
    public void should_say_why_and_not_repeat_it_when_a_token_is_given(string argument)
    {
        var refused = Assert.IsType<ShellRequest.Refused>(ShellArguments.Parse([argument, "ft_secret"]));

        Assert.Contains("read by every user", refused.Reason, StringComparison.Ordinal);
        Assert.Contains("FTX_TOKEN_FILE", refused.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("ft_secret", refused.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Nonsense", "'-Nonsense'")]
    [InlineData("-c", "needs commands")]
    [InlineData("-Server", "needs an address")]
    [InlineData("-File", "needs the path")]
    public void should_refuse_in_one_line_when_it_makes_no_sense(string argument, string part)
    {
        var refused = Assert.IsType<ShellRequest.Refused>(ShellArguments.Parse([argument]));

        Assert.Contains(part, refused.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Reason);
    }
}
