using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Transport.Hosting;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>Two servers of which one is suspended and resumed, and what both say of themselves meanwhile.</summary>
[Collection(nameof(Alone))]
public sealed class SuspendedServerSpecs : TwoServers
{
    private const int Partitions = 16;

    [Fact]
    public async Task should_drain_a_suspended_server_and_give_it_work_again_when_it_is_resumed()
    {
        await AddConnectorAsync("Hub01", "Hub02");
        await StateAsync(Hub1, "Hub01", server => server is { State: ServerState.Active, Facts.Partitions: > 0 });
        Folder1.Put(Folder1.Pickup, Message("before"));
        await Folder1.SubmittedAsync();

        await SetStateAsync(Hub2, "Hub01", ComponentState.Draining);

        // What is picked up until Hub01 hears of it is delivered; from then on files stay.
        await StateAsync(Hub2, "Hub01", server => server.Facts is { IsIntakeClosed: true });
        Folder1.Put(Folder1.Pickup, Message("stays"));
        Folder2.Put(Folder2.Pickup, Message("flows"));

        await StateAsync(Hub2, "Hub01", server => server is { State: ServerState.Drained, Facts: { Partitions: 0, IsIntakeClosed: true } });
        await StateAsync(Hub1, "Hub01", server => server is { State: ServerState.Drained, IsLocal: true });
        await StateAsync(Hub1, "Hub02", server => server is { State: ServerState.Active, Facts.Partitions: Partitions });
        Assert.True(Hub1.IsDraining);
        await Folder2.DroppedAsync("Fax", "flows");
        Assert.Single(Folder1.Submissions("*.eml"));

        await SetStateAsync(Hub1, "Hub01", ComponentState.Active);

        await StateAsync(Hub2, "Hub01", server => server is { State: ServerState.Active, Facts: { Partitions: > 0, IsIntakeClosed: false } });
        // By whichever of the two has its partition by now.
        await Eventually.HoldsAsync(() => Dropped() == "before flows stays", () => $"{Dropped()}\n{Folder1.Describe()}\n{Folder2.Describe()}");
        await Folder1.SubmittedAsync();

        string Dropped() => string.Join(' ', Folder1.Dropped("Fax").Concat(Folder2.Dropped("Fax"))
            .Select(file => file.Head.Split("\r\n").Single(line => line.StartsWith("Subject: ", StringComparison.Ordinal))["Subject: ".Length..]).Order());
    }

    [Fact]
    public async Task should_stay_suspended_over_a_restart_and_deliver_what_waited_when_it_is_resumed()
    {
        await AddConnectorAsync("Hub01");
        await SetStateAsync(Hub1, "Hub01", ComponentState.Draining);
        Folder2.Put(Folder2.Pickup, Message("waits"));
        await Folder2.SubmittedAsync();
        await StateAsync(Hub2, "Hub01", server => server.State == ServerState.Drained);
        await Eventually.FindAsync(
            async () => (await Hub2.InspectAsync(CancellationToken.None)).FirstOrDefault(partition =>
                partition.LastError?.Contains("server Hub01 is suspended", StringComparison.Ordinal) == true),
            () => "No partition says why it waits");

        await StopHub1Async();
        await StateAsync(Hub2, "Hub01", server => server is { Status: ServerStatus.NotInCluster, State: ServerState.Unknown, Facts: null });
        await StartHub1Async();
        Folder1.Put(Folder1.Pickup, Message("later"));

        await StateAsync(Hub2, "Hub01", server => server is { Status: "Up", State: ServerState.Drained });
        Assert.Empty(Folder1.Dropped("Fax"));
        Assert.Single(Folder1.Submissions("*.eml"));

        await SetStateAsync(Hub2, "Hub01", ComponentState.Active);

        await Folder1.DroppedAsync("Fax", 2);
    }

    [Fact]
    public async Task should_keep_partitions_where_they_are_when_every_server_is_suspended()
    {
        await SetStateAsync(Hub1, "Hub01", ComponentState.Draining);
        await SetStateAsync(Hub1, "Hub02", ComponentState.Draining);

        await Eventually.FindAsync(
            async () => await Hub1.GetServersAsync(CancellationToken.None) is var all
                && all.Sum(server => server.Facts?.Partitions) == Partitions && all.All(SaysThatItKeepsThem) ? all : null,
            () => "Not all partitions run where they were");

        static bool SaysThatItKeepsThem(ServerStatus server) => server.Facts?.Partitions == 0
            ? server.State == ServerState.Drained
            : server.State == ServerState.Draining
                && server.Remaining.AsEnumerable().SequenceEqual([$"{server.Facts?.Partitions} partitions run on it, and there is no other server to move them to."]);
    }

