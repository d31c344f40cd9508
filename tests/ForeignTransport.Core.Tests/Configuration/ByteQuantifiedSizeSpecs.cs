using FsCheck.Xunit;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using Xunit;

namespace ForeignTransport.Core.Tests.Configuration;

public class ByteQuantifiedSizeSpecs
{
    [Theory]
    [InlineData("10MB", 10_485_760)]
    [InlineData("1.5 GB", 1_610_612_736)]
    [InlineData("1.5GB", 1_610_612_736)]
    [InlineData("65536", 65_536)]
    [InlineData("65536 B", 65_536)]
    [InlineData("64kb", 65_536)]
    [InlineData(" 2 tb ", 2_199_023_255_552)]
    [InlineData("0", 0)]
    [InlineData("0.0001KB", 1)]
    [InlineData("10 MB (10,485,760 bytes)", 10_485_760)]
    [InlineData("1.465 GB (1,572,864,000 bytes)", 1_572_864_000)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void should_count_bytes_when_the_text_is_a_size(string text, long bytes)
    {
        Assert.True(ByteQuantifiedSize.TryParse(text, out var size, out _));
        Assert.Equal(bytes, size.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("10 XB")]
    [InlineData("10MB 5")]
    [InlineData("1.2.3MB")]
    [InlineData("9223372036854775808")]
    [InlineData("8388608TB")]
    [InlineData("99999999999999999999999999999TB")]
    [InlineData("20 MB (10,485,760 bytes)")]
    [InlineData("10 MB (10,485,760 bytes")]
    [InlineData("10 MB (many bytes)")]
    [InlineData("unlimited")]
    public void should_say_which_text_when_it_is_not_a_size(string text)
    {
        Assert.False(ByteQuantifiedSize.TryParse(text, out _, out var error));
        Assert.Equal(ErrorCatalogue.InvalidSize, error.Entry);
        Assert.Contains($"'{text}'", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10_485_760, "10 MB (10,485,760 bytes)", "10MB")]
    [InlineData(1_610_612_736, "1.5 GB (1,610,612,736 bytes)", "1536MB")]
    [InlineData(999, "999 B (999 bytes)", "999B")]
    [InlineData(1025, "1.001 KB (1,025 bytes)", "1025B")]
    [InlineData(0, "0 B (0 bytes)", "0B")]
    public void should_read_like_exchange_when_displayed(long bytes, string displayed, string brief)
    {
        Assert.Equal(displayed, new ByteQuantifiedSize(bytes).ToString());
        Assert.Equal(brief, new ByteQuantifiedSize(bytes).ToShortString());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1024)]
    [InlineData(1024, 1024)]
    [InlineData(65_535, 65_536)]
    public void should_round_up_when_asked_for_kilobytes(long bytes, long rounded) =>
        Assert.Equal(rounded, new ByteQuantifiedSize(bytes).RoundUpToKilobyte().Bytes);

    [Property(Replay = "(20261123,1001)", MaxTest = 500)]
    public void should_be_the_same_when_formatted_and_parsed(long seed, byte shift)
    {
        var size = new ByteQuantifiedSize((seed & long.MaxValue) >> (shift % 63));

        Assert.True(ByteQuantifiedSize.TryParse(size.ToString(), out var displayed, out _), size.ToString());
        Assert.True(ByteQuantifiedSize.TryParse(size.ToShortString(), out var brief, out _), size.ToShortString());
        Assert.Equal(size, displayed);
        Assert.Equal(size, brief);
    }

    [Theory]
    [InlineData("unlimited", true, 0)]
    [InlineData(" Unlimited ", true, 0)]
    [InlineData("10MB", false, 10_485_760)]
    public void should_know_unlimited_when_a_limit_is_parsed(string text, bool unlimited, long bytes)
    {
        Assert.True(UnlimitedSize.TryParse(text, out var limit, out _));
        Assert.Equal(unlimited, limit.IsUnlimited);
        Assert.Equal(unlimited ? null : bytes, limit.Limit?.Bytes);
        Assert.True(UnlimitedSize.TryParse(limit.ToString(), out var displayed, out _));
        Assert.True(UnlimitedSize.TryParse(limit.ToShortString(), out var brief, out _));
        Assert.Equal((limit, limit), (displayed, brief));
    }

    [Fact]
    public void should_allow_exactly_the_limit_when_compared()
    {
        Assert.True(UnlimitedSize.FromBytes(10).Allows(10));
        Assert.False(UnlimitedSize.FromBytes(10).Allows(11));
        Assert.True(UnlimitedSize.Unlimited.Allows(long.MaxValue));
        Assert.True(default(UnlimitedSize).IsUnlimited);
    }
}
