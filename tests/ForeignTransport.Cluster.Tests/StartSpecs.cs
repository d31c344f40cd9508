using System.Diagnostics;
using System.Globalization;
using ForeignTransport.Server.Bench;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

[Collection(nameof(Alone))]
public class StartSpecs(ITestOutputHelper output)
{
    /// <summary>
    /// The aim is 2 s on the development machine with a Release build; the limit allows for Debug code and a busy CI machine and still
    /// catches a start that has become a matter of timeouts.
    /// </summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task should_deliver_the_first_message_in_time_when_the_data_directory_is_empty()
    {
        // The first start fills the file cache; the best of the others is what the program itself needs.
        await FirstDeliveryAsync();
        var best = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var (ready, delivered) = await FirstDeliveryAsync();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"ready after {ready.TotalMilliseconds:F0} ms, first delivery after {delivered.TotalMilliseconds:F0} ms"));
            best = delivered < best ? delivered : best;
        }

        Assert.True(best < Limit, $"first delivery after {best} at best, limit {Limit}");
    }

    private static async Task<(TimeSpan Ready, TimeSpan Delivered)> FirstDeliveryAsync()
    {
        const int Size = 2_048;
        using var root = TemporaryDirectory.Below(Path.GetTempPath());
        var folder = new BenchFolder(root.Path);
        var ledger = new DeliveryLedger(new BenchMessages(1, Size), 1);
        var feeder = new MessageFeeder(new BenchMessages(1, Size), 1, folder.Outbox, folder.Pickup);
        feeder.Prepare();
        await using var consumer = new DropConsumer(folder.Drop, ledger);
        consumer.Start();

        await using var server = await ServerProcess.StartAsync(
            ServerExecutable.In(AppContext.BaseDirectory), folder, TimeSpan.FromSeconds(60), CancellationToken.None);
        var ready = Stopwatch.GetElapsedTime(server.StartedAt);
        feeder.Offer(0);
        await Settling.WaitAsync(
            server, folder, ledger, arrivals: 1, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60), CancellationToken.None);

        Assert.True(ledger.Arrived == 1, $"nothing was delivered; last output:\n{server.LastOutput}");
        Assert.Empty(ledger.Faults);
        return (ready, Stopwatch.GetElapsedTime(server.StartedAt, ledger.VisibleAt(0)));
    }
}
