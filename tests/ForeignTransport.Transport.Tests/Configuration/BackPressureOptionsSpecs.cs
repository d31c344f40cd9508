using ForeignTransport.Core.BackPressure;
using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Transport.Tests.Configuration;

public class BackPressureOptionsSpecs
{
    [Fact]
    public void should_be_what_exchange_documents_when_nothing_is_configured()
    {
        var options = Load();

        Assert.Equal(PressureResource.UsedDiskSpace.Defaults, options.UsedDiskSpace);
        Assert.Equal(PressureResource.DatabaseUsedSpace.Defaults, options.DatabaseUsedSpace);
        Assert.Equal(PressureResource.PrivateBytes.Defaults, options.PrivateBytes);
        Assert.Equal(PressureResource.SystemMemory.Defaults, options.SystemMemory);
        Assert.Equal(PressureResource.SubmissionQueue.Defaults, options.SubmissionQueue);
        Assert.Equal(PressureResource.DatabaseLag.Defaults, options.DatabaseLag);
        Assert.Equal((true, TimeSpan.FromSeconds(2)), (options.Enabled, options.Interval));
    }

    [Fact]
    public void should_take_a_number_in_place_of_the_formula_when_it_is_given() =>
        Assert.Equal(new PressureThresholds(50, 70, 60, 40), Load(("FT_BACK_PRESSURE_USED_DISK_SPACE", "50, 70, 60, 40")).UsedDiskSpace);

    [Fact]
    public void should_keep_the_history_when_the_values_are_changed() =>
        Assert.Equal(300, Load(("FT_BACK_PRESSURE_SUBMISSION_QUEUE", "5,9,7,3")).SubmissionQueue.HistoryDepth);

    [Theory]
    [InlineData("FT_BACK_PRESSURE_USED_DISK_SPACE", "50, 70, 60")]
    [InlineData("FT_BACK_PRESSURE_USED_DISK_SPACE", "50, 70, 40, 30")]
    [InlineData("FT_BACK_PRESSURE_USED_DISK_SPACE", "50, 70, 60, 50")]
    [InlineData("FT_BACK_PRESSURE_USED_DISK_SPACE", "50, 60, 60, 40")]
    [InlineData("FT_BACK_PRESSURE_SYSTEM_MEMORY", "88, auto, 89, 84")]
    [InlineData("FT_BACK_PRESSURE_DATABASE_LAG", "1, 3, 2, -1")]
    public void should_refuse_thresholds_that_are_out_of_order_or_incomplete(string variable, string value)
    {
        Assert.False(NodeConfigurationLoader.TryLoad(Sources((variable, value)), out _, out var errors, out _));
        Assert.Contains("must be four whole numbers", Assert.Single(errors).Detail, StringComparison.Ordinal);
    }

    private static BackPressureOptions Load(params (string, string)[] variables)
    {
        Assert.True(NodeConfigurationLoader.TryLoad(Sources(variables), out var node, out var errors, out _), string.Join('\n', errors));
        return node.BackPressure;
    }

    private static NodeConfigurationSources Sources(params (string Name, string Value)[] variables) =>
        new(Path.GetTempPath(), "hub01")
        {
            Environment = System.Collections.Immutable.ImmutableDictionary.CreateRange(variables.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)))
        };
}
