using FsCheck;
using FsCheck.Fluent;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>What can happen to a partition and the source servers that deliver for it.</summary>
public enum SharingStep
{
    Submit,
    WriteJournal,

    /// <summary>A server executes a command, whatever the others think of that server, and however late it is.</summary>
    Execute,
    ExecuteWithFault,
    Answer,
    FinishDsn,
    AdvanceSeconds,
    AdvanceHours,

    /// <summary>The gateway takes a file.</summary>
    Consume,
    SweepStrays,
    Snapshot,

    /// <summary>The partition hears how the servers stand.</summary>
    LookAtServers,

    /// <summary>A server stops at this instant; with it the partition, if it is there.</summary>
    CrashServer,

    /// <summary>Nobody hears of a server any more; it lives.</summary>
    LoseServer,

    /// <summary>A server that nobody hears of is removed from the cluster. It may live.</summary>
    RemoveServer,
    LeaveServer,
    ReturnServer,

    /// <summary>The server of the partition is paused: the partition moves, and what that server was asked for is done when it wakes up.</summary>
    PauseLocalServer,

    /// <summary>The partition alone stops and starts again, here or on another server.</summary>
    MovePartition,

    /// <summary>An earlier incarnation of the partition, not yet aware of its end, asks once more for a publication.</summary>
    RepeatPublication
}

/// <summary>A sequence of things that happen, each with a number from which its particulars follow.</summary>
public sealed record SharingRun(IReadOnlyList<(SharingStep Step, int Choice)> Steps)
{
    private static readonly (int Weight, SharingStep Step)[] Weights =
    [
        (8, SharingStep.Submit), (20, SharingStep.WriteJournal), (20, SharingStep.Execute), (6, SharingStep.ExecuteWithFault),
        (20, SharingStep.Answer), (2, SharingStep.FinishDsn), (6, SharingStep.AdvanceSeconds), (1, SharingStep.AdvanceHours),
        (4, SharingStep.Consume), (2, SharingStep.SweepStrays), (1, SharingStep.Snapshot), (8, SharingStep.LookAtServers), (2, SharingStep.CrashServer),
        (4, SharingStep.LoseServer), (3, SharingStep.RemoveServer), (1, SharingStep.LeaveServer), (5, SharingStep.ReturnServer),
        (2, SharingStep.PauseLocalServer), (3, SharingStep.MovePartition), (2, SharingStep.RepeatPublication)
    ];

    public static Arbitrary<SharingRun> Runs()
    {
        var step = from kind in Gen.Frequency(Weights.Select(weighted => (weighted.Weight, Gen.Constant(weighted.Step))))
                   from choice in Gen.Choose(0, int.MaxValue - 1)
                   select (kind, choice);
        var runs = from length in Gen.Choose(10, 120)
                   from steps in Gen.ArrayOf(step, length)
                   select new SharingRun(steps);
        return Arb.From(runs, run => run.Smaller());
    }

    /// <inheritdoc />
    public override string ToString() => string.Join("; ", Steps.Select(step => $"{step.Step} {step.Choice}"));

    /// <summary>Does it all, then lets every server come back, and checks everything on the way.</summary>
    internal void Play(PartitionDriver driver)
    {
        driver.Reconfigure(SimulatedRouting.Of(SimulatedRouting.To(SimulatedRouting.Plain), SimulatedRouting.To(SimulatedRouting.Single)));
        driver.LookAtServers();
        var messages = 0;
        foreach (var (step, choice) in Steps)
        {
            if (Do(driver, step, choice, ref messages))
            {
                PartitionInvariants.Check(driver);
            }
        }

        foreach (var server in driver.Servers.All)
        {
            server.Return();
        }

        driver.LookAtServers();
        driver.Settle();
        PartitionInvariants.CheckSettled(driver);
    }

    /// <returns>False when nothing happened: most servers have nothing to do most of the time.</returns>
    private static bool Do(PartitionDriver driver, SharingStep step, int choice, ref int messages)
    {
        var servers = driver.Servers.All;
        var server = servers[choice % servers.Count];
        choice /= servers.Count;
        var others = servers.Where(other => other.Name != driver.Local).ToList();
        var another = others[choice % others.Count];
        switch (step)
        {
            case SharingStep.Submit:
                driver.Submit([.. Enumerable.Range(messages + 1, 1 + (choice % 3)).Select(number => Message(number, driver.Now))]);
                messages += 1 + (choice % 3);
                break;
            case SharingStep.WriteJournal:
                return driver.WriteJournal();
            case SharingStep.Execute:
                return server.Connectors.Execute();
            case SharingStep.ExecuteWithFault:
                return server.Connectors.Execute((ConnectorFault)(1 + (choice % 6)), choice / 6);
            case SharingStep.Answer:
                return driver.Answer(server);
            case SharingStep.FinishDsn:
                return driver.FinishDsn();
            case SharingStep.AdvanceSeconds:
                driver.Advance(TimeSpan.FromSeconds(choice % 400));
                break;
            case SharingStep.AdvanceHours:
                driver.Advance(TimeSpan.FromHours(choice % 20));
                break;
            case SharingStep.Consume:
                server.Directory.Consume(choice);
                break;
            case SharingStep.SweepStrays:
                driver.SweepStrays();
                break;
            case SharingStep.Snapshot:
                driver.TakeSnapshot();
                break;
            case SharingStep.LookAtServers:
                driver.LookAtServers();
                break;
            case SharingStep.CrashServer:
                server.Connectors.Stop();
                server.Standing = ServerStanding.Gone;
                LeaveFor(driver, server, another, choice);
                break;
            case SharingStep.LoseServer when another.Standing != ServerStanding.Gone:
                another.Standing = ServerStanding.Unreachable;
                break;
            case SharingStep.RemoveServer when another.Standing == ServerStanding.Unreachable:
                another.Standing = ServerStanding.Gone;
                break;
            case SharingStep.LeaveServer when server.Standing == ServerStanding.Up:
                server.Standing = ServerStanding.Leaving;
                break;
            case SharingStep.ReturnServer:
                server.Return();
                break;
            case SharingStep.PauseLocalServer:
                var local = driver.Servers.Find(driver.Local);
                local.Standing = ServerStanding.Gone;
                LeaveFor(driver, local, another, choice);
                break;
            case SharingStep.MovePartition:
                if (server.Standing is ServerStanding.Up or ServerStanding.Leaving)
                {
                    driver.Move(server.Name, choice % 3);
                }

                break;
            case SharingStep.RepeatPublication:
                server.Connectors.RepeatPublication(firstTry: choice % 2 == 0);
                break;
            default:
                // Something that cannot happen to this server now.
                return false;
        }

        return true;
    }

    private static void LeaveFor(PartitionDriver driver, SimulatedServer server, SimulatedServer another, int choice)
    {
        if (server.Name == driver.Local)
        {
            another.Return();
            driver.Move(another.Name, choice % 3);
        }
    }

    private static QueuedMessage Message(int number, DateTimeOffset now) =>
        QueuedMessages.With(number, QueuedMessages.Sender, [.. Enumerable.Range(0, 1 + (number % 3)).Select(recipient => new EnvelopeRecipient($"r{recipient}@contoso.com"))])
            with { ReceivedAt = now, ExpiresAt = now.AddDays(2) };

    private IEnumerable<SharingRun> Smaller()
    {
        for (var part = Steps.Count / 2; part > 0; part /= 2)
        {
            for (var start = 0; start < Steps.Count; start += part)
            {
                yield return new SharingRun([.. Steps.Take(start), .. Steps.Skip(start + part)]);
            }
        }
    }
}
