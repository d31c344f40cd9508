using Xunit.Sdk;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>Waits for what real files and actors do in their own time.</summary>
internal static class Eventually
{
    /// <summary>Far more than anything here takes; only a failure waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Looks again and again until there is a result.</summary>
    /// <param name="look">Returns null as long as there is none.</param>
    /// <param name="otherwise">What to report when there never is.</param>
    public static Task<T> FindAsync<T>(Func<T?> look, Func<string> otherwise)
        where T : class => FindAsync(() => Task.FromResult(look()), otherwise);

    /// <summary>The same for a look that takes its time.</summary>
    public static async Task<T> FindAsync<T>(Func<Task<T?>> look, Func<string> otherwise)
        where T : class
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!patience.IsCancellationRequested)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(10, CancellationToken.None);
        }

        throw new XunitException(otherwise());
    }

    /// <summary>Looks again and again until it is so.</summary>
    public static Task HoldsAsync(Func<bool> look, Func<string> otherwise) => FindAsync(() => look() ? "yes" : null, otherwise);

    /// <summary>The same for a look that takes its time.</summary>
    public static Task HoldsAsync(Func<Task<bool>> look, Func<string> otherwise) => FindAsync(async () => await look() ? "yes" : null, otherwise);
}
