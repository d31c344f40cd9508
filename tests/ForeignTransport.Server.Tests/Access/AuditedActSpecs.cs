using ForeignTransport.Core.Access;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.Tests.EndToEnd;
using ForeignTransport.Transport.Storage.Access;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Server.Tests.Access;

public sealed class AuditedActSpecs : IAsyncLifetime
{
    private readonly ServerFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly List<string> _log = [];
    private ToggledStore _store = null!;
    private AuditTrail _audit = null!;

    public Task InitializeAsync()
    {
        _store = new ToggledStore(SqliteAccessSchema.Open(Path.Combine(_folder.Root, "access.db"), GuardedHost.Patience));
        _audit = new AuditTrail(_store, "Hub01", _time, _log.Add);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task should_be_of_unknown_outcome_until_it_is_completed()
    {
        await BeginAsync();

        Assert.Null((await OnlyAsync()).Outcome);
    }

    /// <summary>Where the clock stands still, as it does for what is done within a millisecond.</summary>
    [Fact]
    public async Task should_be_listed_in_the_order_of_the_acts_when_they_begin_in_the_same_instant()
    {
        for (var i = 0; i < 20; i++)
        {
            await _audit.BeginAsync(Caller.Local, "", "", "Suspend-Queue", $"{i}", []);
        }

        var entries = (await _store.QueryAuditAsync(new AuditFilter(), CancellationToken.None)).Entries;
        Assert.Equal(Enumerable.Range(0, 20).Reverse().Select(i => $"{i}"), entries.Select(entry => entry.ObjectModified));
        Assert.All(entries, entry => Assert.Equal((7, _time.GetUtcNow()), (entry.Id.Version, entry.RunDate)));
    }

    [Fact]
    public async Task should_write_the_outcome_later_when_the_database_was_away_after_the_act()
    {
        var act = await BeginAsync();
        _store.IsAway = true;
        await act.CompleteAsync(new AuditOutcome(false, null, null, "FT-5009 ServerInUse"));
        _store.IsAway = false;
        Assert.Null((await OnlyAsync()).Outcome);

        _time.Advance(TimeSpan.FromSeconds(2));
        await act.Completion;

        Assert.Equal("FT-5009 ServerInUse", (await OnlyAsync()).Outcome?.Error);
        Assert.Empty(_log);
    }

    [Fact]
    public async Task should_leave_the_outcome_in_the_log_when_the_database_stays_away()
    {
        var act = await BeginAsync();
        _store.IsAway = true;
        await act.CompleteAsync(new AuditOutcome(true, null, null, null));
        while (!act.Completion.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Contains($"{act.Entry.Id:N}", Assert.Single(_log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_be_bounded_when_a_caller_sends_much()
    {
        var act = await _audit.BeginAsync(
            Caller.Local, "", "", "Set-ForeignConnector", new string('o', 5000),
            Enumerable.Range(0, 500).Select(i => new AuditParameter($"p{i}", new string('v', 10_000) + "\0")));
        await act.CompleteAsync(new AuditOutcome(false, new string('b', 3 << 20), "{}", new string('e', 10_000)));

        var entry = await OnlyAsync();
        Assert.Equal((1003, 200, 4003), (entry.ObjectModified.Length, entry.Parameters.Length, entry.Parameters[0].Value.Length));
        Assert.Equal(("{}", 4003), (entry.Outcome!.After, entry.Outcome.Error!.Length));
        Assert.StartsWith("{\"tooLong\":3145728,\"sha256\":", entry.Outcome.Before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_say_what_was_changed_when_the_documents_are_too_long()
    {
        var act = await _audit.BeginAsync(Caller.Local, "", "", "Import-TransportConfiguration", "", []);
        await act.CompleteAsync(new AuditOutcome(true, new string('b', 3 << 20), null, null)
        {
            Objects = [new("ForeignConnector", "Fax, Berlin", "changed"), .. Enumerable.Range(0, 50_000).Select(i => new AuditObject("MailContact", $"contact {i}", "created"))]
        });

        var entry = await OnlyAsync();
        var before = System.Text.Json.Nodes.JsonNode.Parse(entry.Outcome!.Before!)!;
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(new string('b', 3 << 20)))), before["sha256"]!.GetValue<string>());
        Assert.Equal("""{"kind":"ForeignConnector","name":"Fax, Berlin","change":"changed"}""", before["objects"]![0]!.ToJsonString());
        Assert.Equal(50_001, before["objects"]!.AsArray().Count + before["more"]!.GetValue<int>());
        Assert.InRange(entry.Outcome.Before!.Length, 1, 1 << 20);
        Assert.StartsWith("Fax, Berlin, contact 0, contact 1", entry.ObjectModified, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_be_deleted_when_it_is_older_than_the_log_is_kept()
    {
        await BeginAsync();
        _time.Advance(TimeSpan.FromDays(2));
        var young = await BeginAsync();
        await using var retention = new AuditRetention(_store, TimeSpan.FromDays(1), _time, _log.Add);
        _time.Advance(AuditRetention.FirstAfter);

        var left = await Eventually.FindAsync(
            async () => (await _store.QueryAuditAsync(new AuditFilter(), CancellationToken.None)).Entries is [var only] ? only : null,
            () => "The old entry was not deleted");

        Assert.Equal(young.Entry.Id, left.Id);
    }

    private Task<AuditedAct> BeginAsync() => _audit.BeginAsync(Caller.Local, "", "", "Suspend-Queue", "Hub01\\5", []);

    private async Task<AuditEntry> OnlyAsync() => Assert.Single((await _store.QueryAuditAsync(new AuditFilter(), CancellationToken.None)).Entries);
}
