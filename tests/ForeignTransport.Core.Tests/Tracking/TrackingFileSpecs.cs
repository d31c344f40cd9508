using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Tracking;
using Xunit;

namespace ForeignTransport.Core.Tests.Tracking;

/// <summary>The vectors of tracking.md 14.1 and 14.2.</summary>
public class TrackingFileSpecs
{
    private const long Ten = 10 << 20;

    private static readonly DateTimeOffset Now = new(2024, 3, 31, 16, 36, 43, TimeSpan.Zero);
    private static readonly MessageTrackingSettings Thirty = new() { MaxDirectorySize = new UnlimitedSize(ByteQuantifiedSize.FromMegabytes(30)) };

    [Theory]
    [InlineData("MSGTRK20240331-1.log", "MSGTRK", false, 0, 1)]
    [InlineData("MSGTRK2024033116-12.LOG", "MSGTRK", true, 16, 12)]
    [InlineData("MSGTRKMD2024033116-1.LOG", "MSGTRKMD", true, 16, 1)]
    [InlineData("MSGTRKMA20240331-3.log", "MSGTRKMA", false, 0, 3)]
    [InlineData("msgtrkms20240331-3.Log", "MSGTRKMS", false, 0, 3)]
    public void should_read_names_of_both_forms(string text, string prefix, bool hourly, int hour, int number)
    {
        Assert.True(TrackingFileName.TryParse(text, out var name));
        Assert.Equal(new TrackingFileName(prefix, new DateTimeOffset(2024, 3, 31, hour, 0, 0, TimeSpan.Zero), hourly, number), name);
    }

    [Theory]
    [InlineData("MSGTRK20240331-1 - Copy.log")]
    [InlineData("old_MSGTRK20240331-1.log")]
    [InlineData("MSGTRK20240331.log")]
    [InlineData("MSGTRK2024033-1.log")]
    [InlineData("MSGTRK20241331-1.log")]
    [InlineData("MSGTRKXX20240331-1.log")]
    [InlineData("MSGTRK20240331-1.log\n")]
    public void should_not_know_other_names(string text) => Assert.False(TrackingFileName.TryParse(text, out _));

    [Fact]
    public void should_write_the_names_that_it_reads()
    {
        Assert.Equal("MSGTRK2024033116-2.LOG", TrackingFileName.At(Now, hourly: true, 2).ToString());
        Assert.Equal("MSGTRK20240331-1.log", TrackingFileName.At(Now.ToOffset(TimeSpan.FromHours(9)), hourly: false, 1).ToString());
    }

    [Fact]
    public void should_keep_everything_when_each_prefix_is_within_the_limit() =>
        Assert.Empty(Delete(Thirty, [.. Files("MSGTRK", 3), .. Files("MSGTRKMD", 3)]));

    [Fact]
    public void should_delete_the_oldest_of_the_prefix_when_it_is_too_much() =>
        Assert.Equal(["MSGTRK2024033101-1.LOG"], Delete(Thirty, [.. Files("MSGTRK", 4), .. Files("MSGTRKMD", 3)]));

    [Fact]
    public void should_neither_count_nor_delete_other_files() =>
        Assert.Empty(Delete(Thirty, [.. Files("MSGTRK", 3), new("copy.log", 500 << 20, Now.AddYears(-1))]));

    [Fact]
    public void should_delete_what_is_older_than_the_age()
    {
        var settings = new MessageTrackingSettings { MaxAge = TimeSpan.FromDays(1) };

        Assert.Equal(["MSGTRK20240330-1.log"], Delete(settings,
            [new("MSGTRK20240330-1.log", 10, Now.AddHours(-25)), new("MSGTRK20240330-2.log", 10, Now.AddHours(-23))]));
    }

    [Fact]
    public void should_keep_a_file_of_2001_when_the_age_is_zero() =>
        Assert.Empty(Delete(new MessageTrackingSettings { MaxAge = TimeSpan.Zero }, [new("MSGTRK20010101-1.log", 10, new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero))]));

    [Fact]
    public void should_never_delete_the_file_that_is_being_written() =>
        Assert.Empty(TrackingFileRetention.ToDelete([new("MSGTRK2024033116-1.LOG", 100 << 20, Now)], Thirty, Now, "MSGTRK2024033116-1.LOG"));

    private static IReadOnlyList<string> Delete(MessageTrackingSettings settings, TrackingFile[] files) =>
        TrackingFileRetention.ToDelete(files, settings, Now, current: null);

    private static IEnumerable<TrackingFile> Files(string prefix, int count) =>
        Enumerable.Range(1, count).Select(hour => new TrackingFile($"{prefix}20240331{hour:00}-1.LOG", Ten, Now.AddHours(hour - 20)));
}
