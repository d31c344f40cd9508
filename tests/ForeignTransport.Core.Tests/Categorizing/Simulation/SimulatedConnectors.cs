using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>What a connector does with a command.</summary>
internal enum ConnectorFault
{
    None,

    /// <summary>It cannot be asked.</summary>
    Unavailable,

    /// <summary>It can do nothing now.</summary>
    Deferred,

    /// <summary>Some files are done; of the others some can never be, and some cannot now.</summary>
    Partial,

    /// <summary>Everything is done, but it is not known to be durable.</summary>
    FlushFailed,

    /// <summary>Everything is done, and nobody hears of it.</summary>
    AnswerLost,

    /// <summary>Nothing is done, and nobody hears of it.</summary>
    CommandLost,

    /// <summary>Writing some files fails in a way that nobody foresaw.</summary>
    Faulted
}

/// <summary>
/// The connectors of a server: commands in the order in which they came, and the answers that are on their way back. Both outlive a
/// partition that is started anew, as mailboxes do.
/// </summary>
internal sealed class SimulatedConnectors(string server, SimulatedDropDirectory directory)
{
    public const string Directory = "/drop";

    private readonly Queue<Command> _commands = new();
    private readonly Queue<Answer> _answers = new();
    private Command? _lastPublication;

    public int Commands => _commands.Count;

    public int Answers => _answers.Count;

    public void Stage(DeliveryAttempt attempt, Func<StagedDrop, bool> isFlagged) => _commands.Enqueue(
        new Command(attempt.Number, [.. attempt.Drops], directory.MarkerOf(server), FirstTry: null) { Flagged = [.. attempt.Drops.Where(isFlagged)] });

    public void Publish(DeliveryAttempt attempt, bool firstTry, Func<StagedDrop, bool> isToWithdraw) => _commands.Enqueue(_lastPublication =
        new Command(attempt.Number, [.. attempt.Drops], attempt.Marker, firstTry) { Withdrawn = [.. attempt.Drops.Where(isToWithdraw)] });

    /// <summary>
    /// The last publication that was asked for is asked for again, by a partition that does not know yet that it has moved: it hears answers, and
    /// the partition that is there now does not.
    /// </summary>
    public void RepeatPublication(bool firstTry)
    {
        if (_lastPublication is { } last)
        {
            _commands.Enqueue(last with { Attempt = -1, FirstTry = firstTry });
        }
    }

    /// <summary>The server stops: nobody hears of anything that was not answered.</summary>
    public void Stop()
    {
        _commands.Clear();
        _answers.Clear();
    }

    /// <summary>The attempt and the files of the next command when it is a first publication; else null.</summary>
    public (long Attempt, ImmutableArray<StagedDrop> Drops)? NextFirstPublication =>
        _commands.TryPeek(out var command) && command.FirstTry == true ? (command.Attempt, command.Drops) : null;

    public bool TryTakeAnswer(out Answer answer) => _answers.TryDequeue(out answer!);

    /// <summary>Executes the oldest command; false when there is none.</summary>
    public bool Execute(ConnectorFault fault = ConnectorFault.None, int choice = 0)
    {
        if (!_commands.TryDequeue(out var command))
        {
            return false;
        }

        if (fault == ConnectorFault.CommandLost)
        {
            return true;
        }

        Answer answer = fault == ConnectorFault.Unavailable
            ? new Answer.Unavailable(command.Attempt, ErrorCatalogue.NoSourceServerReachable.With(server))
            : command.FirstTry is { } firstTry
                ? new Answer.Published(command.Attempt, Publish(command, firstTry, fault, choice))
                : new Answer.Staged(command.Attempt, Stage(command, fault, choice));
        if (fault != ConnectorFault.AnswerLost)
        {
            _answers.Enqueue(answer);
        }

        return true;
    }

    private static bool Bit(int choice, int index) => (choice >> (index % 30) & 1) == 1;

