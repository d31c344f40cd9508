using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

public class DropFileNameSpecs
{
    private static readonly DateTimeOffset Time = new(2024, 3, 31, 18, 36, 42, 117, TimeSpan.FromHours(2));
    private static readonly MessageId Id = MessageId.Create(Time, 3, 42);

    [Theory]
    [InlineData("Hub01", "hub01")]
    [InlineData("hub-01", "hub-01")]
    [InlineData("Höb 1.contoso.com/..", "h-b-1-contoso-com---")]
    public void should_write_and_read_the_name_when_the_server_has_any_name(string server, string expected)
    {
        var name = DropFileName.Create(Time.AddTicks(77), server, Id, 12);

        Assert.Equal($"20240331163642117-{expected}-{Id}-12.eml", name.ToString());
        Assert.True(DropFileName.TryParse(name.ToString(), out var read));
        Assert.Equal(name, read);
    }

    [Theory]
    [InlineData("order.eml")]
    [InlineData(".eml")]
    [InlineData("20240331163642117-hub01-0123456789abcdef0123456789abcdef-1.tmp")]
    [InlineData("20240331163642117-hub01-0123456789abcdef0123456789abcdef-.eml")]
    [InlineData("20240331163642117-hub01-0123456789abcdef0123456789abcdef-01.eml")]
    [InlineData("20240331163642117-hub01-0123456789ABCDEF0123456789abcdef-1.eml")]
    [InlineData("20240331163642117-hub01-0123456789abcdef0123456789abcde-1.eml")]
    [InlineData("20241331163642117-hub01-0123456789abcdef0123456789abcdef-1.eml")]
    [InlineData("20240331163642117--0123456789abcdef0123456789abcdef-1.eml")]
    [InlineData("20240331163642117-0123456789abcdef0123456789abcdef-1.eml")]
    public void should_refuse_the_name_when_it_is_not_ours(string text) => Assert.False(DropFileName.TryParse(text, out _));

    [Fact]
    public void should_sort_by_time_when_compared_as_text() =>
        Assert.True(string.CompareOrdinal(
            DropFileName.Create(Time, "z", Id, 9).ToString(),
            DropFileName.Create(Time.AddMilliseconds(1), "a", Id, 1).ToString()) < 0);
}
