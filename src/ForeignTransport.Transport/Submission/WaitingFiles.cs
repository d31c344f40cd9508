using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Submission;

/// <summary>
/// The files of one directory that are to be taken: those listed, those that are tried again later, those in hand, and the claims whose
/// content the store refused.
/// </summary>
/// <remarks>
/// <para>Files that are not finished are passed over until <see cref="LookAtUnfinished"/>, unreadable ones until <see cref="Poll"/>, and
/// listings leave both out: however many there are, and however old, files behind them are found. Unreadable files are tried again only
/// when nothing that was listed waits.</para>
/// <para>Memory: one listing, and the names of at most sixteen listings of files to try again. Should even more be unreadable, those that
/// are too many are tried after each notice of the directory and can hide what is newer, until somebody clears up.</para>
/// </remarks>
/// <param name="listingLimit">The most files that one listing gives.</param>
internal sealed class WaitingFiles(int listingLimit)
{
    private const int BatchFiles = 128;
    private const long BatchBytes = 4 * 1024 * 1024;
    private const int PassedOverListings = 16;

    private readonly Queue<SubmittedFile> _listed = new();
    private readonly Queue<SubmittedFile> _again = new();
    private readonly List<SubmittedFile> _stalled = [];
    private readonly HashSet<string> _inHand = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unfinished = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SubmittedFile> _unreadable = new(StringComparer.Ordinal);
    private bool _metInHand;
    private bool _retry;

    /// <summary>Nothing that was listed waits: time for the next listing.</summary>
    public bool WantsListing => _listed.Count == 0;

    public bool HasFiles => _listed.Count > 0 || _again.Count > 0;

    /// <summary>Claims wait for the store; nothing else is claimed until they are through.</summary>
    public bool HasStalled => _stalled.Count > 0;

    /// <summary>Nobody has retried the stalled claims since the last poll, or since the store accepted something.</summary>
    public bool MayRetryStalled => _retry && _stalled.Count > 0 && _inHand.Count == 0;

    public bool HasUnfinished => _unfinished.Count > 0;

    /// <summary>Claims that wait to be stored.</summary>
    public IEnumerable<MessageId> ClaimIds =>
        _stalled.Concat(_listed).Concat(_unreadable.Values).Where(IsClaim).Select(claim => claim.ClaimedAs!.Value);

    /// <summary>The names that a listing need not bring; a copy.</summary>
    public HashSet<string> PassedOver()
    {
        var names = new HashSet<string>(_unfinished, StringComparer.Ordinal);
        names.UnionWith(_unreadable.Keys);
        return names;
    }

    /// <summary>Notes what was listed, at most the limit. True when another listing would find more.</summary>
    public bool Add(IReadOnlyList<ScannedFile> files)
    {
        var free = 0;
        foreach (var file in files)
        {
            if (_inHand.Contains(file.Name))
            {
                // Perhaps a new file under the name of one that is being claimed: look again when it is.
                _metInHand = true;
                continue;
            }

            free++;
            if (!_unfinished.Contains(file.Name) && !_unreadable.ContainsKey(file.Name))
            {
                _listed.Enqueue(new SubmittedFile(file.Name, null, file.Size));
            }
        }

        // What was free is taken or passed over by then; where it can be neither, the next listing would be the same one.
        return files.Count >= listingLimit && free > 0 && !IsFull;
    }

    /// <summary>Notes a claim of an earlier incarnation whose message nobody knows.</summary>
    public void Add(SubmittedFile claim) => _listed.Enqueue(claim);

    /// <summary>The next batch, oldest first, within the rate. They are in hand until <see cref="Release"/>.</summary>
    public List<SubmittedFile> Take(SubmissionRate rate, DateTimeOffset now)
    {
        var files = new List<SubmittedFile>();
        var queue = _listed.Count > 0 ? _listed : _again;
        if (queue.Count == 0)
        {
            return files;
        }

        var bytes = 0L;
        var allowed = rate.Take(Math.Min(BatchFiles, queue.Count), now);
        while (files.Count < allowed && queue.TryPeek(out var next) && (files.Count == 0 || bytes + next.Size <= BatchBytes))
        {
            files.Add(queue.Dequeue());
            bytes += next.Size;
        }

        rate.GiveBack(allowed - files.Count);
        Hold(files);
        return files;
    }

    /// <summary>The next stalled claims; they have been counted against the rate already.</summary>
    public List<SubmittedFile> TakeStalled()
    {
        var files = _stalled.Take(BatchFiles).ToList();
        _stalled.RemoveRange(0, files.Count);
        _retry = false;
        Hold(files);
        return files;
    }

    /// <summary>Ends a batch. True when a listing met one of the names in hand meanwhile, so that another listing is due.</summary>
    public bool Release(IReadOnlyList<SubmittedFile> files)
    {
        foreach (var file in files)
        {
            _inHand.Remove(file.Name);
            _unreadable.Remove(file.Name);
        }

        var met = _metInHand;
        _metInHand = false;
        return met;
    }

    /// <summary>Passes a file over until it is time to try it again.</summary>
    public void Postpone(LeftFile left)
    {
        if (left.Claim is { } claim)
        {
            // No listing finds it again: never forgotten.
            _unreadable[left.Name] = claim;
        }
        else if (IsFull)
        {
            return;
        }
        else if (left.Reason is null)
        {
            _unfinished.Add(left.Name);
        }
        else
        {
            _unreadable[left.Name] = new SubmittedFile(left.Name, null, 0);
        }
    }

    /// <summary>Notes claims whose content the store refused.</summary>
    public void Stall(IEnumerable<SubmittedFile> claims) => _stalled.AddRange(claims);

    /// <summary>The store may accept the stalled claims.</summary>
    public void RetryStalled() => _retry = true;

    /// <summary>Files that were not finished may be by now.</summary>
    public void LookAtUnfinished() => _unfinished.Clear();

    /// <summary>Files that were unreadable may not be any more: each is tried once.</summary>
    public void Poll()
    {
        RetryStalled();
        if (_again.Count > 0)
        {
            return;
        }

        foreach (var (name, file) in _unreadable)
        {
            if (!_inHand.Contains(name))
            {
                _again.Enqueue(file);
            }
        }
    }

    /// <summary>Forgets claims, which the search for claims finds again, and what a listing finds again.</summary>
    public void ForgetListed()
    {
        _listed.Clear();
        _stalled.Clear();
        _again.Clear();
        foreach (var name in _unreadable.Where(pair => IsClaim(pair.Value)).Select(pair => pair.Key).ToList())
        {
            _unreadable.Remove(name);
        }
    }

    /// <summary>Forgets everything but claims; the names that were unreadable are given.</summary>
    public List<string> ForgetUnclaimed()
    {
        var claims = _listed.Where(IsClaim).ToList();
        var unreadable = _unreadable.Where(pair => !IsClaim(pair.Value)).Select(pair => pair.Key).ToList();
        _listed.Clear();
        _again.Clear();
        _unfinished.Clear();
        claims.ForEach(_listed.Enqueue);
        unreadable.ForEach(name => _unreadable.Remove(name));
        return unreadable;
    }

    private bool IsFull => _unfinished.Count + _unreadable.Count >= (long)PassedOverListings * listingLimit;

    private static bool IsClaim(SubmittedFile file) => file.ClaimedAs is not null;

    private void Hold(List<SubmittedFile> files) => files.ForEach(file => _inHand.Add(file.Name));
}
