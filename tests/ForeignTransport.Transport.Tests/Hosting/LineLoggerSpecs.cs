using Akka.Event;
using ForeignTransport.Transport.Hosting;
using Xunit;

namespace ForeignTransport.Transport.Tests.Hosting;

public sealed class LineLoggerSpecs
{
    [Theory]
    [InlineData("two\r\nlines", "two ⏎ lines")]
    [InlineData("two\nlines", "two ⏎ lines")]
    [InlineData("two\u2028lines\u0085more", "two ⏎ lines ⏎ more")]
    [InlineData("\u001b[31mred\u0007\0\u009b", "\uFFFD[31mred\uFFFD\uFFFD\uFFFD")]
    [InlineData("tab\there", "tab\uFFFDhere")]
    [InlineData("Müller 日本 📠", "Müller 日本 📠")]
    public void should_be_one_line_without_control_characters_whatever_is_logged(string text, string expected)
    {
        var line = LineLogger.Format(new Warning("source", typeof(LineLoggerSpecs), text));

        Assert.EndsWith($" warn  {expected}", line, StringComparison.Ordinal);
        Assert.DoesNotContain(line, char.IsControl);
    }

    [Fact]
    public void should_carry_the_cause_on_the_same_line_when_there_is_one()
    {
        var line = LineLogger.Format(new Error(new InvalidOperationException("a\nb"), "source", typeof(LineLoggerSpecs), "it failed"));

        Assert.Contains(" error it failed | System.InvalidOperationException: a ⏎ b", line, StringComparison.Ordinal);
        Assert.DoesNotContain(line, char.IsControl);
    }
}
