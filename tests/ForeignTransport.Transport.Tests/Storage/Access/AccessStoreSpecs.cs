using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage.Access;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.Access;

/// <summary>What holds for tokens and audit log in every kind of database.</summary>
public abstract class AccessStoreSpecs : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly string Hash = new('a', 64);

    private IAccessStore _store = null!;

    public async Task InitializeAsync() => _store = await OpenAsync();

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await CloseAsync();
    }

    private protected abstract Task<IAccessStore> OpenAsync();

    protected abstract Task CloseAsync();

    [Fact]
    public async Task should_find_a_token_by_its_hash_alone_until_it_is_removed()
    {
        var token = Token("Monitoring") with { Expires = Now.AddDays(90) };
        Assert.Null(await _store.AddTokenAsync(token, Hash, default));

        Assert.Equal(token, await _store.FindTokenAsync(Hash, default));
        Assert.Null(await _store.FindTokenAsync(new string('b', 64), default));
        Assert.Equal(token, await _store.RemoveTokenAsync("MONITORING", default));
        Assert.Null(await _store.RemoveTokenAsync("Monitoring", default));
        Assert.Null(await _store.FindTokenAsync(Hash, default));
    }

    [Fact]
    public async Task should_refuse_a_second_token_of_a_name_and_list_all_by_name()
    {
        await _store.AddTokenAsync(Token("beta"), Hash, default);
        await _store.AddTokenAsync(Token("Alpha") with { Role = Role.Administrator }, new string('b', 64), default);

        var refusal = await _store.AddTokenAsync(Token("BETA"), new string('c', 64), default);

        Assert.Equal(ErrorCatalogue.NameInUse, refusal?.Entry);
        Assert.Equal("Access token 'BETA'", refusal?.Detail);
        Assert.Equal([("Alpha", Role.Administrator), ("beta", Role.Operator)], (await _store.ListTokensAsync(default)).Select(token => (token.Name, token.Role)));
    }

    [Fact]
    public async Task should_add_one_token_when_several_are_made_under_a_name_at_once()
    {
        var refusals = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => _store.AddTokenAsync(Token("racer"), new string((char)('0' + i), 64), default))));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Single(await _store.ListTokensAsync(default));
    }

    [Fact]
    public async Task should_note_a_use_at_most_once_a_minute()
    {
        await _store.AddTokenAsync(Token("a"), Hash, default);

        await _store.TouchTokenAsync(Hash, Now, default);
        await _store.TouchTokenAsync(Hash, Now.AddSeconds(59), default);
        Assert.Equal(Now, (await _store.FindTokenAsync(Hash, default))?.LastUsed);

        await _store.TouchTokenAsync(Hash, Now.AddSeconds(60), default);
        Assert.Equal(Now.AddSeconds(60), (await _store.FindTokenAsync(Hash, default))?.LastUsed);
    }

    [Fact]
    public async Task should_have_no_outcome_until_one_is_written_and_keep_the_first()
    {
        var entry = Entry("Set-ForeignConnector", "Fax'; drop table audit_log --", 0);
        await _store.BeginAuditAsync(entry, default);
        Assert.Equivalent(entry, Assert.Single((await _store.QueryAuditAsync(new AuditFilter(), default)).Entries), strict: true);

        var outcome = new AuditOutcome(true, """{"comment":null}""", """{"comment":"ü"}""", null);
        await _store.CompleteAuditAsync(entry.Id, outcome, default);
        await _store.CompleteAuditAsync(entry.Id, new AuditOutcome(false, null, null, "late"), default);

        Assert.Equivalent(entry with { Outcome = outcome }, Assert.Single((await _store.QueryAuditAsync(new AuditFilter(), default)).Entries), strict: true);
    }

    [Fact]
    public async Task should_show_what_the_filter_lets_through_newest_first_a_page_at_a_time()
    {
        foreach (var i in Enumerable.Range(0, 10))
        {
            await _store.BeginAuditAsync(Entry(i % 2 == 0 ? "Set-ForeignConnector" : "Suspend-Queue", $"Object{i % 3}", i), default);
        }

        Assert.Equal([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], await MinutesAsync(new AuditFilter(), 10));
        Assert.Equal([7, 6], await MinutesAsync(new AuditFilter { Skip = 2, Take = 2 }, 10));
        Assert.Equal([8, 6, 4, 2, 0], await MinutesAsync(new AuditFilter { Cmdlets = ["set-foreignconnector"] }, 5));
        Assert.Equal([9, 6, 3, 0], await MinutesAsync(new AuditFilter { ObjectIds = ["OBJECT0", "none"] }, 4));
        Assert.Equal([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], await MinutesAsync(new AuditFilter { UserIds = ["ADA"] }, 10));
        Assert.Empty(await MinutesAsync(new AuditFilter { UserIds = ["ad%"] }, 0));
        Assert.Equal([5, 4, 3], await MinutesAsync(new AuditFilter { StartDate = Now.AddMinutes(3), EndDate = Now.AddMinutes(6) }, 3));
        Assert.Equal(
            [4], await MinutesAsync(new AuditFilter { Cmdlets = ["Set-ForeignConnector"], ObjectIds = ["Object1"], StartDate = Now.AddMinutes(1) }, 1));
    }

    [Fact]
    public async Task should_delete_what_is_older_and_nothing_else()
    {
        foreach (var i in Enumerable.Range(0, 4))
        {
            await _store.BeginAuditAsync(Entry("Suspend-Queue", "", i), default);
        }

        Assert.Equal(2, await _store.DeleteAuditAsync(Now.AddMinutes(2), default));
        Assert.Equal([3, 2], await MinutesAsync(new AuditFilter(), 2));
    }

    [Fact]
    public async Task should_delete_all_that_is_older_when_it_is_more_than_one_statement_deletes()
    {
        const int Old = AccessStore.DeletedAtOnce + 10;
        foreach (var some in Enumerable.Range(-Old, Old + 1).Chunk(20))
        {
            await Task.WhenAll(some.Select(i => Task.Run(() => _store.BeginAuditAsync(Entry("Suspend-Queue", "", i), default))));
        }

        Assert.Equal(Old, await _store.DeleteAuditAsync(Now, default));
        Assert.Equal([0], await MinutesAsync(new AuditFilter(), 1));
    }

    [Fact]
    public async Task should_keep_what_is_no_text_elsewhere()
    {
        var entry = Entry("Set-ForeignConnector", StoredText.Of("\uD83D\0\U0001F4E0", 100), 0);
        await _store.BeginAuditAsync(entry, default);

        var page = await _store.QueryAuditAsync(new AuditFilter { ObjectIds = ["\uD83D\0\U0001F4E0"] }, default);
        Assert.Equal(entry.ObjectModified, Assert.Single(page.Entries).ObjectModified);
    }

    [Fact]
    public async Task should_answer_everybody_when_more_ask_at_once_than_there_are_sessions()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => _store.BeginAuditAsync(Entry("Suspend-Queue", "", i), default))));

        Assert.Equal(50, (await _store.QueryAuditAsync(new AuditFilter(), default)).Total);
    }

    [Fact]
    public async Task should_page_from_entry_to_entry_also_within_a_millisecond()
    {
        for (var i = 0; i < 7; i++)
        {
            await _store.BeginAuditAsync(Entry("Suspend-Queue", "", i / 3), default);
        }

        var seen = new List<Guid>();
        var all = (await _store.QueryAuditAsync(new AuditFilter(), default)).Entries.Select(entry => entry.Id);
        for (AuditPage? page = null; page?.Next is not null || page is null;)
        {
            page = await _store.QueryAuditAsync(new AuditFilter { Before = page?.Next, Take = 2 }, default);
            Assert.Equal(7, page.Total);
            seen.AddRange(page.Entries.Select(entry => entry.Id));
            Assert.True(AuditPosition.TryParse(page.Next?.ToString() ?? "0-" + new string('0', 32), out var read) && (page.Next is null || read == page.Next));
        }

        Assert.Equal(all, seen);
    }

    [Fact]
    public async Task should_find_an_act_by_each_object_that_it_changed_and_by_what_it_was_given()
    {
        var entry = Entry("Import-TransportConfiguration", "4b1d", 0);
        await _store.BeginAuditAsync(entry, default);
        await _store.BeginAuditAsync(Entry("Set-ForeignConnector", "Telex", 1), default);
        await _store.CompleteAuditAsync(
            entry.Id,
            new AuditOutcome(true, null, "{}", null) { Objects = [new("ForeignConnector", "Fax, Berlin", "changed", "Fax"), new("ForeignConnector", "100%_", "created"), new("TransportConfig", "", "changed")] },
            default);

        foreach (var name in (string[])["fax, berlin", "FAX", "100%_", "4B1D"])
        {
            var found = Assert.Single((await _store.QueryAuditAsync(new AuditFilter { ObjectIds = [name] }, default)).Entries);
            Assert.Equal("Fax, Berlin, 100%_, TransportConfig", found.ObjectModified);
        }

        Assert.Equal(2, (await _store.QueryAuditAsync(new AuditFilter { ObjectIds = ["fax", "telex"] }, default)).Total);
        foreach (var none in (string[])["berlin", "Fax,", "100x_", "%", ""])
        {
            Assert.Empty((await _store.QueryAuditAsync(new AuditFilter { ObjectIds = [none] }, default)).Entries);
        }
    }

    [Fact]
    public async Task should_find_a_command_by_what_it_was_for_and_show_what_it_was_given()
    {
        var entry = Entry("Suspend-Queue", "MessageCount -gt 1", 0);
        await _store.BeginAuditAsync(entry, default);
        await _store.CompleteAuditAsync(entry.Id, new AuditOutcome(true, null, null, null) { FoundBy = [@"Hub01\7", @"Hub01\12"] }, default);

        foreach (var name in (string[])[@"hub01\7", @"Hub01\12", "messagecount -gt 1"])
        {
            Assert.Equal("MessageCount -gt 1", Assert.Single((await _store.QueryAuditAsync(new AuditFilter { ObjectIds = [name] }, default)).Entries).ObjectModified);
        }

        Assert.Empty((await _store.QueryAuditAsync(new AuditFilter { ObjectIds = [@"Hub01\1"] }, default)).Entries);
    }

    [Fact]
    public async Task should_end_a_page_early_when_entries_are_large()
    {
        for (var i = 0; i < 6; i++)
        {
            var entry = Entry("Import-TransportConfiguration", "", i);
            await _store.BeginAuditAsync(entry, default);
            await _store.CompleteAuditAsync(entry.Id, new AuditOutcome(true, new string('b', AccessStore.PageBudget / 4), new string('a', AccessStore.PageBudget / 8), null), default);
        }

        var first = await _store.QueryAuditAsync(new AuditFilter(), default);
        var rest = await _store.QueryAuditAsync(new AuditFilter { Before = first.Next }, default);

        Assert.Equal((2, true), (first.Entries.Length, first.Next is not null));
        Assert.Equal([3, 2], rest.Entries.Select(entry => (int)(entry.RunDate - Now).TotalMinutes));
    }

    private async Task<IEnumerable<int>> MinutesAsync(AuditFilter filter, int total)
    {
        var page = await _store.QueryAuditAsync(filter, default);
        Assert.Equal(total, page.Total);
        return page.Entries.Select(entry => (int)(entry.RunDate - Now).TotalMinutes);
    }

    private static AccessToken Token(string name) => new(name, Role.Operator, Now, null, "root", null);

    private static AuditEntry Entry(string cmdlet, string identity, int minute) => new(
        Guid.CreateVersion7(Now.AddMinutes(minute)),
        Now.AddMinutes(minute),
        new Caller("Ada", Role.Administrator, AuthenticationMethod.Oidc),
        "Hub01",
        "ftx/0.1.0",
        "192.0.2.1",
        cmdlet,
        identity,
        [new AuditParameter("Comment", "ü \"x\""), new AuditParameter("Enabled", "true")],
        null);
}
