using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ForeignTransport.Core.Access;
using ForeignTransport.Transport.Storage.Access;

namespace ForeignTransport.Server.Access;

/// <summary>An act that is being done, with its entry in the audit log.</summary>
internal sealed class AuditedAct(IAccessStore store, AuditEntry entry, TimeProvider time, Action<string> log)
{
    private const int MaxObject = 1 << 20;
    private const int MaxList = MaxObject / 2;
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
            Before = Bounded(outcome.Before, outcome.Objects),
            After = Bounded(outcome.After, outcome.Objects),
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

    /// <summary>The document, or of one that is too long what it is about, and by which hash a copy of it can be recognized.</summary>
    private static string? Bounded(string? json, ImmutableArray<AuditObject> objects)
    {
        if (json is not { Length: > MaxObject })
        {
            return json;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("tooLong", json.Length);
            writer.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))));
            writer.WriteStartArray("objects");
            var shown = 0;
            foreach (var changed in objects.TakeWhile(_ => writer.BytesCommitted + writer.BytesPending < MaxList))
            {
                writer.WriteStartObject();
                writer.WriteString("kind", changed.Kind);
                writer.WriteString("name", changed.Name);
                writer.WriteString("change", changed.Change);
                writer.WriteEndObject();
                shown++;
            }

            writer.WriteEndArray();
            if (shown < objects.Length)
            {
                writer.WriteNumber("more", objects.Length - shown);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
