namespace ForeignTransport.Server.Bench;

/// <summary>The end of a run: everything has arrived, nothing is left, and nothing more comes.</summary>
internal static class Settling
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Waits until <paramref name="arrivals"/> messages have arrived, nothing waits in Pickup or Replay, and nothing more has come for
    /// <paramref name="quiet"/>; or until nothing has moved for <paramref name="stall"/>; or until the server has died. A time in which this process stood still does not count.
    /// </summary>
    /// <returns>False when the server died.</returns>
    public static async Task<bool> WaitAsync(
        IBenchServer server,
        BenchFolder folder,
        DeliveryLedger ledger,
        int arrivals,
        TimeSpan quiet,
        TimeSpan stall,
        CancellationToken cancellationToken)
    {
        var idleTime = new IdleTime(() => ledger.LastRecordAt, TimeProvider.System);
        while (!server.HasExited)
        {
            var idle = idleTime.Look();
            var done = ledger.Arrived >= arrivals && idle > quiet && folder.IsSubmissionEmpty();
            if (done || idle > stall)
            {
                return true;
            }

            await Task.Delay(Glance, cancellationToken);
        }

        return false;
    }
}
