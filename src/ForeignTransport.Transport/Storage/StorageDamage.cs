using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Storage;

/// <summary>
/// What was found of the database's files that no retry will mend. An outage passes; this does not, so it is kept until the server is
/// restarted: the server is not ready, and nothing more is written into the file. Safe from any thread.
/// </summary>
/// <param name="tell">The log. It is told at once, and again every ten minutes for as long as somebody meets the damage.</param>
/// <param name="time">The clock.</param>
internal sealed class StorageDamage(Action<TransportError> tell, TimeProvider time)
{
    public static readonly TimeSpan Reminder = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private volatile TransportError? _found;
    private long _toldAt;

    /// <summary>What was found first; null while all is well.</summary>
    public TransportError? Found => _found;

    /// <summary>Somebody met damage.</summary>
    public void Meet(TransportError error)
    {
        lock (_lock)
        {
            if (_found is not null && time.GetElapsedTime(_toldAt) < Reminder)
            {
                return;
            }

            _found ??= error;
            _toldAt = time.GetTimestamp();
        }

        tell(error);
    }
}
