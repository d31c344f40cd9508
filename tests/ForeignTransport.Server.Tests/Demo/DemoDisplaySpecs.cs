using ForeignTransport.Server.Demo;
using Xunit;

namespace ForeignTransport.Server.Tests.Demo;

public class DemoDisplaySpecs
{
    private const char Escape = '\u001b';

    private static readonly DemoPicture Picture = new(
        TimeSpan.FromSeconds(12),
        TimeSpan.FromMinutes(3),
        [
            new HubPicture("Hub01", "Up, oldest", HubHealth.Good, 9, 101, 99),
            new HubPicture("Hub02", "killed (SIGKILL)", HubHealth.Bad, null, 0, 0),
        ],
        Accepted: 12_345,
        Dropped: 12_300,
        OnTheWay: 45,
        Lost: 0,
        Duplicated: 0);

    [Fact]
    public void should_write_plain_lines_when_nobody_looks()
    {
        using var output = new StringWriter();
        var display = DemoDisplay.For(output, isTerminal: false, _ => null);

        display.Say(TimeSpan.FromSeconds(10), "SIGKILL Hub02");
        display.Show(Picture);

        Assert.Equal(
            [
                "00:10 SIGKILL Hub02",
                "00:12   Hub01 Up, oldest, 9 partitions, accepts 101/s, drops 99/s; Hub02 killed (SIGKILL), accepts 0/s, drops 0/s; accepted 12,345, dropped 12,300, on the way 45, lost 0, duplicated 0",
            ],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void should_write_plain_lines_when_the_terminal_is_dumb() =>
        Assert.IsType<PlainDisplay>(DemoDisplay.For(TextWriter.Null, isTerminal: true, name => name == "TERM" ? "dumb" : null));

    [Fact]
    public void should_draw_over_what_it_drew_when_it_is_a_terminal()
    {
        using var output = new StringWriter();
        var display = new TerminalDisplay(output, withColor: false, () => (120, 40));

        display.Say(TimeSpan.FromSeconds(10), "SIGKILL Hub02");
        display.Show(Picture);
        display.Show(Picture);

        var pictures = output.ToString().Split($"{Escape}[J");
        Assert.Equal(3, pictures.Length);
        Assert.Equal("  00:10  SIGKILL Hub02\n" + Escape + "[1F", pictures[0]);
        Assert.Equal(9, pictures[2].Count(c => c == '\n'));
        Assert.EndsWith(Escape + "[9F", pictures[1], StringComparison.Ordinal);
        Assert.Contains("  Hub01     Up, oldest                    9         101          99\n", pictures[2], StringComparison.Ordinal);
        Assert.Contains("lost 0   duplicated 0\n", pictures[2], StringComparison.Ordinal);
    }

    [Fact]
    public void should_color_only_when_color_is_wanted()
    {
        using var colored = new StringWriter();
        using var plain = new StringWriter();
        new TerminalDisplay(colored, withColor: true, () => (120, 40)).Show(Picture);
        new TerminalDisplay(plain, withColor: false, () => (120, 40)).Show(Picture);

        Assert.Contains($"{Escape}[31mkilled (SIGKILL)", colored.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, plain.ToString());
    }

    [Theory]
    [InlineData(40, 40)]
    [InlineData(120, 10)]
    public void should_fit_when_the_terminal_is_small(int columns, int lines)
    {
        using var output = new StringWriter();
        var display = new TerminalDisplay(output, withColor: false, () => (columns, lines));
        display.Show(Picture);
        for (var i = 0; i < 30; i++)
        {
            display.Say(TimeSpan.FromSeconds(i), $"the {i}th thing that happens, and a long story about why it does");
        }

        var last = output.ToString().Split($"{Escape}[J")[^1].Split('\n')[..^1];
        Assert.InRange(last.Length, 1, lines - 1);
        Assert.All(last, line => Assert.InRange(line.Length, 0, columns - 1));
        Assert.Contains("29th thing", last[^1], StringComparison.Ordinal);
    }
}
