using ForeignTransport.Core.Access;
using ForeignTransport.Transport.Storage.Access;

namespace ForeignTransport.Server.Access;

/// <summary>An act that is being done, with its entry in the audit log.</summary>
internal sealed class AuditedAct(IAccessStore store, AuditEntry entry, TimeProvider time, Action<string> log)
{
    private const int MaxObject = 1 << 20;
    private const int MaxError = 4000;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)];

    /// <summary>The entry, as it was begun.</summary>
    public AuditEntry Entry => entry;

    /// <summary>The tries that go on after <see cref="CompleteAsync"/> has returned.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>
    /// Says how the act ended. Never throws for a database that is away: the act was done, and whoever asked for it is to hear that. The
    /// outcome is then written later, if that is possible within a minute or so.
    /// </summary>
    public async Task CompleteAsync(AuditOutcome outcome)
    {
        var bounded = outcome with
        {
            Before = Bounded(outcome.Before),
            After = Bounded(outcome.After),
            Error = outcome.Error is { } error ? StoredText.Of(error, MaxError) : null,
        };
        if (!await TryCompleteAsync(bounded))
        {
            Completion = CompleteLaterAsync(bounded);
        }
    }

    private async Task CompleteLaterAsync(AuditOutcome outcome)
    {
        foreach (var pause in Pauses)
        {
            await Task.Delay(pause, time);
            if (await TryCompleteAsync(outcome))
            {
                return;
            }
        }

        log($"The outcome of {entry.CmdletName} by {entry.Caller.Name} is in no audit log (entry {entry.Id:N}): {(outcome.Succeeded ? "it succeeded" : outcome.Error)}");
    }

    private async Task<bool> TryCompleteAsync(AuditOutcome outcome)
    {
        try
        {
            await store.CompleteAuditAsync(entry.Id, outcome, CancellationToken.None);
            return true;
        }
        catch (Exception cause) when (cause is AccessStoreException or ObjectDisposedException)
        {
            return false;
        }
    }

    private static string? Bounded(string? json) => json is { Length: > MaxObject } ? FormattableString.Invariant($$"""{"tooLong":{{json.Length}}}""") : json;
}
