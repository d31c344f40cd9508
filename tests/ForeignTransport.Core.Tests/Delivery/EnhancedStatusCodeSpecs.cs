using ForeignTransport.Core.Delivery;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery;

public class EnhancedStatusCodeSpecs
{
    [Theory]
    [InlineData("2.0.0", 2, 0, 0)]
    [InlineData("4.4.7", 4, 4, 7)]
    [InlineData("5.7.900", 5, 7, 900)]
    [InlineData("5.999.999", 5, 999, 999)]
    public void should_keep_its_numbers_when_written_and_read(string text, int @class, int subject, int detail)
    {
        Assert.True(EnhancedStatusCode.TryParse(text, out var code));
        Assert.Equal(new EnhancedStatusCode(@class, subject, detail), code);
        Assert.Equal(text, code.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5.4")]
    [InlineData("5.4.")]
    [InlineData("3.0.0")]
    [InlineData("1.0.0")]
    [InlineData("5.04.4")]
    [InlineData("5.4.04")]
    [InlineData("5.1000.0")]
    [InlineData("5.4.4.4")]
    [InlineData("5.-4.4")]
    [InlineData("5.+4.4")]
    [InlineData(" 5.4.4")]
    [InlineData("5.4.4 ")]
    [InlineData("55.4.4")]
    public void should_refuse_other_text_when_parsed(string text) => Assert.False(EnhancedStatusCode.TryParse(text, out _));

    [Fact]
    public void should_tell_its_class_when_asked()
    {
        Assert.True(new EnhancedStatusCode(2, 1, 5).IsSuccess);
        Assert.True(new EnhancedStatusCode(5, 1, 1).IsPermanent);
        Assert.False(new EnhancedStatusCode(4, 4, 7).IsPermanent);
    }
}
