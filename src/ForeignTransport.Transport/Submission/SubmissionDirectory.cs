using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Submission;

/// <summary>
/// One directory that is looked after, or was and still holds claims: whether it is open, what has been asked of it, and its files.
/// </summary>
/// <remarks>
/// A directory that is no longer configured is retired: nothing more is claimed in it, but what is claimed there is retried until it is
/// through. Then it is done and can be forgotten.
/// </remarks>
internal sealed class SubmissionDirectory(string path, string claimant, Intake intake, int listingLimit)
{
    private DirectoryWatch? _watch;
    private int _intakes;
    private bool _changed;
    private bool _listing;
    private bool _searching;
    private bool _searched;
    private bool _hasTaken;

    /// <summary>A directory of this server, not yet open.</summary>
    public static SubmissionDirectory At(string path, SubmissionKind kind, SubmissionServices services)
    {
        // Claims are resolved directory by directory, so the claimant names the directory too.
        var place = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..8];
        var claimant = $"{services.Node.ServerName}/{kind.Name}/{place}";
        return new SubmissionDirectory(path, claimant, new Intake(kind, path, services.Store, services.Time, claimant), services.ListingLimit);
    }

    public string Path => path;

    public Intake Intake => intake;

    public WaitingFiles Waiting { get; } = new(listingLimit);

    /// <summary>Claims of an earlier incarnation; null while the directory is not open.</summary>
    public ClaimRecovery? Recovery { get; private set; }

    [MemberNotNullWhen(true, nameof(Recovery))]
    public bool IsOpen => Recovery is not null;

    public bool IsRetired { get; private set; }

    /// <summary>The server is suspended: nothing more is claimed here until <see cref="Resume"/>; what is claimed is seen through.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>False when only claims are of interest.</summary>
    public bool TakesFiles => !IsRetired && !IsSuspended;

    /// <summary>Files may be claimed, and claims retried.</summary>
    public bool MayTake => IsOpen && _searched;

    /// <summary>Open, and its claims are not found yet.</summary>
    public bool AwaitsSearch => IsOpen && !_searched;

    /// <summary>Claims that are known here and not resolved.</summary>
    public IEnumerable<MessageId> ClaimIds => Waiting.ClaimIds.Concat(Recovery?.Open ?? []);

    /// <summary>
    /// Retired, and nothing that was claimed here is left to do. What an earlier incarnation claimed is nobody's debt where this one has not
    /// even looked: it waits until the directory is configured again.
    /// </summary>
    public bool IsDone =>
        IsRetired && _intakes == 0 && !_searching && (MayTake ? Recovery!.IsFinished && !Waiting.ClaimIds.Any() : !_hasTaken);

    /// <summary>Opens it, or opens it anew; one that is not retired is made if need be.</summary>
    /// <param name="now">Claims from before are of an earlier incarnation.</param>
    /// <param name="changed">Called on another thread at each change.</param>
    /// <param name="failure">Why not.</param>
    public bool TryOpen(DateTimeOffset now, Action changed, [NotNullWhen(false)] out Exception? failure)
    {
        Close();
        try
        {
            if (!IsRetired)
            {
                Directory.CreateDirectory(path);
                _watch = DirectoryWatch.Start(path, changed);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            failure = cause;
            return false;
        }

        failure = null;
        Recovery = new ClaimRecovery(claimant, now);
        _searched = false;
        Waiting.ForgetListed();
        return true;
    }

    /// <summary>It vanished or cannot be read: to be opened anew.</summary>
    public void Close()
    {
        _watch?.Dispose();
        _watch = null;
        Recovery = null;
    }

    /// <summary>Lets go of everything but claims.</summary>
    /// <returns>The names that could not be read.</returns>
    public IReadOnlyList<string> Retire()
    {
        _watch?.Dispose();
        _watch = null;
        IsRetired = true;
        return Waiting.ForgetUnclaimed();
    }

    /// <summary>Files stay where they are; claims go their way.</summary>
    /// <returns>The names that could not be read.</returns>
    public IReadOnlyList<string> Suspend()
    {
        IsSuspended = true;
        return Waiting.ForgetUnclaimed();
    }

    /// <summary>Files are taken again.</summary>
    public void Resume()
    {
        IsSuspended = false;
        LookAgain();
    }

    /// <summary>It is configured again; open it anew.</summary>
    public void Restore() => IsRetired = false;

    /// <summary>Something may have changed.</summary>
    public void LookAgain() => _changed = true;

    public void BeginIntake()
    {
        _intakes++;
        _hasTaken = true;
    }

    /// <summary>A batch ended, well or not.</summary>
    public void EndIntake(IReadOnlyList<SubmittedFile> files)
    {
        _intakes--;
        _changed |= Waiting.Release(files);
    }

    /// <summary>Notes what a batch left. While claims are to be searched for, the search finds those it left.</summary>
    public void Keep(IntakeResult result)
    {
        foreach (var left in result.Left.Where(left => left.Claim is null ? TakesFiles : _searched))
        {
            Waiting.Postpone(left);
        }

        if (_searched)
        {
            Waiting.Stall(result.Stalled);
        }
    }

    /// <summary>True when the caller is to list it now.</summary>
    public bool TryBeginListing()
    {
        if (!MayTake || !TakesFiles || _listing || !_changed || !Waiting.WantsListing)
        {
            return false;
        }

        _changed = false;
        _listing = true;
        _watch?.Arm();
        return true;
    }

    public void EndListing() => _listing = false;

    /// <summary>
    /// True when the caller, who has no batch in hand, is to search for claims now. Nothing is claimed until they are found. A claim of this incarnation that is taken for an earlier one's would be submitted a second time after its partition was told
    /// to forget it.
    /// </summary>
    public bool TryBeginSearch()
    {
        if (!IsOpen || _intakes > 0 || _searched || _searching)
        {
            return false;
        }

        _searching = true;
        return true;
    }

    /// <summary>The search is over. A retired directory that does not exist holds no claims.</summary>
    public void EndSearch(Exception? failure)
    {
        _searching = false;
        _searched = failure is null;
        _hasTaken &= failure is not DirectoryNotFoundException;
    }
}
