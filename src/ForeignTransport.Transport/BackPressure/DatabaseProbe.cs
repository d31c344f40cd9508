using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.BackPressure;

/// <summary>
/// Asks the database for an answer again and again, one question at a time: who takes in nothing new writes nothing, and would not notice that
/// it answers again. Not for several threads at once.
/// </summary>
/// <param name="ask">Makes a round trip; null when it came back.</param>
/// <param name="time">The clock.</param>
internal sealed class DatabaseProbe(Func<CancellationToken, Task<TransportError?>> ask, TimeProvider time)
{
    private Question? _question;
    private long? _silentSince;

    /// <summary>How long there has been no answer; asks again when the last question is through.</summary>
    public TimeSpan Silence()
    {
        if (_question is null or { IsOver: true })
        {
            if (_question is { } last)
            {
                _silentSince = last.WasAnswered ? null : _silentSince ?? last.AskedAt;
            }

            _question = new Question(time.GetTimestamp());
            _ = _question.PutAsync(ask);
        }

        return time.GetElapsedTime(_silentSince ?? _question.AskedAt);
    }

    private sealed class Question(long askedAt)
    {
        private volatile bool _answered;
        private volatile bool _over;

        public long AskedAt => askedAt;

        public bool IsOver => _over;

        public bool WasAnswered => _answered;

        /// <summary>A question that cannot be put has no answer, and the next one is put.</summary>
        public async Task PutAsync(Func<CancellationToken, Task<TransportError?>> ask)
        {
            try
            {
                _answered = await ask(CancellationToken.None) is null;
            }
            finally
            {
                _over = true;
            }
        }
    }
}
