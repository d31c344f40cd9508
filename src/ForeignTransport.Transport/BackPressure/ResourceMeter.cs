using System.Collections.Immutable;
using ForeignTransport.Core.BackPressure;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.BackPressure;

/// <summary>Measures the resources of this server.</summary>
/// <param name="options">Their thresholds.</param>
/// <param name="dataDirectory">Where Pickup, Replay and relative Drop directories are.</param>
/// <param name="database">Where the database writes; null when that is another machine's business.</param>
/// <param name="submissionQueue">How many messages are not in a delivery queue yet.</param>
/// <param name="writes">How long writes take.</param>
/// <param name="probe">Whether the database answers.</param>
internal sealed class ResourceMeter(
    BackPressureOptions options, string dataDirectory, IDatabaseSpace? database, Func<long> submissionQueue, WriteWatch writes, DatabaseProbe probe)
{
    /// <summary>One round; not for several threads at once.</summary>
    public Sample Measure()
    {
        var measurements = ImmutableArray.CreateBuilder<Measurement>();
        var failures = ImmutableArray.CreateBuilder<(string, string)>();
        Try(PressureResource.UsedDiskSpace, DataDirectory);
        if (database is not null)
        {
            Try(PressureResource.DatabaseUsedSpace, () => Database(database));
        }

        Try(PressureResource.PrivateBytes, () =>
        {
            var available = MachineMemory.Available;
            return Of(PressureResource.PrivateBytes, "", 100 * MachineMemory.Private() / available, options.PrivateBytes.Most is null ? options.PrivateBytes : options.PrivateBytes.For(available >> 20));
        });
        Try(PressureResource.SystemMemory, () => Of(PressureResource.SystemMemory, "", MachineMemory.PercentInUse(), options.SystemMemory));
        Try(PressureResource.SubmissionQueue, () => Of(PressureResource.SubmissionQueue, "", submissionQueue(), options.SubmissionQueue));
        Try(PressureResource.DatabaseLag, () =>
        {
            var (lag, silence) = (writes.TakeLag(), probe.Silence());
            return Of(PressureResource.DatabaseLag, "", (long)(lag > silence ? lag : silence).TotalMilliseconds, options.DatabaseLag);
        });
        return new Sample(measurements.ToImmutable(), failures.ToImmutable());

        void Try(PressureResource resource, Func<Measurement> measure)
        {
            try
            {
                measurements.Add(measure());
            }
            catch (Exception cause)
            {
                // Whatever it is: the others are measured, and this is reported.
                failures.Add((resource.Name, cause.Message));
            }
        }
    }

    private Measurement DataDirectory()
    {
        var space = DriveSpace.Of(dataDirectory);
        return Of(PressureResource.UsedDiskSpace, dataDirectory, space.PercentUsed(), ForDrive(options.UsedDiskSpace, space));
    }

    private Measurement Database(IDatabaseSpace database)
    {
        var space = DriveSpace.Of(database.Directory);
        var thresholds = ForDrive(options.DatabaseUsedSpace, space);
        var used = space.PercentUsed();

        // Looked for only where it can matter: it means opening the files.
        return Of(
            PressureResource.DatabaseUsedSpace, database.Directory, used > thresholds.MediumToLow ? space.PercentUsed(database.FreeInside()) : used, thresholds);
    }

    private static PressureThresholds ForDrive(PressureThresholds thresholds, DriveSpace space) =>
        thresholds.KeepsFree is null ? thresholds : thresholds.For(space.Megabytes);

    private static Measurement Of(PressureResource resource, string place, long value, PressureThresholds thresholds) =>
        new(resource, place, value, thresholds);
}
