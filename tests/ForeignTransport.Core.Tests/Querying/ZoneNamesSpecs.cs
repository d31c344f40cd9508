using ForeignTransport.Core.Querying;
using Xunit;

namespace ForeignTransport.Core.Tests.Querying;

public sealed class ZoneNamesSpecs
{
    [Theory]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("pacific standard time", "America/Los_Angeles")]
    [InlineData("UTC", "Etc/UTC")]
    [InlineData("Europe/Vienna", "W. Europe Standard Time")]
    [InlineData("Asia/Kolkata", "India Standard Time")]
    [InlineData("Asia/Calcutta", "India Standard Time")]
    [InlineData("Moon/Tycho", null)]
    public void should_know_the_other_name_of_a_zone(string name, string? other) => Assert.Equal(other, ZoneNames.Other(name));
}
