using ForeignTransport.Server.Api.Queues;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

public sealed class QueryZoneSpecs
{
    /// <summary>Where dates of a summer and of a winter lie shows that the rules of the zone are known, not only its name.</summary>
    [Theory]
    [InlineData("W. Europe Standard Time", 2, 1)]
    [InlineData("Europe/Berlin", 2, 1)]
    [InlineData("Pacific Standard Time", -7, -8)]
    [InlineData("+02:00", 2, 2)]
    [InlineData("Europe/Berlin,+05:00", 2, 1)]
    [InlineData("Moon/Tycho,W. Europe Standard Time,+01:00", 2, 1)]
    [InlineData("Moon/Tycho, +01:00", 1, 1)]
    public void should_know_a_zone_by_the_name_that_windows_or_others_give_it(string text, int summer, int winter)
    {
        Assert.True(QueryZone.TryParse(text, out var zone, out _));
        Assert.Equal((summer, winter), (zone.GetUtcOffset(new DateTime(2026, 7, 1)).Hours, zone.GetUtcOffset(new DateTime(2026, 12, 1)).Hours));
    }
}
