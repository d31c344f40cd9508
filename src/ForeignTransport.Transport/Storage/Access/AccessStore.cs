using System.Collections.Immutable;
using System.Linq.Expressions;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace ForeignTransport.Transport.Storage.Access;

/// <summary>Tokens and audit log in SQLite or PostgreSQL: the same statements for both. What callers send travels as parameters only.</summary>
internal sealed class AccessStore(AccessDatabase database) : IAccessStore
{
    /// <summary>Entries that one statement deletes, or a few more when they are of the same millisecond.</summary>
    internal const int DeletedAtOnce = 500;

    /// <summary>Entries of a page.</summary>
    internal const int LargestPage = 500;

    /// <summary>Characters of what a page was, is and was given, or a little more: the first entry is shown however large it is.</summary>
    internal const int PageBudget = 4 << 20;

    private static readonly long UseResolution = (long)TimeSpan.FromMinutes(1).TotalMilliseconds;

    /// <inheritdoc />
    public async Task<TransportError?> AddTokenAsync(AccessToken token, string hash, CancellationToken cancellationToken)
    {
        try
        {
            await database.RunAsync((session, limit) => session.InsertAsync(AccessTokenRow.Of(token, hash), token: limit), cancellationToken);
            return null;
        }
        catch (AccessStoreException refused) when (AccessDatabase.IsDuplicate(refused.InnerException))
        {
            return ErrorCatalogue.NameInUse.With($"Access token '{token.Name}'");
        }
    }

