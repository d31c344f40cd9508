using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Submission;

/// <summary>
/// Looks after the Pickup or the Replay directory of this server.
/// </summary>
/// <remarks>
/// <para>In: change notices of the directory, a poll timer, <see cref="OrganizationChanged"/>, answers of partitions. Out:
/// <see cref="CategorizerCommands.Submit"/> to partitions.</para>
/// <para>Phases: Disabled (no path), Active. While the directory or the store is unavailable it stays Active, takes nothing and tries at
/// each poll; one log line at each change.</para>
/// <para>Way of a file: listed ▶ claimed and stored (<see cref="Intake"/>) ▶ submitted ▶ journaled (the partition's answer) ▶ claim deleted ▶
/// partition told that it may forget the id.</para>
/// <para>After a crash: claims are found by their names. Those the partition knows are deleted; the others are taken in under their id.</para>
/// <para>Memory is bounded by the list of one scan and by <see cref="MaxBatches"/> batches under way.</para>
/// </remarks>
internal sealed class SubmissionDirectoryActor : UntypedActor, IWithTimers
{
    private const int ScanLimit = 16 * 1024;
    private const int BatchFiles = 128;
    private const long BatchBytes = 4 * 1024 * 1024;
    private const int MaxIntakes = 2;
    private const int MaxBatches = 12;
    private const int MaxFileComplaints = 1000;
    private static readonly TimeSpan ResendInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UnfinishedInterval = TimeSpan.FromSeconds(1);

    private readonly SubmissionKind _kind;
    private readonly SubmissionServices _services;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<SubmittedFile> _waiting = new();
    private readonly Dictionary<MessageId, Batch> _submitted = [];
    private readonly HashSet<string> _inHand = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _postponed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _complaints = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fileComplaints = new(StringComparer.Ordinal);
    private readonly List<SubmittedFile> _stalled = [];
    private readonly List<SubmittedFile> _leftClaims = [];
    private SubmissionRate _rate = new(null);
    private int? _ratePerMinute;
    private string? _path;
    private Intake? _intake;
    private DirectoryWatch? _watch;
    private ClaimRecovery? _recovery;
    private readonly List<IActorRef> _waiters = [];
    private bool _configured;
    private bool _searching;
    private bool _searched;
    private bool _changed;
    private bool _scanning;
    private int _intakes;
    private int _batches;

