using System.Text;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

public class HeaderBlockSpecs
{
    [Theory]
    [InlineData("A: b\r\n\r\nbody", 8)]
    [InlineData("A: b\n\nbody", 6)]
    [InlineData("A: b\r\n\nbody", 7)]
    [InlineData("A: b\n\r\nbody", 7)]
    [InlineData("A: b\r\n c\r\n\r\n", 12)]
    [InlineData("\r\nbody", 2)]
    [InlineData("\nbody", 1)]
    [InlineData("\u00EF\u00BB\u00BFA: b\r\n\r\nbody", 11)]
    [InlineData("\u00EF\u00BB\u00BF\r\nbody", 5)]
    public void should_find_the_body_when_a_blank_line_is_there(string file, int expected)
    {
        Assert.True(HeaderBlock.FindEnd(Encoding.Latin1.GetBytes(file), out var bodyOffset));
        Assert.Equal(expected, bodyOffset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A: b")]
    [InlineData("A: b\r\n")]
    [InlineData("A: b\r\n\r")]
    [InlineData("A: b\r\n \r\n")]
    [InlineData("A: b\r\rbody")]
    public void should_ask_for_more_when_no_blank_line_is_there(string file) =>
        Assert.False(HeaderBlock.FindEnd(Encoding.Latin1.GetBytes(file), out _));

    [Fact]
    public void should_keep_every_byte_when_nothing_is_changed()
    {
        var file = "Subject:  odd \t spacing \r\n\tfolded\r\nX-8bit: \u00FF\u00FE\r\nNo-Space:x\r\nWide  : y\r\nEmpty:\r\n\r\n"u8.ToArray();

        Assert.Equal(file, Parse(file).ToArray());
    }

    [Theory]
    [InlineData("A: b\nC: d\n\n", "A: b\r\nC: d\r\n\r\n")]
    [InlineData("A: b\n c\r\n\n", "A: b\r\n c\r\n\r\n")]
    [InlineData("A: b\rC: d\r\n\r\n", "A: b C: d\r\n\r\n")]
    [InlineData("A: b\r\r\n\r\n", "A: b \r\n\r\n")]
    [InlineData("\u00EF\u00BB\u00BFA: b\r\n\r\n", "A: b\r\n\r\n")]
    public void should_write_clean_line_ends_when_the_file_has_others(string file, string expected) =>
        Assert.Equal(expected, Encoding.Latin1.GetString(Parse(Encoding.Latin1.GetBytes(file)).ToArray()));

    [Theory]
    [InlineData("From bob@fabrikam.com Mon Nov 23 12:00:00 2026\r\nA: b\r\n\r\n")]
    [InlineData("A: b\r\nno colon here\r\n\r\n")]
    [InlineData(" starts with a blank: x\r\n\r\n")]
    [InlineData(": no name\r\n\r\n")]
    [InlineData("two words: x\r\n\r\n")]
    [InlineData("n\u00E4me: x\r\n\r\n")]
    [InlineData("nul\0: x\r\n\r\n")]
    public void should_refuse_the_block_when_a_line_is_no_field(string file)
    {
        Assert.False(HeaderBlock.TryParse(Encoding.Latin1.GetBytes(file), out _, out var error));
        Assert.Same(ErrorCatalogue.MalformedHeader, error.Entry);
        Assert.DoesNotContain(error.Detail, char.IsControl);
    }

    [Fact]
    public void should_drop_the_damaged_field_when_the_block_is_cut()
    {
        var block = Parse("A: whole\r\nB: first line\r\n and a cut sec"u8.ToArray());

        Assert.Equal("A: whole\r\n\r\n", Encoding.ASCII.GetString(block.ToArray()));
    }

    [Fact]
    public void should_edit_by_kind_when_asked()
    {
        var block = Parse("X-A: 1\r\nDATE : 2\r\nTo: 3\r\ndate: 4\r\nreceived: 5\r\n\r\n"u8.ToArray());

        block.Set(HeaderKind.Date, "Date", "now");
        block.Set(HeaderKind.Subject, "Subject", "new");
        block.Prepend("Received", "mine");
        Assert.Equal(2, block.Count(HeaderKind.Received));
        Assert.Equal(2, block.RemoveAll(kind => kind == HeaderKind.Received));
        Assert.Equal(0, block.IndexOf("x-a"u8));
        Assert.Equal(-1, block.IndexOf("x-b"u8));
        Assert.Equal("X-A: 1\r\nDate: now\r\nTo: 3\r\nSubject: new\r\n\r\n", Encoding.ASCII.GetString(block.ToArray()));
    }

    [Fact]
    public void should_fold_and_disarm_the_value_when_a_field_is_written()
    {
        var words = string.Join(' ', Enumerable.Repeat("twenty-characters-so", 20));

        var field = HeaderField.Create("Subject", words + "\r\nInjected: yes\t!");

        var lines = Encoding.ASCII.GetString(field.Raw.Span).Split("\r\n");
        Assert.All(lines[..^1], line => Assert.InRange(line.Length, 1, 78));
        Assert.All(lines[1..^1], line => Assert.StartsWith(" t", line, StringComparison.Ordinal));
        Assert.Equal($"Subject: {words}??Injected: yes !", string.Concat(lines));
    }

    [Fact]
    public void should_take_linear_time_when_the_block_is_one_megabyte_of_short_fields()
    {
        var file = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a:b\n", 250_000)) + "\n");

        Assert.True(HeaderBlock.FindEnd(file, out var bodyOffset));
        var block = Parse(file);
        block.Set(HeaderKind.Other, "a", "one");

        Assert.Equal(file.Length, bodyOffset);
        Assert.Equal("a: one\r\n\r\n", Encoding.ASCII.GetString(block.ToArray()));
    }

    private static HeaderBlock Parse(byte[] file)
    {
        Assert.True(HeaderBlock.TryParse(file, out var block, out _));
        return block;
    }
}
