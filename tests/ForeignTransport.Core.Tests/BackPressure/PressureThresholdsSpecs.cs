using FsCheck.Xunit;
using ForeignTransport.Core.BackPressure;
using Xunit;

namespace ForeignTransport.Core.Tests.BackPressure;

public class PressureThresholdsSpecs
{
    private const long Gigabyte = 1024;

    [Theory]
    [InlineData(1024 * Gigabyte, 500, 99)]
    [InlineData(25 * Gigabyte, 500, 98)]
    [InlineData(24 * Gigabyte, 500, 97)]
    [InlineData(10 * Gigabyte, 500, 95)]
    [InlineData(57 * Gigabyte, 1152, 98)]
    [InlineData(56 * Gigabyte, 1152, 97)]
    [InlineData(20 * Gigabyte, 1152, 94)]
    public void should_be_the_documented_percentage_when_so_much_is_to_stay_free(long megabytes, long free, long high) =>
        Assert.Equal(high, PressureThresholds.HighOf(megabytes, free));

    [Fact]
    public void should_take_the_thresholds_as_they_are_when_the_drive_is_large() =>
        Assert.Equal(new PressureThresholds(89, 99, 90, 80), PressureResource.UsedDiskSpace.Defaults.For(1024 * Gigabyte));

    [Fact]
    public void should_bring_the_others_down_when_the_drive_is_small() =>
        Assert.Equal(new PressureThresholds(51, 52, 51, 50), PressureResource.UsedDiskSpace.Defaults.For(Gigabyte + 26));

    [Theory]
    [InlineData(1024 * Gigabyte, 75)]
    [InlineData(2048 * Gigabyte, 50)]
    public void should_stop_a_process_at_a_terabyte_when_that_is_less_than_three_quarters(long megabytes, long high) =>
        Assert.Equal(high, PressureResource.PrivateBytes.Defaults.For(megabytes).MediumToHigh);

    [Fact]
    public void should_be_high_from_the_start_when_the_drive_is_smaller_than_what_is_to_stay_free() =>
        Assert.Equal(
            PressureLevel.High,
            ResourceState.Initial.Next(2, PressureResource.DatabaseUsedSpace.Defaults.For(400), DateTimeOffset.UnixEpoch).Level);

    [Property(MaxTest = 2000, Replay = "(20261128,31)")]
    public void should_be_in_order_when_the_drive_has_any_size(uint megabytes) =>
        Assert.All(
            [PressureResource.UsedDiskSpace, PressureResource.DatabaseUsedSpace, PressureResource.PrivateBytes],
            resource => Assert.True(resource.Defaults.For(megabytes).IsOrdered, resource.Defaults.For(megabytes).ToString()));
}
