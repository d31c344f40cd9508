using ForeignTransport.Shell.Interactive;
using Xunit;

namespace ForeignTransport.Shell.Tests.Interactive;

public class EditorScreenSpecs
{
    [Fact]
    public void should_put_the_cursor_where_it_belongs_when_it_is_not_at_the_end() =>
        Assert.Equal("\r\u001b[Jftx> abc\r\u001b[6C", Drawn(80, screen => screen.Draw("ftx> ", "abc", 1)));

    [Fact]
    public void should_go_back_over_all_rows_when_a_line_is_longer_than_the_screen() =>
        Assert.Equal(
            "\r\u001b[J> 0123456789\r\u001b[2C" + "\u001b[1A\r\u001b[J> 0123456789\u001b[1A\r\u001b[2C",
            Drawn(10, screen =>
            {
                screen.Draw("> ", "0123456789", 10);
                screen.Draw("> ", "0123456789", 0);
            }));

    [Fact]
    public void should_push_the_cursor_over_when_a_row_is_exactly_full() =>
        Assert.Equal("\r\u001b[J> 01234567 \r\u001b[K\r", Drawn(10, screen => screen.Draw("> ", "01234567", 8)));

    [Fact]
    public void should_count_wide_characters_twice() => Assert.Equal("\r\u001b[J> 日本\r\u001b[6C", Drawn(80, screen => screen.Draw("> ", "日本", 2)));

    [Fact]
    public void should_show_a_sign_in_place_of_a_line_end() => Assert.Equal("\r\u001b[J> a↵b\r\u001b[5C", Drawn(80, screen => screen.Draw("> ", "a\nb", 3)));

    private static string Drawn(int width, Action<EditorScreen> draw)
    {
        using var output = new StringWriter();
        draw(new(output, () => width));
        return output.ToString();
    }
}
