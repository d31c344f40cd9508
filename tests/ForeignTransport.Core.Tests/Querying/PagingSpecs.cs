using ForeignTransport.Core.Querying;
using Xunit;

namespace ForeignTransport.Core.Tests.Querying;

/// <summary>The vectors of management.md 22.4, and what lies between them.</summary>
public class PagingSpecs
{
    private static readonly int[] Ten = [.. Enumerable.Range(1, 10)];

    [Theory]
    [InlineData(null, true, true, "1 2 3 4")]
    [InlineData(5, true, true, "5 6 7 8")]
    [InlineData(0, true, true, "1 2 3 4")]
    [InlineData(-3, true, true, "1 2 3 4")]
    [InlineData(int.MinValue, true, true, "1 2 3 4")]
    [InlineData(int.MaxValue, true, true, "7 8 9 10")]
    [InlineData(9, true, true, "7 8 9 10")]
    [InlineData(5, false, true, "6 7 8 9")]
    [InlineData(null, true, false, "7 8 9 10")]
    [InlineData(8, true, false, "5 6 7 8")]
    [InlineData(8, false, false, "4 5 6 7")]
    [InlineData(3, true, false, "1 2 3 4")]
    [InlineData(int.MaxValue, true, false, "7 8 9 10")]
    public void should_cut_the_page_at_an_index(int? index, bool include, bool forward, string expected)
    {
        var request = new PageRequest { ResultSize = 4, BookmarkIndex = index, IncludeBookmark = include, SearchForward = forward };

        Assert.Equal(expected, Text(Paging.At(Ten, request)));
    }

    [Theory]
    [InlineData(4, false, true, "5 6 7 8")]
    [InlineData(9, false, true, "7 8 9 10")]
    [InlineData(3, true, false, "1 2 3 4")]
    [InlineData(4, true, true, "4 5 6 7")]
    [InlineData(8, true, false, "5 6 7 8")]
    [InlineData(8, false, false, "4 5 6 7")]
    [InlineData(0, true, true, "1 2 3 4")]
    [InlineData(99, true, true, "7 8 9 10")]
    [InlineData(99, true, false, "7 8 9 10")]
    public void should_cut_the_page_at_an_object(int bookmark, bool include, bool forward, string expected)
    {
        var request = new PageRequest { ResultSize = 4, IncludeBookmark = include, SearchForward = forward };

        Assert.Equal(expected, Text(Paging.At(Ten, request, bookmark, Comparer<int>.Default)));
    }

    [Theory]
    [InlineData(true, true, "12 14 16")]
    [InlineData(false, true, "12 14 16")]
    [InlineData(true, false, "6 8 10")]
    [InlineData(false, false, "6 8 10")]
    public void should_go_on_at_the_closest_when_the_object_is_gone(bool include, bool forward, string expected)
    {
        int[] even = [2, 4, 6, 8, 10, 12, 14, 16, 18];
        var request = new PageRequest { ResultSize = 3, IncludeBookmark = include, SearchForward = forward };

        Assert.Equal(expected, Text(Paging.At(even, request, 11, Comparer<int>.Default)));
    }

    [Fact]
    public void should_say_where_the_page_is_and_how_many_there_are()
    {
        var page = Paging.At(Ten, new PageRequest { ResultSize = 4, BookmarkIndex = 9 });
        Assert.Equal((10, 7), (page.Total, page.FirstIndex));

        var nothing = Paging.At(Array.Empty<int>(), new PageRequest { BookmarkIndex = 5 });
        Assert.Equal((0, 0), (nothing.Total, nothing.FirstIndex));
        Assert.Empty(nothing.Items);
    }

    [Theory]
    [InlineData("1000", 1000)]
    [InlineData("Unlimited", 250_000)]
    [InlineData("250001", 250_000)]
    [InlineData("99999999999", 250_000)]
    public void should_read_a_result_size(string text, int expected)
    {
        Assert.True(PageRequest.TryParseResultSize(text, out var size, out _));
        Assert.Equal(expected, size);
        Assert.Equal(1000, new PageRequest().ResultSize);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    [InlineData("")]
    public void should_refuse_what_is_no_result_size(string text)
    {
        Assert.False(PageRequest.TryParseResultSize(text, out _, out var error));
        Assert.Equal("FT-5002", error.Entry.Code);
        Assert.StartsWith("ResultSize ", error.Detail, StringComparison.Ordinal);
    }

    private static string Text(Page<int> page) => string.Join(' ', page.Items);
}
