using ForeignTransport.Core.BackPressure;
using ForeignTransport.Transport.BackPressure;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Storage.Sqlite;
using ForeignTransport.Transport.Tests.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.BackPressure;

/// <summary>Measures this machine.</summary>
public sealed class ResourceMeterSpecs : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void should_measure_everything_when_the_database_is_on_this_machine()
    {
        var sample = Meter(new SqliteSpace(_data.Path)).Measure();

        Assert.Empty(sample.Failures);
        Assert.Equal(
            ["UsedDiskSpace", "DatabaseUsedSpace", "PrivateBytes", "SystemMemory", "QueueLength[SubmissionQueue]", "DatabaseLag"],
            sample.Measurements.Select(measured => measured.Resource.Name));
        Assert.All(sample.Measurements.Take(4), measured => Assert.InRange(measured.Value, 0, 100));
        Assert.Equal(17, sample.Measurements[4].Value);
        Assert.True(sample.Measurements[3].Value > 0);
        Assert.All(sample.Measurements, measured => Assert.True(measured.Thresholds.IsOrdered));
    }

    [Fact]
    public void should_leave_the_drive_of_the_database_out_when_it_is_elsewhere() =>
        Assert.DoesNotContain(Meter(null).Measure().Measurements, measured => measured.Resource == PressureResource.DatabaseUsedSpace);

    [Fact]
    public void should_measure_the_rest_when_a_directory_is_gone()
    {
        var sample = Meter(new SqliteSpace(Path.Combine(_data.Path, "gone"))).Measure();

        Assert.Equal("DatabaseUsedSpace", Assert.Single(sample.Failures).Resource);
        Assert.Equal(5, sample.Measurements.Length);
    }

    [Fact]
    public void should_count_what_was_deleted_in_the_database_as_free()
    {
        var file = Path.Combine(_data.Path, "some.db");
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            connection.Execute("CREATE TABLE t (x BLOB); INSERT INTO t VALUES (zeroblob(1000000)); DELETE FROM t;");
        }

        Assert.InRange(new SqliteSpace(_data.Path, file, Path.Combine(_data.Path, "none.db")).FreeInside(), 900_000, 1_100_000);
    }

    [Fact]
    public void should_round_down_and_leave_out_what_is_free_inside_when_space_is_a_percentage()
    {
        Assert.Equal(98, new DriveSpace(9899, 101).PercentUsed());
        Assert.Equal(48, new DriveSpace(9899, 101).PercentUsed(freeInside: 5000));
        Assert.Equal(0, new DriveSpace(0, 0).PercentUsed());
    }

    private ResourceMeter Meter(IDatabaseSpace? space)
    {
        Assert.True(NodeConfigurationLoader.TryLoad(
            new NodeConfigurationSources(_data.Path, "hub01.contoso.com"), out var node, out var errors, out _), string.Join('\n', errors));
        return new ResourceMeter(
            node.BackPressure, _data.Path, space, () => 17, new WriteWatch(_time), new DatabaseProbe(_ => Task.FromResult<Core.Errors.TransportError?>(null), _time));
    }
}