    /// <inheritdoc />
    public Task<AccessToken?> RemoveTokenAsync(string name, CancellationToken cancellationToken)
    {
        var key = AccessDatabase.Key(name);
        return database.RunAsync(
            async (session, limit) =>
            {
                var row = await session.GetTable<AccessTokenRow>().FirstOrDefaultAsync(row => row.NameKey == key, limit);
                var hash = row?.Hash;
                return row is not null && await session.GetTable<AccessTokenRow>().DeleteAsync(row => row.Hash == hash, limit) == 1 ? row.ToToken() : null;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<ImmutableArray<AccessToken>> ListTokensAsync(CancellationToken cancellationToken) => database.RunAsync(
        async (session, limit) =>
        {
            var rows = await session.GetTable<AccessTokenRow>().ToListAsync(limit);
            return rows.OrderBy(row => row.NameKey, StringComparer.Ordinal).Select(row => row.ToToken()).ToImmutableArray();
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<AccessToken?> FindTokenAsync(string hash, CancellationToken cancellationToken) => database.RunAsync(
        async (session, limit) => (await session.GetTable<AccessTokenRow>().FirstOrDefaultAsync(row => row.Hash == hash, limit))?.ToToken(),
        cancellationToken);

    /// <inheritdoc />
    public Task TouchTokenAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var used = now.ToUnixTimeMilliseconds();
        var earlier = used - UseResolution;
        return database.RunAsync(
            (session, limit) => session.GetTable<AccessTokenRow>()
                .Where(row => row.Hash == hash && (row.LastUsed == null || row.LastUsed <= earlier))
                .Set(row => row.LastUsed, used)
                .UpdateAsync(limit),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task BeginAuditAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        database.RunAsync((session, limit) => session.InsertAsync(AuditRow.Of(entry), token: limit), cancellationToken);

    /// <inheritdoc />
    public Task CompleteAuditAsync(Guid id, AuditOutcome outcome, CancellationToken cancellationToken)
    {
        var key = id.ToString("N");
        return database.RunAsync(
            async (session, limit) =>
            {
                var row = session.GetTable<AuditRow>().Where(row => row.Id == key && row.Succeeded == null);
                var given = outcome.Objects.IsEmpty && outcome.FoundBy.IsEmpty ? null : await row.Select(row => row.ObjectModified).FirstOrDefaultAsync(limit);
                return await (given is null
                        ? row.AsUpdatable()
                        : row.Set(row => row.ObjectModified, outcome.Objects.IsEmpty ? given : AuditObjects.Shown(outcome.Objects))
                            .Set(row => row.ObjectKey, AuditObjects.Key(outcome, given)))
                .Set(row => row.Succeeded, (bool?)outcome.Succeeded)
                .Set(row => row.Before, outcome.Before)
                .Set(row => row.After, outcome.After)
                .Set(row => row.Error, outcome.Error)
                .UpdateAsync(limit);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<AuditPage> QueryAuditAsync(AuditFilter filter, CancellationToken cancellationToken) => database.RunAsync(
        async (session, limit) =>
        {
            var matching = Matching(session, filter);
            var total = await matching.CountAsync(limit);

            // Before anything is read: how much it is. One entry may hold an organization, twice.
            var sizes = await After(matching, filter.Before)
                .OrderByDescending(row => row.RunDate).ThenByDescending(row => row.Id)
                .Skip(filter.Skip).Take(Math.Min(filter.Take, LargestPage) + 1)
                .Select(row => new { row.RunDate, row.Id, Size = (row.Before ?? "").Length + (row.After ?? "").Length + row.Parameters.Length })
                .ToListAsync(limit);
            var count = 0;
            for (long size = 0; count < Math.Min(sizes.Count, Math.Min(filter.Take, LargestPage)); count++)
            {
                size += sizes[count].Size;
                if (count > 0 && size > PageBudget)
                {
                    break;
                }
            }

            var ids = sizes.Take(count).Select(row => row.Id).ToList();
            var rows = await session.GetTable<AuditRow>()
                .Where(row => ids.Contains(row.Id))
                .OrderByDescending(row => row.RunDate).ThenByDescending(row => row.Id)
                .ToListAsync(limit);
            return new AuditPage(
                [.. rows.Select(row => row.ToEntry())],
                total,
                count > 0 && count < sizes.Count ? new AuditPosition(sizes[count - 1].RunDate, Guid.ParseExact(sizes[count - 1].Id, "N")) : null);
        },
        cancellationToken);

    /// <inheritdoc />
    public async Task<int> DeleteAuditAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var oldest = before.ToUnixTimeMilliseconds();
        var total = 0;
        while (true)
        {
            // A few at a time: nobody is kept waiting for long, and a log of years is deleted in the end as well.
            var deleted = await database.RunAsync((session, limit) => DeleteSomeAsync(session, oldest, limit), cancellationToken);
            total += deleted;
            if (deleted < DeletedAtOnce)
            {
                return total;
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        database.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<int> DeleteSomeAsync(DataConnection session, long oldest, CancellationToken cancellationToken)
    {
        var rows = session.GetTable<AuditRow>().Where(row => row.RunDate < oldest);
        var last = await rows.OrderBy(row => row.RunDate).Skip(DeletedAtOnce - 1).Select(row => (long?)row.RunDate).FirstOrDefaultAsync(cancellationToken);
        return await (last is { } date ? rows.Where(row => row.RunDate <= date) : rows).DeleteAsync(cancellationToken);
    }

    private static IQueryable<AuditRow> After(IQueryable<AuditRow> rows, AuditPosition? position)
    {
        if (position is not { Milliseconds: var date, Id: var guid })
        {
            return rows;
        }

        var id = guid.ToString("N");
        return rows.Where(row => row.RunDate < date || (row.RunDate == date && string.CompareOrdinal(row.Id, id) < 0));
    }

    private static IQueryable<AuditRow> Matching(DataConnection session, AuditFilter filter)
    {
        IQueryable<AuditRow> rows = session.GetTable<AuditRow>();
        if (filter.StartDate is { } start)
        {
            var from = start.ToUnixTimeMilliseconds();
            rows = rows.Where(row => row.RunDate >= from);
        }

        if (filter.EndDate is { } end)
        {
            var to = end.ToUnixTimeMilliseconds();
            rows = rows.Where(row => row.RunDate < to);
        }

        rows = OneOf(rows, filter.Cmdlets, keys => row => keys.Contains(row.CmdletKey));
        rows = filter.ObjectIds.IsDefaultOrEmpty ? rows : rows.Where(AuditObjects.Among(filter.ObjectIds));
        return OneOf(rows, filter.UserIds, keys => row => keys.Contains(row.CallerKey));
    }

    private static IQueryable<AuditRow> OneOf(
        IQueryable<AuditRow> rows, ImmutableArray<string> values, Func<List<string>, Expression<Func<AuditRow, bool>>> among) =>
        values.IsDefaultOrEmpty ? rows : rows.Where(among([.. values.Select(AccessDatabase.Key)]));
}
