using System.Reflection;
using ForeignTransport.Cluster.Tests.Containers;
using ForeignTransport.Server.Bench;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>The lines that an Exchange administrator pastes, character for character, through the real ftx on a real cluster of two.</summary>
[Collection(nameof(Alone))]
public sealed class AdministrationSpecs(PostgreSqlFixture database, ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _home = TemporaryDirectory.Below(Path.GetTempPath());

    public void Dispose() => _home.Dispose();

    [UnixFact]
    public async Task should_understand_what_an_exchange_administrator_pastes_and_print_what_exchange_prints()
    {
        await using var drill = await HubDrill.OpenAsync(database, output);
        await drill.Cluster.StartAsync(drill.First, CancellationToken.None);
        await drill.Cluster.StartAsync(drill.Second, CancellationToken.None);
        var servers = $"{drill.Second.Http},{drill.First.Http}";

        async Task<string> RunAsync(string line)
        {
            var (code, text) = await FtxAsync(servers, "-c", line);
            output.WriteLine($"PS> {line}\n{text}");
            Assert.Equal(0, code);
            return text;
        }

        var created = await RunAsync("""New-ForeignConnector -Name "Contoso Foreign Connector" -AddressSpaces "X400:c=US;a=Fabrikam;P=Contoso;5" -SourceTransportServers Hub01,Hub02""");
        Assert.Matches(@"Identity +AddressSpaces +Enabled\n-+ +-+ +-+\nContoso Foreign Connector +\{X400:c=US;a=Fabrikam;P=Contoso;5\} +True\n", created);

        Assert.Contains("\nName : Contoso Foreign Connector\n", await RunAsync("Get-ForeignConnector | Format-List Name"), StringComparison.Ordinal);

        Assert.Empty(await RunAsync("""Set-ForeignConnector "Contoso Foreign Connector" -DropDirectory "C:\Drop Directory" """.Trim()));

        var list = await RunAsync("""Get-ForeignConnector "Contoso Foreign Connector" | Format-List""");
        Assert.Matches(@"\nDropDirectory +: C:\\Drop Directory\n", list);
        Assert.Matches(@"\nDropDirectoryQuota +: Unlimited\n", list);
        Assert.Matches(@"\nSourceTransportServers +: \{Hub01, Hub02\}\n", list);

        var pickup = await RunAsync("Get-TransportService | Format-List PickupDirectoryPath");
        Assert.Contains($"\nPickupDirectoryPath : {drill.First.Pickup}\n", pickup, StringComparison.Ordinal);
        Assert.Contains($"\nPickupDirectoryPath : {drill.Second.Pickup}\n", pickup, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("Get-TransportService | Format-List ReplayDirectoryPath")).Split("ReplayDirectoryPath : /").Length - 1);

        Assert.Empty(await RunAsync("""Set-TransportService Hub01 -PickupDirectoryPath "D:\Pickup Directory" -PickupDirectoryMaxHeaderSize 96KB -PickupDirectoryMaxRecipientsPerMessage 250 -PickupDirectoryMaxMessagesPerMinute 200"""));

        var service = await RunAsync("Get-TransportService Hub01 | Format-List Pickup*,Replay*");
        Assert.Matches(@"\nPickupDirectoryMaxHeaderSize +: 96 KB \(98,304 bytes\)\n", service);
        Assert.Matches(@"\nPickupDirectoryMaxMessagesPerMinute +: 200\n", service);
        Assert.Matches(@"\nPickupDirectoryMaxRecipientsPerMessage +: 250\n", service);
        Assert.Matches(@"\nPickupDirectoryPath +: D:\\Pickup Directory\n", service);
        Assert.Matches(@"\nReplayDirectoryPath +: /", service);

        Assert.Empty(await RunAsync("""Set-ForeignConnector "Contoso Foreign Connector" -AddressSpaces @{Add="FAX:*;1"; Remove="contoso.com"} -MaxMessageSize 10MB"""));
        var changed = await RunAsync("""Get-ForeignConnector "Contoso Foreign Connector" | Format-List AddressSpaces,MaxMessageSize""");
        Assert.Matches(@"AddressSpaces +: \{X400:c=US;a=Fabrikam;P=Contoso;5, FAX:\*;1\}\n", changed);
        Assert.Matches(@"MaxMessageSize +: 10 MB \(10,485,760 bytes\)\n", changed);

        var queues = await RunAsync("Get-Queue | Format-Table");
        Assert.Matches(@"\nIdentity +DeliveryType +Status +MessageCount +Velocity +RiskLevel +OutboundIPPool +NextHopDomain\n", queues);
        Assert.Contains(@"Hub02\Submission", queues, StringComparison.Ordinal);

        // What one server did is found through the other.
        await RunAsync("""New-ForeignConnector Pager -AddressSpaces "PAGER:*;1" -SourceTransportServers Hub01,Hub02""");
        var composed = Path.Combine(_home.Path, "tracked.eml");
        await File.WriteAllTextAsync(composed, "From: bob@fabrikam.com\r\nTo: [PAGER:1]\r\nSubject: tracked\r\n\r\nbody\r\n");
        File.Move(composed, Path.Combine(drill.Second.Pickup, "tracked.eml"));
        string tracked;
        using var patience = new CancellationTokenSource(Patience);
        do
        {
            tracked = await RunAsync("Get-MessageTrackingLog -Sender bob@fabrikam.com -EventId SEND | Sort-Object Timestamp | ft Timestamp,Recipients,Source");
        }
        while (tracked.Length == 0 && !patience.IsCancellationRequested);
        Assert.Matches(@"\nTimestamp +Recipients +Source\n-+ +-+ +-+\n.+ \{IMCEAPAGER-1@contoso\.com\} +GATEWAY\n", tracked);
        Assert.Contains("PICKUP", await RunAsync("Get-TransportService | Get-MessageTrackingLog -MessageSubject TRACK -EventId RECEIVE"), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task should_ask_the_other_server_when_one_is_dead_and_say_which_when_all_are()
    {
        await using var drill = await HubDrill.OpenAsync(database, output);
        await drill.Cluster.StartAsync(drill.First, CancellationToken.None);
        await drill.Cluster.StartAsync(drill.Second, CancellationToken.None);
        var (first, second) = (drill.First.Http!, drill.Second.Http!);
        await drill.Cluster.KillAsync(drill.First);

        var (code, text) = await FtxAsync($"{first},{second}", "-c", "Set-ForeignConnector (Get-ForeignConnector)[0].Name -Comment 'after a death'");
        Assert.Equal((0, ""), (code, text));

        // While the organization moves, the copy of the survivor may be older than the change for seconds.
        using var patience = new CancellationTokenSource(Patience);
        do
        {
            (code, text) = await FtxAsync($"{first},{second}", "-c", "(Get-ForeignConnector)[0].Comment");
        }
        while ((code, text) != (0, "after a death\n") && !patience.IsCancellationRequested);
        Assert.Equal((0, "after a death\n"), (code, text));

        await drill.Cluster.KillAsync(drill.Second);
        (code, text) = await FtxAsync(second.ToString(), "-c", "Get-ForeignConnector");
        Assert.Equal(1, code);
        Assert.Contains($"The ForeignTransport server {second.ToString().TrimEnd('/')} does not answer: ", text, StringComparison.Ordinal);
        Assert.Single(text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task<(int Code, string Text)> FtxAsync(string servers, params string[] arguments)
    {
        var run = await CommandRun.OfAsync(
            _home.Path, Patience, [Ftx(), "-Server", servers, .. arguments],
            ("HOME", _home.Path), ("XDG_CONFIG_HOME", _home.Path), ("XDG_STATE_HOME", _home.Path), ("FTX_CONFIG", ""), ("FTX_SERVER", ""), ("FTX_TOKEN", ""), ("COLUMNS", "160"));
        return (run.ExitCode, run.Output);
    }

    /// <summary>The program as it was built with these specs.</summary>
    private static string Ftx()
    {
        var configuration = typeof(AdministrationSpecs).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "ForeignTransport.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The specs are not run from their checkout.");
        }

        return Path.Combine(root.FullName, "src", "ForeignTransport.Shell", "bin", configuration, "net10.0", "ftx");
    }
}
