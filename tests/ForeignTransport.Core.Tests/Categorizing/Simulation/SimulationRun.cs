using FsCheck;
using FsCheck.Fluent;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>What can happen to a partition.</summary>
public enum SimulationStep
{
    Submit,
    Repeat,
    ResolveClaim,
    WriteJournal,
    Execute,
    ExecuteWithFault,
    Answer,
    FinishDsn,
    FailDsn,
    Reconfigure,
    AdvanceSeconds,
    AdvanceHours,
    Consume,
    LoseFiles,
    Snapshot,
    Restart,
    Crash,
    SweepOrphans,
    SweepStrays,
    Suspend,
    Resume,
    Remove,
    RemoveWithNdr,
    SuspendQueues,
    RetryQueue,
    ResubmitQueue,
    FaultDrops,
    FaultDsn,

    /// <summary>The gateway says what became of a file.</summary>
    Confirm,
    TakeReceipts,
    LookAtReceipts,

    /// <summary>The directory changes what the partition was not told of before; only where a run has one.</summary>
    ChangeDirectory
}

/// <summary>A sequence of things that happen, each with a number from which its particulars follow.</summary>
public sealed record SimulationRun(IReadOnlyList<(SimulationStep Step, int Choice)> Steps)
{
    private static readonly (int Weight, SimulationStep Step)[] Weights =
    [
        (10, SimulationStep.Submit), (3, SimulationStep.Repeat), (5, SimulationStep.ResolveClaim), (22, SimulationStep.WriteJournal),
        (14, SimulationStep.Execute), (8, SimulationStep.ExecuteWithFault), (18, SimulationStep.Answer), (6, SimulationStep.FinishDsn),
        (2, SimulationStep.FailDsn), (4, SimulationStep.Reconfigure), (6, SimulationStep.AdvanceSeconds), (3, SimulationStep.AdvanceHours),
        (4, SimulationStep.Consume), (2, SimulationStep.LoseFiles), (2, SimulationStep.Snapshot), (2, SimulationStep.Restart), (3, SimulationStep.Crash),
        (2, SimulationStep.SweepOrphans), (2, SimulationStep.SweepStrays),
        (3, SimulationStep.Suspend), (3, SimulationStep.Resume), (1, SimulationStep.Remove), (1, SimulationStep.RemoveWithNdr),
        (3, SimulationStep.SuspendQueues), (1, SimulationStep.RetryQueue), (4, SimulationStep.ResubmitQueue), (4, SimulationStep.FaultDrops),
        (2, SimulationStep.FaultDsn), (6, SimulationStep.Confirm), (6, SimulationStep.TakeReceipts), (2, SimulationStep.LookAtReceipts),
        (2, SimulationStep.ChangeDirectory)
    ];

    private static readonly NextHopSolutionKey[] Queues =
    [
        SimulatedRouting.To(SimulatedRouting.Plain).Key, SimulatedRouting.To(SimulatedRouting.Reporting).Key,
        SimulatedRouting.To(SimulatedRouting.Single).Key, SimulatedRouting.To(SimulatedRouting.Confirming).Key, NextHopSolutionKey.Unreachable, NextHopSolutionKey.Submission
    ];

    public static Arbitrary<SimulationRun> Runs()
    {
        var step = from kind in Gen.Frequency(Weights.Select(weighted => (weighted.Weight, Gen.Constant(weighted.Step))))
                   from choice in Gen.Choose(0, int.MaxValue - 1)
                   select (kind, choice);
        var runs = from length in Gen.Choose(1, 150)
                   from steps in Gen.ArrayOf(step, length)
                   select new SimulationRun(steps);
        return Arb.From(runs, run => run.Smaller());
    }

    /// <summary>Does it all, then lets the faults end, and checks everything on the way.</summary>
    internal void Play(PartitionDriver driver)
    {
        var messages = 0;
        foreach (var (step, choice) in Steps)
        {
            Do(driver, step, choice, ref messages);
            PartitionInvariants.Check(driver);
        }

        driver.Settle();
        PartitionInvariants.CheckSettled(driver);
    }

    /// <inheritdoc />
    public override string ToString() => string.Join("; ", Steps.Select(step => $"{step.Step} {step.Choice}"));

