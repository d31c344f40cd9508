using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.BackPressure;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage;
using static ForeignTransport.Transport.Submission.SubmissionSteps;

namespace ForeignTransport.Transport.Submission;

/// <summary>
/// Looks after the Pickup or the Replay directory of this server.
/// </summary>
/// <remarks>
/// <para>In: change notices of the directory, a poll timer, <see cref="OrganizationChanged"/>, <see cref="BackPressureChanged"/>, answers of partitions. Out:
/// <see cref="CategorizerCommands.Submit"/> to partitions.</para>
/// <para>Phases: Disabled (no path), Active, Draining (the server is being stopped: what is claimed is seen through, nothing more is taken). While the directory or the store is unavailable it stays Active, takes nothing and tries at
/// each poll; one log line at each change. After a change of path the old directory is kept until what is claimed there is through. While the server is suspended it is Active too,
    /// and takes nothing new; likewise while a resource is scarce.</para>
/// <para>Way of a file: listed ▶ claimed and stored (<see cref="Intake"/>) ▶ submitted ▶ journaled (the partition's answer) ▶ claim deleted ▶
/// partition told that it may forget the id.</para>
/// <para>After a crash: claims are found by their names. Those the partition knows are deleted; the others are taken in under their id.</para>
/// <para>Memory is bounded by what <see cref="WaitingFiles"/> holds of a directory and by the limit of <see cref="SubmittedBatches"/>.</para>
/// </remarks>
internal sealed class SubmissionDirectoryActor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan UnfinishedInterval = TimeSpan.FromSeconds(1);

    private readonly SubmissionKind _kind;
    private readonly SubmissionServices _services;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly ComplaintLog _complaints;
    private readonly SubmittedBatches _batches;
    private readonly IntakesUnderWay _intakes;
    private readonly EarlierClaims _claims;
    private readonly SubmissionDirectories _directories;
    private readonly List<IActorRef> _waiters = [];
    private readonly List<IActorRef> _drainedFor = [];
    private bool _configured;
    private bool _draining;

    public SubmissionDirectoryActor(SubmissionKind kind, SubmissionServices services)
    {
        _kind = kind;
        _services = services;
        _complaints = new ComplaintLog(kind.Name, _log);
        _batches = new SubmittedBatches(services.Partitions.Count, services.Categorizer, services.Time, Self);
        _intakes = new IntakesUnderWay(kind, services, _batches, _complaints, _log, Self);
        _claims = new EarlierClaims(kind, services, _batches, _log, Self);
        _directories = new SubmissionDirectories(kind, services, _complaints, _log, Self);
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Answered with <see cref="Opened"/> once the directory is looked after, or known to be disabled or unusable.</summary>
    public sealed class WaitUntilOpen : INoSerializationVerificationNeeded
    {
        public static readonly WaitUntilOpen Instance = new();
    }

    /// <summary>Take no more files. Answered with <see cref="Drained"/> once nothing that was claimed is under way.</summary>
    public sealed class Drain : INoSerializationVerificationNeeded
    {
        public static readonly Drain Instance = new();
    }

    /// <summary>Nothing is under way.</summary>
    public sealed class Drained : INoSerializationVerificationNeeded
    {
        public static readonly Drained Instance = new();
    }

    /// <summary>The directory; null when it is not looked after.</summary>
    public sealed record Opened(string? Path) : INoSerializationVerificationNeeded;

    public static Props Props(SubmissionKind kind, SubmissionServices services) =>
        Akka.Actor.Props.Create(() => new SubmissionDirectoryActor(kind, services));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(OrganizationChanged));
        Context.System.EventStream.Subscribe(Self, typeof(BackPressureChanged));
        _directories.SetScarcity(_services.Pressure.Refusal);
        Timers.StartPeriodicTimer("poll", Tick.Poll, _services.Node.Pickup.PollInterval);
        Timers.StartPeriodicTimer("resend", Tick.Resend, SubmittedBatches.ResendInterval);
        Configure();
        Advance();
        NoteWork();
    }

    protected override void PostStop() => _directories.Close();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Changed changed:
                changed.Directory.LookAgain();
                break;
            case Tick tick:
                OnTick(tick);
                break;
            case Listed listed:
                OnListed(listed);
                break;
            case ClaimsFound found:
                OnClaimsFound(found);
                break;
            case Answered answered:
                OnAnswered(answered);
                break;
            case Taken taken:
                OnTaken(taken);
                break;
            case CategorizerReplies.Submitted submitted:
                _batches.Answer(submitted);
                break;
            case Deleted deleted:
                OnDeleted(deleted);
                break;
            case OrganizationChanged:
                Configure();
                break;
            case BackPressureChanged changed:
                _directories.SetScarcity(BackPressureView.RefusalOf(changed.State));
                break;
            case Drain:
                _draining = true;
                _drainedFor.Add(Sender);
                break;
            case WaitUntilOpen:
                _waiters.Add(Sender);
                TellWaiters();
                break;
            default:
                Unhandled(message);
                return;
        }

        Advance();
        NoteWork();
    }

    /// <summary>Claims are counted only when nothing new comes: before that there may be as many files as a listing brings.</summary>
    private void NoteWork()
    {
        var isClosed = _draining || _directories.Current is not { TakesFiles: true };
        _services.Work.Note(_kind.Name, new IntakeWork(isClosed, _batches.UnderWay + (isClosed ? _directories.OpenClaims : 0)));
    }

    private void OnTick(Tick tick)
    {
        if (tick == Tick.Poll)
        {
            _directories.OpenClosed();
        }
        else if (tick == Tick.Resend)
        {
            _batches.Resend();
        }

        foreach (var directory in _directories.All)
        {
            switch (tick)
            {
                case Tick.Poll:
                    directory.Waiting.Poll();
                    directory.LookAgain();
                    break;
                case Tick.Unfinished:
                    directory.Waiting.LookAtUnfinished();
                    directory.LookAgain();
                    break;
                case Tick.Resend:
                    _claims.Ask(directory);
                    break;
            }
        }
    }

    // --- the directory ---

    private void Configure()
    {
        if (_services.Organization.Current is not { } organization)
        {
            return;
        }

        _configured = true;
        _directories.SetSuspended(organization.IsDraining(_services.Node.ServerName));
        Timers.Cancel("rate");
        _intakes.SetRate(organization.Server(_services.Node.ServerName).PickupDirectoryMaxMessagesPerMinute);
        if (_services.Paths.TryResolve(_kind, organization, out var path, out var error))
        {
            _complaints.Recover(_kind.Name);
        }
        else
        {
            _complaints.Complain(_kind.Name, error);
        }

        _directories.ChangePath(path);
        _services.Paths.TryResolve(_kind == SubmissionKind.Pickup ? SubmissionKind.Replay : SubmissionKind.Pickup, organization, out var other, out _);
        _directories.LeaveTo(other);
        TellWaiters();
    }

    private void TellWaiters()
    {
        if (_configured)
        {
            _waiters.ForEach(waiter => waiter.Tell(new Opened(_directories.Current is { IsOpen: true } directory ? directory.Path : null)));
            _waiters.Clear();
        }
    }

    // --- listing and taking in ---

    /// <summary>Starts whatever can be started.</summary>
    private void Advance()
    {
        if (_draining)
        {
            if (_intakes.IsEmpty && _batches.IsEmpty)
            {
                _drainedFor.ForEach(asker => asker.Tell(Drained.Instance));
                _drainedFor.Clear();
            }

            return;
        }

        foreach (var directory in _directories.All)
        {
            if (_intakes.IsEmpty && directory.TryBeginSearch())
            {
                _claims.Search(directory);
            }

            if (directory.MayTake && !_directories.AwaitsSearch && _intakes.Start(directory) is { } wait && !Timers.IsTimerActive("rate"))
            {
                Timers.StartSingleTimer("rate", Tick.Rate, wait);
            }

            if (directory.TryBeginListing())
            {
                var passedOver = directory.Waiting.PassedOver();
                Task.Run(() => new Listed(directory, DirectoryScan.Oldest(directory.Path, _services.ListingLimit, passedOver), null))
                    .PipeTo(Self, failure: cause => new Listed(directory, [], cause));
            }

            if (directory.Waiting.HasUnfinished && !Timers.IsTimerActive("unfinished"))
            {
                Timers.StartSingleTimer("unfinished", Tick.Unfinished, UnfinishedInterval);
            }
        }

        _directories.ForgetDone();
    }

    private void OnListed(Listed listed)
    {
        var directory = listed.Directory;
        directory.EndListing();
        if (!directory.TakesFiles || !directory.IsOpen)
        {
            return;
        }

        if (listed.Cause is { } cause)
        {
            _directories.Unavailable(directory, cause);
            return;
        }

        _complaints.Recover(directory.Path);
        if (directory.Waiting.Add(listed.Files))
        {
            directory.LookAgain();
        }
    }

    private void OnTaken(Taken taken)
    {
        if (_intakes.End(taken))
        {
            Array.ForEach(_directories.All, directory => directory.Waiting.RetryStalled());
        }
    }

    // --- claims ---

    private void OnDeleted(Deleted deleted)
    {
        _batches.End();
        if (deleted.Failure is { } failure)
        {
            _complaints.Complain("claims", ErrorCatalogue.ClaimNotDeleted.With(failure.Message));
        }

        if (!deleted.Gone.IsEmpty)
        {
            _services.Categorizer.Tell(new CategorizerCommands.ForgetClaims(deleted.Partition, deleted.Gone));
        }

        Array.ForEach(_directories.All, directory => _claims.Resolve(directory, deleted.Gone));
    }

    private void OnClaimsFound(ClaimsFound found)
    {
        var directory = found.Directory;
        directory.EndSearch(found.Cause);
        if (!directory.IsOpen)
        {
            return;
        }

        if (found.Cause is { } cause)
        {
            _directories.Unavailable(directory, cause);
            return;
        }

        _claims.Begin(directory, found.Claims, _directories.All);
        directory.LookAgain();
    }

    private void OnAnswered(Answered answered)
    {
        var known = EarlierClaims.Sort(answered);
        if (known.Count > 0)
        {
            _batches.Delete(
                answered.Answer!.Partition,
                [.. known.Select(claim => claim.ClaimedAs!.Value)],
                [.. known.Select(claim => Path.Combine(answered.Directory.Path, claim.Name))]);
        }
    }
}
