using System.Diagnostics;
using System.Globalization;
using Akka.Coordination;
using ForeignTransport.Transport.Membership;
using Npgsql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

[Collection(MembershipSpecs.Name)]
public sealed class SqlLeaseSpecs(MembershipServer server)
{
    private const string Long = "foreign-transport-lease { heartbeat-timeout = 10m, heartbeat-interval = 200ms, lease-operation-timeout = 5s }";
    private static readonly TimeSpan TimeToLive = TimeSpan.FromMilliseconds(1500);

    [Fact]
    public async Task should_be_held_when_free()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var lease = LeaseOf(await MemberAsync(world, "Hub01"));
        Assert.False(lease.CheckLease());

        Assert.True(await lease.Acquire());

        Assert.True(lease.CheckLease());
        Assert.True(await lease.Acquire());
        Assert.Equal(1, await world.ScalarAsync<long>("select epoch from lease"));
    }

    [Fact]
    public async Task should_stay_held_beyond_its_time_when_the_owner_lives()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var hub = await MemberAsync(world, "Hub01", Lasting(TimeToLive));
        var lease = LeaseOf(hub);
        Assert.True(await lease.Acquire());

        await Task.Delay(TimeToLive * 1.5);

        // A renewal may come late and count again; nobody else has had it meanwhile.
        await Eventually.TrueAsync(lease.CheckLease, "the lease to be held");
        Assert.Equal(hub.Incarnation.ToString(), await world.ScalarAsync<string>("select owner from lease where epoch = 1"));
    }

    [Fact]
    public async Task should_be_refused_at_once_when_the_owner_is_seen_to_live()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var (first, second) = (await MemberAsync(world, "Hub01", Long), await MemberAsync(world, "Hub02", Long));
        Assert.True(await LeaseOf(first).Acquire());
        // As the first saw it, the second was unreachable; here it only counts that it is a member still.
        await world.ExecuteAsync("update server_incarnation set fenced_at = null");
        var began = Stopwatch.GetTimestamp();

        Assert.False(await LeaseOf(second).Acquire());

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Eventually.Patience);
    }

    [Fact]
    public async Task should_wait_out_the_time_of_a_dead_owner()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var lease = LeaseOf(await MemberAsync(world, "Hub01", Long));
        await world.ExecuteAsync("insert into lease values ('sbr', 'Hub09-000000000000', 7, clock_timestamp() + interval '1200 milliseconds')");

        Assert.True(await lease.Acquire());

        Assert.Equal(8, await world.ScalarAsync<long>("select epoch from lease"));
    }

    [Fact]
    public async Task should_look_once_more_when_an_attempt_took_longer_than_the_time_of_the_dead()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var hub = await MemberAsync(world, "Hub01", Lasting(TimeSpan.FromMilliseconds(4500)));
        await using var session = new NpgsqlConnection(world.ConnectionString);
        await session.OpenAsync();
        await using var transaction = await session.BeginTransactionAsync();
        await using var membership = new NpgsqlCommand(Fencing.Lock, session, transaction);
        await membership.ExecuteNonQueryAsync();
        var acquiring = LeaseOf(hub).Acquire();

        // Each attempt waits for the lock; the second comes when the first was given up.
        var attempts = new HashSet<DateTime>();
        await Eventually.TrueAsync(async () =>
        {
            var since = await world.ScalarAsync<DateTime>(
                $"select query_start from pg_stat_activity where application_name = '{hub.Incarnation}' and wait_event = 'advisory'");
            return acquiring.IsCompleted || (since != default && attempts.Add(since) && attempts.Count == 2);
        }, "a second attempt");
        await transaction.RollbackAsync();

        Assert.True(await acquiring);
        Assert.Equal(1, await world.ScalarAsync<long>("select epoch from lease"));
    }

    [Theory]
    [InlineData("fenced_at = clock_timestamp()")]
    [InlineData("joined_at = null")]
    public async Task should_be_refused_when_the_server_is_fenced_or_no_member_however_free_it_is(string state)
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var lease = LeaseOf(await MemberAsync(world, "Hub01"));
        await world.ExecuteAsync($"update server_incarnation set {state}");

        Assert.False(await lease.Acquire());

        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from lease"));
    }

    [Fact]
    public async Task should_have_shut_out_the_dead_when_it_is_won()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var (survivor, zombie) = (await MemberAsync(world, "Hub01"), await MemberAsync(world, "Hub02"));
        await world.InsertDeadAsync("Hub03", joined: false);
        await using var session = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(world.ConnectionString) { ApplicationName = zombie.Incarnation.ToString() }.ConnectionString);
        await session.OpenAsync();
        await using var transaction = await session.BeginTransactionAsync();
        await using var write = new NpgsqlCommand("insert into lease values ('row of the zombie', 'x', 1, clock_timestamp())", session, transaction);
        await write.ExecuteNonQueryAsync();

        Assert.True(await LeaseOf(survivor).Acquire());

        Assert.Equal([zombie.Incarnation.ToString()], await world.IncarnationsAsync("fenced_at is not null"));
        // The lock of its row is gone with it: this does not wait.
        await world.ExecuteAsync("set statement_timeout = 30000; insert into lease values ('row of the zombie', 'y', 1, clock_timestamp())");
        await Assert.ThrowsAnyAsync<Exception>(() => transaction.CommitAsync());
        await using var again = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(world.ConnectionString) { ApplicationName = zombie.Incarnation.ToString() }.ConnectionString);
        await again.OpenAsync();
        await using var late = new NpgsqlCommand("insert into message_content (id, chunk, data) values (gen_random_uuid(), 0, '')", again);
        Assert.Equal("FT001", (await Assert.ThrowsAsync<PostgresException>(() => late.ExecuteNonQueryAsync())).SqlState);
    }

    [Fact]
    public async Task should_not_be_held_while_the_database_is_away_and_again_after_it()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var lease = LeaseOf(await MemberAsync(world, "Hub01", Lasting(TimeSpan.FromSeconds(3))));
        var lost = new TaskCompletionSource<Exception>();
        Assert.True(await lease.Acquire(lost.SetResult));

        await server.SetAwayAsync(away: true);
        try
        {
            await Eventually.TrueAsync(() => !lease.CheckLease(), "the lease not to be held");
            await lost.Task.WaitAsync(Eventually.Patience);
            await Assert.ThrowsAsync<LeaseException>(() => lease.Acquire());
        }
        finally
        {
            await server.SetAwayAsync(away: false);
        }

        await Eventually.TrueAsync(lease.CheckLease, "the lease to be held again");
        Assert.Equal(1, await world.ScalarAsync<long>("select epoch from lease"));
    }

    [Theory]
    [InlineData("update lease set owner = 'Hub02-000000000000', epoch = epoch + 1, expires = clock_timestamp() + interval '1 hour'")]
    [InlineData("update server_incarnation set fenced_at = clock_timestamp()")]
    public async Task should_say_so_when_it_is_lost_to_another(string deed)
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var lease = LeaseOf(await MemberAsync(world, "Hub01"));
        var lost = new TaskCompletionSource<Exception>();
        Assert.True(await lease.Acquire(lost.SetResult));

        await world.ExecuteAsync(deed);

        Assert.IsType<LeaseException>(await lost.Task.WaitAsync(Eventually.Patience));
        Assert.False(lease.CheckLease());
    }

    [Fact]
    public async Task should_be_free_at_once_when_released()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var (first, second) = (await MemberAsync(world, "Hub01", Long), await MemberAsync(world, "Hub02", Long));
        var held = LeaseOf(first);
        Assert.True(await held.Acquire());
        await world.ExecuteAsync("update server_incarnation set fenced_at = null");

        Assert.True(await held.Release());

        Assert.False(held.CheckLease());
        Assert.True(await LeaseOf(second).Acquire());
    }

    /// <summary>A member as the database sees it; its actor system is in no cluster, so it reaches nobody.</summary>
    private static async Task<HubRun> MemberAsync(MembershipWorld world, string name, string settings = "")
    {
        var hub = world.Hub(name);
        Assert.Null(await hub.RegisterAsync());
        hub.Listen(settings);
        await world.ExecuteAsync($"update server_incarnation set joined_at = clock_timestamp() where incarnation = '{hub.Incarnation}'");
        return hub;
    }

    private static string Lasting(TimeSpan timeToLive) => string.Create(
        CultureInfo.InvariantCulture, $"foreign-transport-lease.heartbeat-timeout = {timeToLive.TotalMilliseconds}ms");

    private static Lease LeaseOf(HubRun hub) =>
        LeaseProvider.Get(hub.System!).GetLease(MembershipHocon.LeaseName, "foreign-transport-lease", "ignored");
}