    private StagingResult Stage(Command command, ConnectorFault fault, int choice)
    {
        var staged = ImmutableArray.CreateBuilder<DropKey>();
        var failed = ImmutableArray.CreateBuilder<FailedDrop>();
        var faulted = ImmutableArray.CreateBuilder<FaultedDrop>();
        TransportError? deferred = null;
        for (var i = 0; i < command.Drops.Length; i++)
        {
            var drop = command.Drops[i];
            if (fault == ConnectorFault.Faulted && Bit(choice, i))
            {
                faulted.Add(new FaultedDrop(KeyOf(drop), "", "writing"));
            }
            else if (fault == ConnectorFault.Deferred || (fault == ConnectorFault.Partial && Bit(choice, 2 * i)))
            {
                deferred = ErrorCatalogue.DropDirectoryQuotaExceeded.With(Directory);
            }
            else if (fault == ConnectorFault.Partial && Bit(choice, (2 * i) + 1))
            {
                failed.Add(new FailedDrop(KeyOf(drop), "550 5.3.0 QUEUE.ContentLost; lost"));
            }
            else
            {
                directory.Stage(drop, command.Flagged.Contains(drop));
                staged.Add(KeyOf(drop));
            }
        }

        return fault == ConnectorFault.FlushFailed
            ? new StagingResult(Directory, command.Marker, [], failed.ToImmutable(), ErrorCatalogue.DropDirectoryDiskFull.With(Directory))
            : new StagingResult(Directory, command.Marker, staged.ToImmutable(), failed.ToImmutable(), deferred) { Faulted = faulted.ToImmutable() };
    }

    private PublishingResult Publish(Command command, bool firstTry, ConnectorFault fault, int choice)
    {
        if (!directory.Holds(command.Marker) && fault is not (ConnectorFault.Deferred or ConnectorFault.FlushFailed))
        {
            return new PublishingResult([], [], null, IsElsewhere: true);
        }

        var published = ImmutableArray.CreateBuilder<DropKey>();
        var missing = ImmutableArray.CreateBuilder<DropKey>();
        var withdrawn = ImmutableArray.CreateBuilder<DropKey>();
        TransportError? deferred = null;
        for (var i = 0; i < command.Drops.Length; i++)
        {
            var drop = command.Drops[i];
            if (fault == ConnectorFault.Deferred || (fault == ConnectorFault.Partial && Bit(choice, i)))
            {
                deferred = ErrorCatalogue.DropDirectoryNotWritable.With(Directory);
            }
            else if ((command.Withdrawn.Contains(drop) && directory.Withdraw(drop)) || directory.IsWithdrawn(drop))
            {
                withdrawn.Add(KeyOf(drop));
            }
            else if (directory.Rename(drop) || !firstTry)
            {
                published.Add(KeyOf(drop));
            }
            else
            {
                missing.Add(KeyOf(drop));
            }
        }

        return fault == ConnectorFault.FlushFailed
            ? new PublishingResult([], [], ErrorCatalogue.DropDirectoryNotWritable.With(Directory))
            : new PublishingResult(published.ToImmutable(), missing.ToImmutable(), deferred) { Withdrawn = withdrawn.ToImmutable() };
    }

    private static DropKey KeyOf(StagedDrop drop) => new(drop.Message, drop.Ordinal);

    /// <summary>What a connector says.</summary>
    internal abstract record Answer(long Attempt)
    {
        public sealed record Staged(long Attempt, StagingResult Result) : Answer(Attempt);

        public sealed record Published(long Attempt, PublishingResult Result) : Answer(Attempt);

        public sealed record Unavailable(long Attempt, TransportError Error) : Answer(Attempt);
    }

    private sealed record Command(long Attempt, ImmutableArray<StagedDrop> Drops, string Marker, bool? FirstTry)
    {
        public ImmutableArray<StagedDrop> Flagged { get; init; } = [];

        public ImmutableArray<StagedDrop> Withdrawn { get; init; } = [];
    }
}
