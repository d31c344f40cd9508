using Akka.Event;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Submission;

/// <summary>What is wrong with a directory and its files, logged once for each change of state.</summary>
internal sealed class ComplaintLog(string kind, ILoggingAdapter log)
{
    /// <summary>A directory full of unreadable files must not fill the log.</summary>
    private const int MaxFiles = 1000;

    private readonly HashSet<string> _subjects = new(StringComparer.Ordinal);
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>A directory, the store or a setting cannot be used.</summary>
    public void Complain(string subject, TransportError error)
    {
        if (_subjects.Add(subject))
        {
            log.Warning("{0} directory: {1}", kind, error);
        }
    }

    /// <summary>It can be used; worth a line where it could not.</summary>
    public void Recover(string subject)
    {
        if (_subjects.Remove(subject))
        {
            log.Info("{0} directory: {1} is usable again", kind, subject);
        }
    }

    /// <summary>A file cannot be taken.</summary>
    public void ComplainAbout(string file, TransportError error)
    {
        if (_files.Count < MaxFiles && _files.Add(file))
        {
            log.Warning("{0} directory: {1}", kind, error);
        }
    }

    /// <summary>These files are gone or taken, or in a directory that is nobody's business any more: a new one of that name is a new case.</summary>
    public void Settle(IEnumerable<string> files)
    {
        if (_files.Count > 0)
        {
            _files.ExceptWith(files);
        }
    }
}