    public SubmissionDirectoryActor(SubmissionKind kind, SubmissionServices services)
    {
        _kind = kind;
        _services = services;
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Answered with <see cref="Opened"/> once the directory is looked after, or known to be disabled or unusable.</summary>
    public sealed class WaitUntilOpen : INoSerializationVerificationNeeded
    {
        public static readonly WaitUntilOpen Instance = new();
    }

    /// <summary>The directory; null when it is not looked after.</summary>
    public sealed record Opened(string? Path) : INoSerializationVerificationNeeded;

    public static Props Props(SubmissionKind kind, SubmissionServices services) =>
        Akka.Actor.Props.Create(() => new SubmissionDirectoryActor(kind, services));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(OrganizationChanged));
        Timers.StartPeriodicTimer("poll", Poll.Instance, _services.Node.Pickup.PollInterval);
        Timers.StartPeriodicTimer("resend", Resend.Instance, ResendInterval);
        Configure();
    }

    protected override void PostStop() => _watch?.Dispose();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Changed changed:
                if (changed.Path == _path)
                {
                    _changed = true;
                    Advance();
                }

                break;
            case Poll:
                OnPoll();
                break;
            case Scanned scanned:
                OnScanned(scanned);
                break;
            case ClaimsFound found:
                OnClaimsFound(found);
                break;
            case CategorizerReplies.Unknown unknown:
                OnUnknown(unknown);
                break;
            case Taken taken:
                OnTaken(taken);
                break;
            case CategorizerReplies.Submitted submitted:
                OnSubmitted(submitted);
                break;
            case Deleted deleted:
                OnDeleted(deleted);
                break;
            case Resend:
                ResendAll();
                break;
            case OrganizationChanged:
                Configure();
                break;
            case WaitUntilOpen:
                _waiters.Add(Sender);
                TellWaiters();
                break;
            default:
                Unhandled(message);
                break;
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
        var ratePerMinute = organization.Server(_services.Node.ServerName).PickupDirectoryMaxMessagesPerMinute;
        if (ratePerMinute != _ratePerMinute)
        {
            _ratePerMinute = ratePerMinute;
            _rate = new SubmissionRate(ratePerMinute);
        }

        if (!_services.Paths.TryResolve(_kind, organization, out var path, out var error))
        {
            Complain(_kind.Name, error);
        }
        else
        {
            Recover(_kind.Name);
        }

        if (path == _path)
        {
            TellWaiters();
            return;
        }

        // Files that wait in the old directory stay there; batches under way finish where they are.
        _watch?.Dispose();
        _watch = null;
        _postponed.Clear();
        ForgetFiles();
        _path = path;
        _intake = null;
        _recovery = null;
        if (path is null)
        {
            _log.Info("The {0} directory is disabled", _kind.Name);
        }
        else
        {
            Open(path);
        }

        TellWaiters();
    }

    private void TellWaiters()
    {
        if (_configured)
        {
            _waiters.ForEach(waiter => waiter.Tell(new Opened(_intake is null ? null : _path)));
            _waiters.Clear();
        }
    }

    private void Open(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            var self = Self;
            _watch = DirectoryWatch.Start(path, () => self.Tell(new Changed(path)));
            _intake = new Intake(_kind, path, _services.Store, _services.Time, ClaimantOf(path));
            _recovery = new ClaimRecovery(ClaimantOf(path), _services.Time.GetUtcNow());
            _searched = false;
            ForgetFiles();
            SearchForClaims();
            Recover(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            _watch?.Dispose();
            _watch = null;
            _intake = null;
            Unavailable(path, cause);
        }
    }

    /// <summary>Forgets what is known about files; those that are claimed are found again by the search for claims.</summary>
    private void ForgetFiles()
    {
        _waiting.Clear();
        _stalled.Clear();
        _leftClaims.Clear();
    }

    private string ClaimantOf(string path) =>
        // Claims are resolved directory by directory, so the claimant names the directory too.
        $"{_services.Node.ServerName}/{_kind.Name}/{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(path)))[..8]}";

    private void OnPoll()
    {
        if (_path is { } path && _intake is null)
        {
            Open(path);
        }

        _changed = true;
        _leftClaims.ForEach(_waiting.Enqueue);
        _leftClaims.Clear();
        RetryStalled();
        Advance();
    }

    private void Unavailable(string path, Exception cause) =>
        Complain(path, ErrorCatalogue.SubmissionDirectoryUnavailable.With($"{path}: {cause.Message}"));

    private void Complain(string subject, TransportError error)
    {
        // Once for each change of state.
        if (_complaints.Add(subject))
        {
            _log.Warning("{0} directory: {1}", _kind.Name, error);
        }
    }

    private void ComplainAbout(string file, TransportError error)
    {
        // A directory full of unreadable files must not fill the log.
        if (_fileComplaints.Count < MaxFileComplaints && _fileComplaints.Add(file))
        {
            _log.Warning("{0} directory: {1}", _kind.Name, error);
        }
    }

    private void ForgetComplaintsExcept(IReadOnlyList<ScannedFile> present)
    {
        if (_fileComplaints.Count > 0)
        {
            _fileComplaints.IntersectWith(present.Select(file => file.Name));
        }
    }

    private void Recover(string subject)
    {
        if (_complaints.Remove(subject))
        {
            _log.Info("{0} directory: {1} is usable again", _kind.Name, subject);
        }
    }

    // --- listing ---

    private void Advance()
    {
        if (_path is not { } path || _intake is null || !_searched)
        {
            return;
        }

        while (_waiting.Count > 0 && _stalled.Count == 0 && _intakes < MaxIntakes && _batches < MaxBatches && TakeBatch() is { Count: > 0 } files)
        {
            Start(files);
        }

        if (_waiting.Count == 0 && _changed && !_scanning)
        {
            _changed = false;
            _scanning = true;
            _watch?.Arm();
            Task.Run(() => Scan(path)).PipeTo(Self);
        }
    }

    private static Scanned Scan(string path)
    {
        try
        {
            return new Scanned(path, DirectoryScan.Oldest(path, ScanLimit), null);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return new Scanned(path, [], cause);
        }
    }

    private void OnScanned(Scanned scanned)
    {
        _scanning = false;
        if (scanned.Path != _path)
        {
            Advance();
            return;
        }

        if (scanned.Cause is { } cause)
        {
            // The directory vanished or cannot be read: it is opened anew at the next poll.
            _watch?.Dispose();
            _watch = null;
            _intake = null;
            Unavailable(scanned.Path, cause);
            return;
        }

        Recover(scanned.Path);
        var now = _services.Time.GetUtcNow();
        foreach (var file in scanned.Files)
        {
            if (_inHand.Contains(file.Name))
            {
                // Perhaps a new file under the name of one that is being claimed: look again.
                _changed = true;
            }
            else if (!_postponed.TryGetValue(file.Name, out var until) || until <= now)
            {
                _waiting.Enqueue(new SubmittedFile(file.Name, null, file.Size));
            }
        }

        if (scanned.Files.Count >= ScanLimit)
        {
            _changed = true;
        }
        else
        {
            ForgetComplaintsExcept(scanned.Files);
        }

        Advance();
    }

    private List<SubmittedFile> TakeBatch()
    {
        var files = new List<SubmittedFile>();
        var bytes = 0L;
        var allowed = _rate.Take(Math.Min(BatchFiles, _waiting.Count), _services.Time.GetUtcNow());
        while (files.Count < allowed && _waiting.TryPeek(out var next) && (files.Count == 0 || bytes + next.Size <= BatchBytes))
        {
            files.Add(_waiting.Dequeue());
            bytes += next.Size;
        }

        _rate.GiveBack(allowed - files.Count);
        if (allowed == 0)
        {
            Timers.StartSingleTimer("rate", new Changed(_path!), _rate.Wait);
        }

        return files;
    }

    // --- taking in ---

    private void Start(List<SubmittedFile> files)
    {
        var organization = _services.Organization.Current!;
        var settings = IntakeSettings.From(_services.Node, organization, _kind, _services.ProductVersion);
        var partition = _services.Partitions.Next();
        var intake = _intake!;
        var path = _path!;
        foreach (var file in files)
        {
            _inHand.Add(file.Name);
        }

        _intakes++;
        _batches++;
        Task.Run(async () => new Taken(path, files, await intake.TakeAsync(files, partition, _services.Partitions.Count, settings), null))
            .PipeTo(Self, failure: cause => new Taken(path, files, null, cause));
    }

    private void OnTaken(Taken taken)
    {
        _intakes--;
        foreach (var file in taken.Files)
        {
            _inHand.Remove(file.Name);
        }

        if (taken.Result is not { } result)
        {
            // Whatever was claimed is found again by the next search for claims.
            _log.Error(taken.Cause, "{0} directory: a batch of {1} files failed; it is taken up again", _kind.Name, taken.Files.Count);
            _batches--;
            _intake = taken.Path == _path ? null : _intake;
            SearchForClaims();
            return;
        }

        foreach (var bad in result.Badmail)
        {
            _log.Error("{0} directory: {1} became badmail: {2}", _kind.Name, bad.Name, bad.Reason);
        }

        // Claims in a directory that is not looked after any more wait there until it is again.
        if (taken.Path == _path)
        {
            Postpone(result.Left);
            _stalled.AddRange(result.Stalled);
        }

        if (result.Error is { } error)
        {
            Complain("message store", error);
        }

        _recovery?.Resolved([.. result.Badmail.Select(bad => bad.Id), .. result.Vanished], _services.Partitions.Count, _services.Categorizer);
        if (result.Accepted.IsEmpty)
        {
            _batches--;
        }
        else
        {
            foreach (var group in result.Accepted.GroupBy(claimed => claimed.Message.Id.Partition(_services.Partitions.Count)).Skip(1))
            {
                _batches++;
                Submit(group.Key, [.. group]);
            }

            Submit(result.Partition, [.. result.Accepted.Where(claimed => claimed.Message.Id.Partition(_services.Partitions.Count) == result.Partition)]);
            if (result.Error is null)
            {
                Recover("message store");
                RetryStalled();
            }
        }

        SearchForClaims();
        Advance();
    }

    private void Postpone(ImmutableArray<LeftFile> left)
    {
        if (left.IsEmpty)
        {
            return;
        }

        var now = _services.Time.GetUtcNow();
        if (_postponed.Count > ScanLimit)
        {
            _postponed.Clear();
        }

        _rate.GiveBack(left.Length);
        foreach (var file in left)
        {
            if (file.Claim is { } claim)
            {
                _leftClaims.Add(claim);
                ComplainAbout(file.Name, file.Reason!);
                continue;
            }

            _postponed[file.Name] = now + (file.Reason is null ? UnfinishedInterval : _services.Node.Pickup.PollInterval);
            if (file.Reason is { } reason)
            {
                ComplainAbout(file.Name, reason);
            }
        }

        Timers.StartSingleTimer("unfinished", new Changed(_path ?? ""), UnfinishedInterval);
    }

    private void RetryStalled()
    {
        if (_stalled.Count == 0 || _intake is null || _intakes > 0 || !_searched)
        {
            return;
        }

        var files = _stalled.Take(BatchFiles).ToList();
        _stalled.RemoveRange(0, files.Count);
        Start(files);
    }

    // --- handing over ---

    private void Submit(int partition, ImmutableArray<ClaimedMessage> claimed)
    {
        var batch = new Batch(
            new CategorizerCommands.Submit(partition, [.. claimed.Select(claim => claim.Message)]),
            [.. claimed.Select(claim => claim.ClaimPath)],
            _services.Time.GetUtcNow());
        _submitted[claimed[0].Message.Id] = batch;
        _services.Categorizer.Tell(batch.Command);
    }

    private void ResendAll()
    {
        var now = _services.Time.GetUtcNow();
        foreach (var (id, batch) in _submitted.Where(pair => now - pair.Value.SentAt >= ResendInterval).ToList())
        {
            _submitted[id] = batch with { SentAt = now };
            _services.Categorizer.Tell(batch.Command);
        }

        _recovery?.Ask(_services.Categorizer, Self);
    }

    private void OnSubmitted(CategorizerReplies.Submitted submitted)
    {
        if (submitted.Ids.IsEmpty || !_submitted.Remove(submitted.Ids[0], out var batch))
        {
            return;
        }

        Task.Run(() => Delete(submitted.Partition, submitted.Ids, batch.ClaimPaths)).PipeTo(Self);
    }

    private static Deleted Delete(int partition, ImmutableArray<MessageId> ids, ImmutableArray<string> paths)
    {
        var deleted = ImmutableArray.CreateBuilder<MessageId>(ids.Length);
        Exception? failure = null;
        for (var i = 0; i < ids.Length; i++)
        {
            try
            {
                File.Delete(paths[i]);
                deleted.Add(ids[i]);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                failure = cause;
            }
        }

        return new Deleted(partition, ids, deleted.ToImmutable(), failure);
    }

    private void OnDeleted(Deleted deleted)
    {
        _batches = Math.Max(0, _batches - 1);
        if (deleted.Failure is { } failure)
        {
            Complain("claims", ErrorCatalogue.ClaimNotDeleted.With(failure.Message));
        }

        if (!deleted.Gone.IsEmpty)
        {
            _services.Categorizer.Tell(new CategorizerCommands.ForgetClaims(deleted.Partition, deleted.Gone));
        }

        _recovery?.Resolved(deleted.Gone, _services.Partitions.Count, _services.Categorizer);
        Advance();
    }

    // --- claims of an earlier incarnation ---

    /// <summary>
    /// Looks for claims once nothing is being claimed any more, and nothing is claimed until they are found: a claim of this incarnation
    /// that is taken for an earlier one's would be submitted a second time after its partition was told to forget it.
    /// </summary>
    private void SearchForClaims()
    {
        if (_path is { } path && _intake is not null && _intakes == 0 && !_searched && !_searching)
        {
            _searching = true;
            Task.Run(() => FindClaims(path)).PipeTo(Self, failure: cause => new ClaimsFound(path, [], cause));
        }
    }

    private static ClaimsFound FindClaims(string path)
    {
        var claims = new List<SubmittedFile>();
        foreach (var file in new DirectoryInfo(path).EnumerateFiles("*.tmp"))
        {
            if (ClaimName.TryParse(file.Name, out _, out var id))
            {
                claims.Add(new SubmittedFile(file.Name, id, file.Length));
            }
        }

        return new ClaimsFound(path, claims, null);
    }

    private void OnClaimsFound(ClaimsFound found)
    {
        _searching = false;
        if (found.Path != _path || _recovery is null || _intake is null)
        {
            SearchForClaims();
            return;
        }

        if (found.Cause is { } cause)
        {
            // Opened anew at the next poll.
            _intake = null;
            Unavailable(found.Path, cause);
            return;
        }

        _searched = true;

        if (found.Claims.Count > 0)
        {
            _log.Info("{0} directory: {1} files were claimed before the restart; the categorizer is asked about them", _kind.Name, found.Claims.Count);
        }

        // Claims of batches that are under way in this incarnation are not of an earlier one.
        var underWay = _submitted.Values.SelectMany(batch => batch.Command.Messages).Select(message => message.Id).ToHashSet();
        _recovery.Start(found.Claims.Where(claim => !underWay.Contains(claim.ClaimedAs!.Value)), _services.Partitions.Count);
        _recovery.Ask(_services.Categorizer, Self);
        _recovery.Resolved([], _services.Partitions.Count, _services.Categorizer);
        _changed = true;
        Advance();
    }

    private void OnUnknown(CategorizerReplies.Unknown unknown)
    {
        if (_recovery is null || _path is not { } path)
        {
            return;
        }

        var (known, lost) = _recovery.Answered(unknown);
        foreach (var claim in lost)
        {
            _waiting.Enqueue(claim);
        }

        if (known.Count > 0)
        {
            _batches++;
            ImmutableArray<MessageId> ids = [.. known.Select(claim => claim.ClaimedAs!.Value)];
            ImmutableArray<string> paths = [.. known.Select(claim => Path.Combine(path, claim.Name))];
            Task.Run(() => Delete(unknown.Partition, ids, paths)).PipeTo(Self);
        }

        Advance();
    }

    private sealed record Batch(CategorizerCommands.Submit Command, ImmutableArray<string> ClaimPaths, DateTimeOffset SentAt);

    private sealed record Changed(string Path) : INoSerializationVerificationNeeded;

    private sealed record Scanned(string Path, IReadOnlyList<ScannedFile> Files, Exception? Cause) : INoSerializationVerificationNeeded;

    private sealed record ClaimsFound(string Path, IReadOnlyList<SubmittedFile> Claims, Exception? Cause) : INoSerializationVerificationNeeded;

    private sealed record Taken(string Path, IReadOnlyList<SubmittedFile> Files, IntakeResult? Result, Exception? Cause) : INoSerializationVerificationNeeded;

    private sealed record Deleted(int Partition, ImmutableArray<MessageId> Asked, ImmutableArray<MessageId> Gone, Exception? Failure)
        : INoSerializationVerificationNeeded;

    private sealed class Poll : INoSerializationVerificationNeeded
    {
        public static readonly Poll Instance = new();
    }

    private sealed class Resend : INoSerializationVerificationNeeded
    {
        public static readonly Resend Instance = new();
    }
}
