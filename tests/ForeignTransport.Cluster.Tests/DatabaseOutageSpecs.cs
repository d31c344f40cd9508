using System.Diagnostics;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>The database goes and comes back while messages flow: files stay where they are, and nobody has to do anything.</summary>
[Collection(nameof(Alone))]
public class DatabaseOutageSpecs(PostgreSqlFixture database, ITestOutputHelper output) : IClassFixture<PostgreSqlFixture>
{
    private static double Outage => HubDrill.IsLong ? 30 : 8;

    [UnixFact]
    public async Task should_pause_and_resume_by_itself_when_the_database_is_restarted_and_when_it_is_away_for_long()
    {
        await using var drill = await HubDrill.StartAsync(database, output);
        var processes = drill.Cluster.Hubs.Select(hub => hub.Process).ToList();
        foreach (var seconds in new[] { 0, Outage })
        {
            await database.Server.StopAsync(CancellationToken.None);
            if (seconds > 0)
            {
                // What was on its way when the database went may still come out, and is seen later on a busy machine; after that nothing is accepted, and files wait.
                await HubDrill.PassAsync(seconds / 2);
                var accepted = -1;
                for (var tries = 0; tries < 5 && accepted != drill.Cluster.Watch.Accepted; tries++)
                {
                    accepted = drill.Cluster.Watch.Accepted;
                    await HubDrill.PassAsync(seconds / 2);
                }

                Assert.Equal(accepted, drill.Cluster.Watch.Accepted);
                Assert.False(drill.Folder.IsSubmissionEmpty());
            }

            await database.Server.StartAsync(CancellationToken.None);
            var back = Stopwatch.GetTimestamp();
            await drill.DeliversAsync(drill.First);
            await drill.DeliversAsync(drill.Second);
            drill.Say($"{seconds} s without database: both deliver {Stopwatch.GetElapsedTime(back).TotalSeconds:F1} s after it was back");
        }

        Assert.All(processes, process => Assert.False(process.HasExited, drill.LastOutput));
        await drill.RequireVerdictAsync();
    }
}
