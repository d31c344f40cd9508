using ForeignTransport.Core.Access;
using Xunit;

namespace ForeignTransport.Core.Tests.Access;

public class StoredTextSpecs
{
    [Theory]
    [InlineData("", "")]
    [InlineData("12345", "12345")]
    [InlineData("123456", "12345...")]
    [InlineData("1234\U0001F4E0", "1234...")]
    [InlineData("123\U0001F4E0", "123\U0001F4E0")]
    [InlineData("a\0b", "a b")]
    public void should_be_what_every_database_takes(string text, string stored) => Assert.Equal(stored, StoredText.Of(text, 5));

    [Fact]
    public void should_have_no_half_of_a_pair() => Assert.Equal("a\uFFFDb\uFFFD", StoredText.Of("a\uD83Db\uDCE0", 10));
}
