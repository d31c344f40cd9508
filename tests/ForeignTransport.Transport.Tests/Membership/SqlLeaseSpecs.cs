using System.Diagnostics;
using Akka.Coordination;
using ForeignTransport.Transport.Membership;
using Npgsql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

[Collection(MembershipSpecs.Name)]
public sealed class SqlLeaseSpecs(MembershipServer server)
{
    private const string Long = "foreign-transport-lease { heartbeat-timeout = 30s, heartbeat-interval = 200ms, lease-operation-timeout = 2s }";
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
        var lease = LeaseOf(await MemberAsync(world, "Hub01"));
        Assert.True(await lease.Acquire());

        await Task.Delay(TimeToLive * 1.5);

        Assert.True(lease.CheckLease());
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

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task should_wait_out_the_time_of_a_dead_owner()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        await world.ExecuteAsync("insert into lease values ('sbr', 'Hub09-000000000000', 7, clock_timestamp() + interval '1200 milliseconds')");
        var lease = LeaseOf(await MemberAsync(world, "Hub01"));

        Assert.True(await lease.Acquire());

        Assert.Equal(8, await world.ScalarAsync<long>("select epoch from lease"));
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
        await world.ExecuteAsync("set statement_timeout = 1000; insert into lease values ('row of the zombie', 'y', 1, clock_timestamp())");
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
        var lease = LeaseOf(await MemberAsync(world, "Hub01"));
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

    private static Lease LeaseOf(HubRun hub) =>
        LeaseProvider.Get(hub.System!).GetLease(MembershipHocon.LeaseName, "foreign-transport-lease", "ignored");
}
