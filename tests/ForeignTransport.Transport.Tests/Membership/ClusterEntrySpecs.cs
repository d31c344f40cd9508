using System.Diagnostics;
using Akka.Cluster;
using ForeignTransport.Core.Errors;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

[Collection(MembershipSpecs.Name)]
public sealed class ClusterEntrySpecs(MembershipServer server)
{
    private static readonly int Repetitions = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("FT_LONG")) ? 10 : 100;

    [Fact]
    public async Task should_found_at_once_when_nobody_was_ever_there()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var hub = world.Hub("Hub01");

        Assert.Null(await hub.StartAsync());

        Assert.Equal(MemberStatus.Up, hub.Cluster.SelfMember.Status);
        Assert.Equal([hub.Incarnation.ToString()], await world.IncarnationsAsync("joined_at is not null and fenced_at is null"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task should_form_one_cluster_when_servers_start_at_the_same_instant(int count)
    {
        for (var round = 0; round < (count == 2 ? Repetitions : Repetitions / 3); round++)
        {
            await using var world = await MembershipWorld.CreateAsync(server);
            var hubs = Enumerable.Range(1, count).Select(number => world.Hub($"Hub0{number}")).ToList();

            var errors = await Task.WhenAll(hubs.Select(hub => Task.Run(() => hub.StartAsync())));

            Assert.All(errors, Assert.Null);
            await OneClusterAsync(hubs);
            Assert.Empty(await world.IncarnationsAsync("fenced_at is not null or joined_at is null"));
        }
    }

    [Fact]
    public async Task should_form_one_cluster_when_servers_start_at_the_same_instant_over_the_rows_of_dead_ones()
    {
        for (var round = 0; round < Math.Max(1, Repetitions / 5); round++)
        {
            await using var world = await MembershipWorld.CreateAsync(server);
            await world.InsertDeadAsync("Hub01");
            await world.InsertDeadAsync("Hub02");
            await world.InsertDeadAsync("Hub03");
            var hubs = new[] { world.Hub("Hub01"), world.Hub("Hub02") };

            var errors = await Task.WhenAll(hubs.Select(hub => Task.Run(() => hub.StartAsync())));

            Assert.All(errors, Assert.Null);
            await OneClusterAsync(hubs);
            Assert.Equal(3, (await world.IncarnationsAsync("fenced_at is not null")).Count);
        }
    }

    [Theory]
    [InlineData("Hub01")]
    [InlineData("Hub02")]
    public async Task should_found_alone_when_it_is_the_one_of_a_dead_pair_that_comes_back(string name)
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var (first, second) = (world.Hub("Hub01"), world.Hub("Hub02"));
        Assert.Null(await first.StartAsync());
        Assert.Null(await second.StartAsync());
        await Task.WhenAll(first.CrashAsync(), second.CrashAsync());
        var back = world.Hub(name);

        Assert.Null(await back.StartAsync());

        Assert.Single(back.Cluster.State.Members);
        Assert.Equal(
            new[] { first.Incarnation.ToString(), second.Incarnation.ToString() }.Order(),
            await world.IncarnationsAsync("fenced_at is not null"));
    }

    [Fact]
    public async Task should_come_back_without_waiting_when_the_only_server_crashed()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var before = world.Hub("Hub01", MembershipWorld.Patient);
        Assert.Null(await before.StartAsync());
        await before.CrashAsync();
        var began = Stopwatch.GetTimestamp();

        Assert.Null(await world.Hub("Hub01", MembershipWorld.Patient).StartAsync());

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Eventually.Patience);
        Assert.Equal([before.Incarnation.ToString()], await world.IncarnationsAsync("fenced_at is not null"));
    }

    [Fact]
    public async Task should_leave_no_trace_when_servers_leave_and_the_next_one_starts()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var (first, second) = (world.Hub("Hub01"), world.Hub("Hub02"));
        Assert.Null(await first.StartAsync());
        Assert.Null(await second.StartAsync());

        await first.LeaveAsync();
        await Eventually.TrueAsync(() => second.Cluster.State.Members.Count == 1, "the first to be gone");
        await second.LeaveAsync();

        Assert.Empty(await world.IncarnationsAsync("true"));
        Assert.False(first.Lost.IsCompleted || second.Lost.IsCompleted);
    }

    [Fact]
    public async Task should_never_found_when_a_member_lives_that_does_not_let_it_in()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var (deaf, seeking) = (world.Hub("Hub01"), world.Hub("Hub02"));
        Assert.Null(await deaf.RegisterAsync());
        await world.ExecuteAsync("update server_incarnation set joined_at = clock_timestamp(), host = '127.0.0.1', port = 1, uid = 1");
        using var limit = new CancellationTokenSource(MembershipWorld.Times.StaleAfter * 2);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => seeking.StartAsync(limit.Token));

        Assert.Equal([deaf.Incarnation.ToString()], await world.IncarnationsAsync("joined_at is not null"));
        Assert.Empty(await world.IncarnationsAsync("fenced_at is not null"));
    }

    [Fact]
    public async Task should_found_when_a_founder_died_right_after_its_commit()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var founder = world.Hub("Hub01");
        Assert.Null(await founder.RegisterAsync());
        await world.ExecuteAsync("update server_incarnation set joined_at = clock_timestamp(), host = '127.0.0.1', port = 1, uid = 1");
        await founder.CrashAsync();

        Assert.Null(await world.Hub("Hub02").StartAsync());

        Assert.Equal([founder.Incarnation.ToString()], await world.IncarnationsAsync("fenced_at is not null"));
    }

    [Fact]
    public async Task should_not_wait_for_servers_that_died_before_they_joined()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        await world.InsertDeadAsync("Hub01", joined: false);

        Assert.Null(await world.Hub("Hub02", MembershipWorld.Patient).StartAsync());
    }

    [Fact]
    public async Task should_end_when_it_is_fenced_while_it_enters()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var hub = world.Hub("Hub01");
        Assert.Null(await hub.RegisterAsync());
        hub.Listen();
        await world.ExecuteAsync("update server_incarnation set fenced_at = clock_timestamp()");

        Assert.Equal(ErrorCatalogue.ServerFenced, (await hub.EnterAsync())?.Entry);

        Assert.Equal(ErrorCatalogue.ServerFenced, (await hub.Lost.WaitAsync(Eventually.Patience)).Entry);
        Assert.Empty(await world.IncarnationsAsync("joined_at is not null"));
    }

    [Fact]
    public async Task should_enter_through_a_seed_when_the_database_names_an_address_that_does_not_answer()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var (first, second) = (world.Hub("Hub01"), world.Hub("Hub02"));
        Assert.Null(await first.StartAsync());
        var port = await world.ScalarAsync<int>("select port from server_incarnation");
        await world.ExecuteAsync("update server_incarnation set port = 1");
        Assert.Null(await second.RegisterAsync());
        second.Listen();
        var entering = second.EnterAsync(seeds: first.Cluster.SelfAddress);
        await Eventually.TrueAsync(() => second.Cluster.State.Members.Count == 2, "the seed to let it in");
        await world.ExecuteAsync($"update server_incarnation set port = {port} where server_name = 'Hub01'");

        Assert.Null(await entering);
    }

    [Fact]
    public async Task should_refuse_to_act_when_a_seed_belongs_to_a_cluster_with_another_database()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        await using var otherWorld = await MembershipWorld.CreateAsync(server);
        var (deaf, foreigner) = (world.Hub("Hub01"), otherWorld.Hub("Hub09"));
        var hub = world.Hub("Hub02", MembershipWorld.Times with { Judgement = TimeSpan.FromSeconds(2) });
        Assert.Null(await deaf.RegisterAsync());
        await world.ExecuteAsync("update server_incarnation set joined_at = clock_timestamp(), host = '127.0.0.1', port = 1, uid = 1");
        Assert.Null(await foreigner.StartAsync());
        Assert.Null(await hub.RegisterAsync());
        hub.Listen();

        var error = await hub.EnterAsync(seeds: foreigner.Cluster.SelfAddress);

        Assert.Equal(ErrorCatalogue.OtherClusterFound, error?.Entry);
        Assert.Equal([deaf.Incarnation.ToString()], await world.IncarnationsAsync("joined_at is not null"));
    }

    [Fact]
    public async Task should_wait_and_enter_when_the_database_goes_away_meanwhile()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var hub = world.Hub("Hub01");
        Assert.Null(await hub.RegisterAsync());
        hub.Listen();
        Task<TransportError?> entering;
        try
        {
            await server.SetAwayAsync(away: true);
            entering = hub.EnterAsync();
            await Task.Delay(MembershipWorld.Times.Poll * 4);
            Assert.False(entering.IsCompleted);
        }
        finally
        {
            await server.SetAwayAsync(away: false);
        }

        Assert.Null(await entering);
    }

    private static async Task OneClusterAsync(IReadOnlyCollection<HubRun> hubs)
    {
        await Eventually.TrueAsync(() => hubs.All(hub => hub.Cluster.State.Members.Count == hubs.Count), "everybody to see everybody");
        Assert.Single(hubs.Select(hub => string.Join(' ', hub.Members)).Distinct());
        Assert.All(hubs, hub => Assert.False(hub.Lost.IsCompleted));
    }
}
