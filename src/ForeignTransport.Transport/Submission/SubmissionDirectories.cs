using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Submission;

/// <summary>The directory that is configured, and those configured before that still hold claims.</summary>
internal sealed class SubmissionDirectories(
    SubmissionKind kind, SubmissionServices services, ComplaintLog complaints, ILoggingAdapter log, IActorRef actor)
{
    private readonly List<SubmissionDirectory> _retired = [];
    private bool _suspended;
    private TransportError? _scarcity;

    /// <summary>The one that is configured; null when it is disabled.</summary>
    public SubmissionDirectory? Current { get; private set; }

    /// <summary>All of them; a copy.</summary>
    public SubmissionDirectory[] All => Current is { } current ? [.. _retired, current] : [.. _retired];

    /// <summary>
    /// Claims are being searched for, and nothing must be claimed meanwhile, not even elsewhere: two paths can lead to one directory.
    /// </summary>
    public bool AwaitsSearch => All.Any(directory => directory.AwaitsSearch);

    /// <summary>Goes over to another path. Files that wait in the old one stay there; what is claimed there goes its way.</summary>
    public void ChangePath(string? path)
    {
        if (path == Current?.Path)
        {
            return;
        }

        if (Current is { } old)
        {
            complaints.Settle(old.Retire());
            _retired.Add(old);
        }

        Current = null;
        if (path is null)
        {
            log.Info("The {0} directory is disabled", kind.Name);
            return;
        }

        Current = _retired.Find(retired => retired.Path == path) ?? SubmissionDirectory.At(path, kind, services);
        _retired.Remove(Current);
        Current.Restore();
        if (IsClosed)
        {
            complaints.Settle(Current.Suspend());
        }
        else if (Current.IsSuspended)
        {
            Current.Resume();
        }

        Open(Current);
    }

    private bool IsClosed => _suspended || _scarcity is not null;

    /// <summary>Whether the server is suspended, now and for directories to come.</summary>
    public void SetSuspended(bool suspended)
    {
        if (suspended != _suspended)
        {
            log.Info(suspended ? "The {0} directory takes no more files: the server is suspended" : "The {0} directory takes files again", kind.Name);
            CloseOrOpen(() => _suspended = suspended);
        }
    }

    /// <summary>Which resource is so scarce that no more files are taken, now and for directories to come; null when none is.</summary>
    public void SetScarcity(TransportError? scarcity)
    {
        if ((scarcity is null) != (_scarcity is null))
        {
            if (scarcity is not null)
            {
                log.Warning("The {0} directory takes no more files, those that wait stay where they are: {1}", kind.Name, scarcity);
            }
            else
            {
                log.Info("The {0} directory takes files again: resources are there", kind.Name);
            }

            CloseOrOpen(() => _scarcity = scarcity);
        }
    }

    private void CloseOrOpen(Action change)
    {
        var wasClosed = IsClosed;
        change();
        if (IsClosed && !wasClosed)
        {
            complaints.Settle(Current?.Suspend() ?? []);
        }
        else if (!IsClosed && wasClosed)
        {
            Current?.Resume();
        }
    }

    /// <summary>Claims that are known and not through, and one for each directory that is not searched for claims yet.</summary>
    public int OpenClaims => All.Sum(directory => directory.ClaimIds.Distinct().Count() + (directory.AwaitsSearch ? 1 : 0));

    /// <summary>Tries the directories that are not open.</summary>
    public void OpenClosed()
    {
        foreach (var directory in All.Where(directory => !directory.IsOpen))
        {
            Open(directory);
        }
    }

    /// <summary>Closes a directory; it is opened anew at the next poll.</summary>
    public void Unavailable(SubmissionDirectory directory, Exception cause)
    {
        directory.Close();
        if (!directory.IsRetired)
        {
            complaints.Complain(directory.Path, ErrorCatalogue.SubmissionDirectoryUnavailable.With($"{directory.Path}: {cause.Message}"));
        }
    }

    /// <summary>Forgets retired directories where nothing is left to do.</summary>
    public void ForgetDone() => _retired.RemoveAll(directory => directory.IsDone);

    /// <summary>Forgets a retired directory that the other kind of submission looks after now, claims and all.</summary>
    public void LeaveTo(string? other) => _retired.RemoveAll(directory => directory.Path == other);

    public void Close() => Array.ForEach(All, directory => directory.Close());

    private void Open(SubmissionDirectory directory)
    {
        if (directory.TryOpen(services.Time.GetUtcNow(), () => actor.Tell(new SubmissionSteps.Changed(directory)), out var failure))
        {
            complaints.Recover(directory.Path);
        }
        else
        {
            Unavailable(directory, failure);
        }
    }
}
