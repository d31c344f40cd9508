using ForeignTransport.Shell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.Shell.Tests.Output;

public class WriteProgressSpecs
{
    private const string Wiped = "\r\u001b[K";

    [Fact]
    public void should_show_nothing_when_nobody_is_there() => Assert.Equal(
        "x\n", SessionRun.Output("Write-Progress Moving 'a.eml' 1 -PercentComplete 50 -SecondsRemaining 90 -CurrentOperation Renaming -ParentId 0 -SourceId 2; 'x'; Write-Progress Moving -Completed; Write-Progress -Completed"));

    [Theory]
    [InlineData("Write-Progress Moving", "Moving: Processing")]
    [InlineData("Write-Progress Moving \"a`nb\" -PercentComplete 50 -SecondsRemaining 90 -CurrentOperation Renaming", "Moving: a b, 50%, 00:01:30 left, Renaming")]
    public void should_show_a_line_that_is_wiped_when_a_terminal_is_there(string commands, string line) =>
        Assert.Equal($"\r{line}\u001b[K{Wiped}", SessionRun.Of(commands, hasColor: true).Error);

    [Fact]
    public void should_make_way_for_what_is_written_and_not_be_wider_than_the_terminal()
    {
        Assert.Equal($"\rMoving: ...\u001b[K{Wiped}\u001b[33;1mWARNING: w\u001b[0m\n", SessionRun.Of("Write-Progress Moving; Write-Warning w", width: 12, hasColor: true).Error);
        Assert.Equal($"\rMoving: Processing\u001b[K{Wiped}", SessionRun.Of("Write-Progress Moving; 'x'; Write-Progress Moving -Completed", hasColor: true).Error);
    }

    [Theory]
    [InlineData("$ProgressPreference = 'SilentlyContinue'; Write-Progress Moving")]
    [InlineData("Write-Progress -Completed")]
    public void should_show_nothing_when_it_is_not_wanted_or_over(string commands) => Assert.Equal("", SessionRun.Of(commands, hasColor: true).Error);

    [Fact]
    public void should_want_to_know_what_is_done() => Assert.Equal("Write-Progress: Missing value for mandatory parameter.\n", SessionRun.Of("Write-Progress").Error);
}
