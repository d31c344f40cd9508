using ForeignTransport.Shell.CommandLine;
using ForeignTransport.Shell.Hosting;
using ForeignTransport.Shell.Tests.Hosting;
using ForeignTransport.Shell.Tests.Interactive;
using Xunit;

namespace ForeignTransport.Shell.Tests.Output;

public class ReadHostSpecs
{
    [Theory]
    [InlineData("Read-Host", "")]
    [InlineData("Read-Host Name", "Name: ")]
    [InlineData("Read-Host -Prompt Name", "Name: ")]
    [InlineData("Read-Host Name of it", "Name of it: ")]
    public void should_ask_when_somebody_is_there(string commands, string question) =>
        Assert.Equal($"{question}<Fax>\n", SessionRun.Of($"$a = {commands}; \"<$a>\"", () => "Fax").Out);

    [Fact]
    public void should_be_interrupted_when_somebody_does_not_answer()
    {
        var run = SessionRun.Of("Read-Host Name; 'after'", () => null);

        Assert.Equal((ExitCode.Interrupted, "Name: "), (run.Code, run.Out));
    }

    [Fact]
    public void should_read_standard_input_without_a_question_when_nobody_is_there()
    {
        var lines = new Queue<string?>(["Fax", "", null]);

        var run = SessionRun.Of("$a = Read-Host Name; \"<$a>\"; \"<$(Read-Host)>\"; Read-Host", readInput: lines.Dequeue);

        Assert.Equal("<Fax>\n<>\n", run.Out);
        Assert.Equal("Read-Host: The command reads a line, and standard input has no more.\n", run.Error);
    }

    [Theory]
    [InlineData("sec<Back><Back>cret<Left>s<Enter>more", "screts", "***\b \b\b \b*****\n")]
    [InlineData("<Back><Enter>", "", "\n")]
    [InlineData("ab<C-c>", null, "**\n")]
    public void should_show_stars_when_it_is_masked(string keys, string? text, string shown)
    {
        using var pressed = Keys.Of(keys).GetEnumerator();
        using var screen = new StringWriter { NewLine = "\n" };

        Assert.Equal(text, MaskedLine.Read(() => pressed.MoveNext() ? pressed.Current : throw new EndOfStreamException(), screen));
        Assert.Equal(shown, screen.ToString());
    }

    [Fact]
    public void should_give_a_secure_string_when_that_is_wanted()
    {
        var lines = new Queue<string?>(["Fax", "Telex"]);

        Assert.Equal("Fax Telex\n", SessionRun.Of(
            "$a = Read-Host -AsSecureString; $b = Read-Host x -MaskInput; \"$([System.Net.NetworkCredential]::new('', $a).Password) $b\"", readInput: lines.Dequeue).Out);
    }

    [Fact]
    public void should_fail_when_the_commands_come_from_standard_input()
    {
        var run = SessionRun.Of("Read-Host Name; 'after'");

        Assert.Equal((1, "after\n"), (run.Code, run.Out));
        Assert.Equal("Read-Host: The command reads a line, and standard input, which is no terminal, holds the commands.\n", run.Error);
    }
}