    private static void Do(PartitionDriver driver, SimulationStep step, int choice, ref int messages)
    {
        switch (step)
        {
            case SimulationStep.Submit:
                driver.Submit([.. Enumerable.Range(messages + 1, 1 + (choice % 3)).Select(number => Message(number, choice / 3, driver.Now))]);
                messages += 1 + (choice % 3);
                break;
            case SimulationStep.Repeat:
                driver.Repeat(choice);
                break;
            case SimulationStep.ResolveClaim:
                driver.ResolveClaim(choice / 2, forgetIsLost: choice % 2 == 0);
                break;
            case SimulationStep.WriteJournal:
                driver.WriteJournal();
                break;
            case SimulationStep.Execute:
                driver.Execute();
                break;
            case SimulationStep.ExecuteWithFault:
                driver.Execute((ConnectorFault)(1 + (choice % 6)), choice / 6);
                break;
            case SimulationStep.Answer:
                driver.Answer();
                break;
            case SimulationStep.FinishDsn:
                driver.FinishDsn();
                break;
            case SimulationStep.FailDsn:
                driver.FinishDsn(fails: true);
                break;
            case SimulationStep.Reconfigure:
                driver.Reconfigure(SimulatedRouting.FromChoice(choice));
                break;
            case SimulationStep.AdvanceSeconds:
                driver.Advance(TimeSpan.FromSeconds(choice % 600));
                break;
            case SimulationStep.AdvanceHours:
                driver.Advance(TimeSpan.FromHours(choice % 12));
                break;
            case SimulationStep.Consume:
                driver.Drops.Consume(choice);
                break;
            case SimulationStep.LoseFiles:
                driver.LoseFiles(choice);
                break;
            case SimulationStep.Snapshot:
                driver.TakeSnapshot();
                break;
            case SimulationStep.Restart:
                driver.Restart(choice % 3);
                break;
            case SimulationStep.Crash:
                driver.Crash(choice % 3);
                break;
            case SimulationStep.SweepOrphans:
                driver.SweepOrphans();
                break;
            case SimulationStep.SweepStrays:
                driver.SweepStrays();
                break;
            case SimulationStep.Suspend:
                driver.Command(MessageCommand.Suspend, choice);
                break;
            case SimulationStep.Resume:
                driver.Command(MessageCommand.Resume, choice);
                break;
            case SimulationStep.Remove:
                driver.Command(MessageCommand.Remove, choice);
                break;
            case SimulationStep.RemoveWithNdr:
                driver.Command(MessageCommand.RemoveWithNdr, choice);
                break;
            case SimulationStep.SuspendQueues:
                driver.Settings = driver.Settings with { PriorityQueuing = (choice >> Queues.Length & 1) == 1 ? new PriorityQueuing { Enabled = true } : null };
                driver.SuspendQueues([.. Queues.Where((_, index) => (choice >> index & 1) == 1)]);
                break;
            case SimulationStep.RetryQueue:
                driver.RetryQueue(Queues[choice % Queues.Length], resubmit: false);
                break;
            case SimulationStep.ResubmitQueue:
                driver.RetryQueue(Queues[choice % Queues.Length], resubmit: true);
                break;
            case SimulationStep.FaultDrops:
                driver.Execute(ConnectorFault.Faulted, choice);
                break;
            case SimulationStep.Confirm:
                driver.Servers.Gateway.Confirm(choice);
                break;
            case SimulationStep.TakeReceipts:
                driver.TakeReceipts();
                break;
            case SimulationStep.LookAtReceipts:
                driver.LookAtReceipts();
                break;
            case SimulationStep.ChangeDirectory:
                driver.ChangeDirectory();
                break;
            case SimulationStep.FaultDsn:
                driver.FinishDsn(faults: true);
                break;
            default:
                throw new InvalidOperationException($"Unknown step {step}.");
        }
    }

    private static QueuedMessage Message(int number, int choice, DateTimeOffset now)
    {
        DsnNotify[] notify =
        [
            DsnNotify.Unspecified, DsnNotify.Never, DsnNotify.Success, DsnNotify.Failure, DsnNotify.Success | DsnNotify.Failure | DsnNotify.Delay
        ];
        var random = new Random(HashCode(number, choice));
        var recipients = Enumerable.Range(0, random.Next(0, 5))
            .Select(_ => new EnvelopeRecipient($"r{random.Next(5)}@contoso.com", notify[random.Next(notify.Length)]))
            .ToArray();
        var refused = Enumerable.Range(0, recipients.Length == 0 ? 1 : random.Next(0, 2))
            .Select(_ => QueuedMessages.Refused("?", notify[random.Next(notify.Length)]))
            .ToArray();
        return QueuedMessages.With(number, random.Next(5) == 0 ? "" : QueuedMessages.Sender, recipients, refused) with
        {
            Size = random.Next(1, 3_000), ReceivedAt = now, ExpiresAt = now.AddDays(2),
            Priority = random.Next(4) is var priority and > 0 ? (DeliveryPriority)priority : null
        };
    }

    // System.HashCode differs from run to run.
    private static int HashCode(int number, int choice) => unchecked((number * 31) ^ choice);

    private IEnumerable<SimulationRun> Smaller()
    {
        for (var part = Steps.Count / 2; part > 0; part /= 2)
        {
            for (var start = 0; start < Steps.Count; start += part)
            {
                yield return new SimulationRun([.. Steps.Take(start), .. Steps.Skip(start + part)]);
            }
        }
    }
}
