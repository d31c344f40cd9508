using ForeignTransport.Transport.Membership;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

public class IncarnationSpecs
{
    private static readonly Guid Id = Guid.Parse("0123456789abcdef0123456789abcdef");

    [Theory]
    [InlineData("Hub01", "Hub01-0123456789ab")]
    [InlineData("a234567890123456789012345678901234567890", "a234567890123456789012345678901234567890-0123456789ab")]
    [InlineData("a2345678901234567890123456789012345678901", "a234567890123456789012345678901234567890-0123456789ab")]
    public void should_fit_an_application_name_when_written(string serverName, string expected)
    {
        var text = new Incarnation(serverName, Id).ToString();

        Assert.Equal(expected, text);
        Assert.True(text.Length <= 63);
    }

    [Fact]
    public void should_be_another_when_the_server_starts_again() =>
        Assert.NotEqual(Incarnation.New("Hub01").ToString(), Incarnation.New("Hub01").ToString());
}
