using System.Diagnostics;
using ForeignTransport.Core.Errors;
using Npgsql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

[Collection(MembershipSpecs.Name)]
public sealed class MemberRegistrySpecs(MembershipServer server)
{
    [Fact]
    public async Task should_beat_when_registered()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        Assert.Null(await world.Hub("Hub01").RegisterAsync());

        await Eventually.TrueAsync(() => world.ScalarAsync<bool>("select last_seen > started_at from server_incarnation"), "a heartbeat");
    }

    [Theory]
    [InlineData("Hub01")]
    [InlineData("HUB01")]
    public async Task should_refuse_when_a_live_server_has_the_name(string name)
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var first = world.Hub("Hub01");
        Assert.Null(await first.RegisterAsync());

        var error = await world.Hub(name, MembershipWorld.Patient).RegisterAsync();

        Assert.Equal(ErrorCatalogue.ServerNameInUse, error?.Entry);
        Assert.Contains(first.Incarnation.ToString(), error!.Detail, StringComparison.Ordinal);
        Assert.Empty(await world.IncarnationsAsync("fenced_at is not null"));
        Assert.False(first.Lost.IsCompleted);
    }

    [Fact]
    public async Task should_take_the_name_when_its_session_gives_no_sign()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var stopped = world.Hub("Hub01", MembershipWorld.Times with { Heartbeat = TimeSpan.FromHours(1) });
        Assert.Null(await stopped.RegisterAsync());

        Assert.Null(await world.Hub("Hub01").RegisterAsync());

        Assert.Equal([stopped.Incarnation.ToString()], await world.IncarnationsAsync("fenced_at is not null"));
    }

    [Fact]
    public async Task should_fence_earlier_runs_and_end_their_sessions_when_registered()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        await world.InsertDeadAsync("Hub01");
        await world.InsertDeadAsync("Hub02");
        var earlier = Assert.Single(await world.IncarnationsAsync("server_name = 'Hub01'"));
        await using var session = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(world.ConnectionString) { ApplicationName = earlier, Pooling = false }.ConnectionString);
        await session.OpenAsync();

        Assert.Null(await world.Hub("Hub01").RegisterAsync());

        Assert.Equal([earlier], await world.IncarnationsAsync("fenced_at is not null"));
        Assert.Equal(0, await world.ScalarAsync<long>($"select count(*) from pg_stat_activity where application_name = '{earlier}'"));
    }

    [Theory]
    [InlineData("update server_incarnation set fenced_at = clock_timestamp()")]
    [InlineData("delete from server_incarnation")]
    public async Task should_say_so_when_it_is_fenced_or_forgotten(string deed)
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var hub = world.Hub("Hub01");
        Assert.Null(await hub.RegisterAsync());

        await world.ExecuteAsync(deed);

        Assert.Equal(ErrorCatalogue.ServerFenced, (await hub.Lost.WaitAsync(Eventually.Patience)).Entry);
    }

    [Fact]
    public async Task should_go_on_when_the_database_restarts()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var hub = world.Hub("Hub01");
        Assert.Null(await hub.RegisterAsync());

        try
        {
            await server.SetAwayAsync(away: true);
        }
        finally
        {
            await server.SetAwayAsync(away: false);
        }

        var before = await world.ScalarAsync<DateTime>("select clock_timestamp()");

        await Eventually.TrueAsync(async () => await world.ScalarAsync<DateTime>("select last_seen from server_incarnation") > before, "a heartbeat");
        Assert.Equal(ErrorCatalogue.ServerNameInUse, (await world.Hub("Hub01", MembershipWorld.Patient).RegisterAsync())?.Entry);
        Assert.False(hub.Lost.IsCompleted);
    }

    [Fact]
    public async Task should_go_on_when_only_its_session_was_ended()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var hub = world.Hub("Hub01");
        Assert.Null(await hub.RegisterAsync());

        await world.ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where application_name = '{hub.Incarnation}'");
        var before = await world.ScalarAsync<DateTime>("select clock_timestamp()");

        await Eventually.TrueAsync(async () => await world.ScalarAsync<DateTime>("select last_seen from server_incarnation") > before, "a heartbeat");
        Assert.False(hub.Lost.IsCompleted);
    }

    [Fact]
    public async Task should_end_when_another_took_the_name_while_it_had_no_session()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var hub = world.Hub("Hub01", MembershipWorld.Times with { Heartbeat = TimeSpan.FromSeconds(5) });
        Assert.Null(await hub.RegisterAsync());
        await world.ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where application_name = '{hub.Incarnation}'");

        Assert.Null(await world.Hub("Hub01").RegisterAsync());

        var loss = await hub.Lost.WaitAsync(Eventually.Patience);
        Assert.Contains(loss.Entry, new[] { ErrorCatalogue.ServerNameInUse, ErrorCatalogue.ServerFenced });
    }

    [Fact]
    public async Task should_free_the_name_at_once_when_it_leaves()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var hub = world.Hub("Hub01");
        Assert.Null(await hub.RegisterAsync());
        hub.Registry.BeginLeave();
        await hub.Registry.LeaveAsync();
        Assert.Empty(await world.IncarnationsAsync("true"));
        var began = Stopwatch.GetTimestamp();

        Assert.Null(await world.Hub("Hub01", MembershipWorld.Patient).RegisterAsync());

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Eventually.Patience);
    }

    [Fact]
    public async Task should_stay_refused_when_it_is_fenced_and_leaves()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var hub = world.Hub("Hub01");
        Assert.Null(await hub.RegisterAsync());
        await world.ExecuteAsync("update server_incarnation set fenced_at = clock_timestamp()");

        await hub.Registry.LeaveAsync();

        Assert.Single(await world.IncarnationsAsync("fenced_at is not null"));
    }

    [Fact]
    public async Task should_delete_fenced_rows_when_they_are_old_and_have_no_session()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        await world.InsertDeadAsync("Hub07");
        await world.InsertDeadAsync("Hub08");
        await world.InsertDeadAsync("Hub09");
        await world.ExecuteAsync(
            """
            update server_incarnation set last_seen = clock_timestamp() - interval '25 hours', fenced_at = clock_timestamp() - interval '25 hours'
            where server_name <> 'Hub09'
            """);
        var haunting = Assert.Single(await world.IncarnationsAsync("server_name = 'Hub08'"));
        await using var session = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(world.ConnectionString) { ApplicationName = haunting, Pooling = false }.ConnectionString);
        await session.OpenAsync();

        Assert.Null(await world.Hub("Hub01").RegisterAsync());

        Assert.Empty(await world.IncarnationsAsync("server_name = 'Hub07'"));
        Assert.Single(await world.IncarnationsAsync("server_name = 'Hub08'"));
        Assert.Single(await world.IncarnationsAsync("server_name = 'Hub09'"));
    }

    [Fact]
    public async Task should_list_who_acts_and_lives()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var (asking, acting) = (world.Hub("Hub01", MembershipWorld.Patient), world.Hub("Hub02"));
        Assert.Null(await asking.RegisterAsync());
        Assert.Null(await acting.RegisterAsync());
        await world.InsertDeadAsync("Hub03");
        await world.ExecuteAsync("update server_incarnation set joined_at = clock_timestamp() where server_name = 'Hub02'");
        await world.ExecuteAsync("update server_incarnation set last_seen = clock_timestamp() - interval '1 hour' where server_name = 'Hub03'");

        Assert.Equal(["Hub02"], (await asking.Registry.ListAsync(default)).Select(row => row.ServerName));
    }
}
