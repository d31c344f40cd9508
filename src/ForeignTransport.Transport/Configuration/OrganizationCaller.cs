using Akka.Actor;

namespace ForeignTransport.Transport.Configuration;

/// <summary>
/// Asks the organization, which one server keeps: when that dies, so does what it was asked, and another keeps it some seconds later.
/// </summary>
/// <param name="change">Says it once, until the token ends that.</param>
/// <param name="time">How long an answer is waited for.</param>
internal sealed class OrganizationCaller(
    Func<OrganizationMessages.Change, CancellationToken, Task<OrganizationMessages.Changed>> change, TimeProvider time)
{
    /// <summary>When it is said again: whoever was asked may have died with the question.</summary>
    private static readonly TimeSpan Repetition = TimeSpan.FromSeconds(2);

    /// <summary>How often it is said: within that time the organization moves from a server that died to another, also on a busy machine.</summary>
    private const int MostSaid = 12;

    /// <summary>Says what may be said twice, because it changes nothing or nothing more the second time, until somebody answers.</summary>
    /// <returns>The answer, and whether it was said more than once; null when there was none.</returns>
    public async Task<(OrganizationMessages.Changed Changed, bool Again)?> RepeatAsync(
        OrganizationMessages.Change said, CancellationToken cancellationToken)
    {
        for (var times = 0; times < MostSaid; times++)
        {
            if (await SayAsync(said, Repetition, cancellationToken) is { } changed)
            {
                return (changed, times > 0);
            }
        }

        return null;
    }

    /// <summary>Says it once; null when nobody answered in time.</summary>
    public async Task<OrganizationMessages.Changed?> SayAsync(OrganizationMessages.Change said, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await change(said, either.Token);
        }
        catch (Exception silence) when (silence is AskTimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