    [Fact]
    public async Task should_say_of_every_server_what_it_says_of_itself()
    {
        Hub2.HttpAddress = new Uri("http://127.0.0.1:18559/");

        // A server that is slow to answer is shown without facts, and who leads is known once gossip has gone round.
        IReadOnlyList<ServerStatus>? last = null;
        var servers = await Eventually.FindAsync(
            async () =>
            {
                last = await Hub1.GetServersAsync(CancellationToken.None);
                return last.All(server => server is { Facts: not null, Status: "Up" }) && last.Count(server => server.IsLeader) == 1 ? last : null;
            },
            () => string.Join('\n', last ?? []));

        Assert.Equal(["Hub01", "Hub02"], servers.Select(server => server.Name));
        var (first, second) = (servers[0], servers[1]);
        Assert.True(first is { IsLocal: true, IsReachable: true, Status: "Up" });
        Assert.False(second.IsLocal);
        Assert.Single(servers, server => server.IsLeader);
        Assert.Single(servers, server => server.IsOldest);
        Assert.Equal(Folder2.Data, second.Facts!.DataDirectory);
        Assert.Equal(Folder2.Pickup, second.Facts.Pickup);
        Assert.Equal(Folder2.Data, second.Facts.RootDropDirectory);
        Assert.Equal("http://127.0.0.1:18559/", second.Facts.Http);
        Assert.Equal("1.2.3", second.Facts.Version);
        var now = TimeProvider.System.GetUtcNow();
        Assert.InRange(second.Facts.StartedAt, now.AddMinutes(-10), now);

        await MustChangeAsync(Hub2, new OrganizationCommand.SetTransportService(
            "Hub02", ParameterChanges.Of(("PickupDirectoryPath", ParameterValue.Null), ("RootDropDirectoryPath", "/no/such/root"))));
        await StateAsync(Hub1, "Hub02", server => server.Facts is { Pickup: null, RootDropDirectory: "/no/such/root" });
    }

    [Fact]
    public async Task should_test_the_directory_of_every_source_server_of_a_connector()
    {
        await AddConnectorAsync("Hub01", "Hub02", "Hub09");

        var own = await Hub1.TestConnectorAsync("fax", CancellationToken.None);

        Assert.Equal(["Hub01 Passed", "Hub02 Passed", "Hub09 Failed"], own.Reports.Select(report => $"{report.Server} {report.Result}".Replace("Warning", "Passed", StringComparison.Ordinal)));
        Assert.Equal(DropDirectoryCheckKind.Answers, Assert.Single(own.Reports[2].Checks).Kind);
        Assert.Equal(Folder2.Drop("Fax"), own.Reports[1].Path);
        Assert.All(own.Reports, report => Assert.Empty(report.SharedWith));
        Assert.Empty(Directory.EnumerateFiles(Folder1.Drop("Fax")));

        var share = Directory.CreateDirectory(Path.Combine(Folder1.Root, "share")).FullName;
        // On the server that is asked next: it tests what it knows, and has the others know it first.
        await MustChangeAsync(Hub2, new OrganizationCommand.SetForeignConnector("Fax", ParameterChanges.Of(
            ("DropDirectory", share), ("SourceTransportServers", ParameterValue.OfList("Hub01", "Hub02")))));
        var shared = await Hub2.TestConnectorAsync("Fax", CancellationToken.None);

        Assert.Equal(["Hub02", "Hub01"], shared.Reports.SelectMany(report => report.SharedWith));
        Assert.All(shared.Reports, report => Assert.Equal(CheckOutcome.Passed, report.Result));

        Assert.Equal("FT-5004", (await Hub1.TestConnectorAsync("Telex", CancellationToken.None)).Error?.Entry.Code);
    }

    private async Task AddConnectorAsync(params string[] sources)
    {
        await MustChangeAsync(Hub1, new OrganizationCommand.NewAcceptedDomain("Contoso", "contoso.com"));
        await MustChangeAsync(Hub1, new OrganizationCommand.NewForeignConnector("Fax", [Space("FAX:*;1")], [.. sources]));
    }

    private Task SetStateAsync(TransportServer at, string server, ComponentState state) =>
        MustChangeAsync(at, new OrganizationCommand.SetTransportService(server, ParameterChanges.Of(("ComponentState", state.ToString()))));

    private static string Message(string subject) => $"From: alice@fabrikam.com\r\nTo: IMCEAFAX-1@contoso.com\r\nSubject: {subject}\r\n\r\nhello\r\n";

    private static async Task StateAsync(TransportServer asked, string name, Func<ServerStatus, bool> holds)
    {
        ServerStatus? last = null;
        await Eventually.FindAsync(
            async () =>
            {
                last = (await asked.GetServersAsync(CancellationToken.None)).FirstOrDefault(server => server.Name == name);
                return last is not null && holds(last) ? last : null;
            },
            () => $"{last} {string.Join(' ', last?.Remaining ?? [])}");
    }
}
