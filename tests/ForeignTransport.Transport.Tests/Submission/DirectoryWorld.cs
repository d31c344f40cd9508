using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Transport.BackPressure;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Submission;
using ForeignTransport.Transport.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

/// <summary>A server as far as Pickup and Replay see it: a data directory, a configuration, a store, and a categorizer behind them.</summary>
public abstract class DirectoryWorld : TestKit
{
    protected const int PartitionCount = 16;
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private protected static readonly TimeSpan Never = TimeSpan.FromHours(1);
    private protected static readonly TimeSpan Often = TimeSpan.FromMilliseconds(30);

    private readonly TemporaryDirectory _data = new();
    private long _version;

    protected DirectoryWorld(string hocon = "")
        : base(PatientStart.Hocon + hocon)
    {
        Sys.EventStream.Subscribe(LogProbe, typeof(Warning));
        Sys.EventStream.Subscribe(LogProbe, typeof(Error));
    }

    private protected FakeTimeProvider Time { get; } = new(IntakeDirectory.Start);

    private protected MemoryMessageStore Store { get; } = new();

    private protected OrganizationView Organization { get; } = new();

    /// <summary>What the directories have in hand.</summary>
    private protected SubmissionWork Work { get; } = new();

    /// <summary>How scarce resources are.</summary>
    private protected BackPressureView Pressure { get; } = new();

    private protected TestProbe LogProbe => field ??= CreateTestProbe("log");

    private protected string Data => _data.Path;

    private protected string PickupPath => Path.Combine(Data, "pickup");

    private protected string ReplayPath => Path.Combine(Data, "replay");

    private protected string[] FilesIn(string directory) =>
        Directory.Exists(directory) ? [.. Directory.EnumerateFiles(directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];

    /// <summary>Makes this the configuration in force, and tells.</summary>
    private protected void Configure(Func<TransportService, TransportService>? change = null)
    {
        var service = new TransportService("Hub01");
        var state = OrganizationState.Restore(
            ++_version, [], [change?.Invoke(service) ?? service], [new AcceptedDomain("Contoso", "contoso.com", IsDefault: true)], new TransportConfig());
        Assert.True(Organization.Offer(state));
        Sys.EventStream.Publish(new OrganizationChanged(state));
    }

    private protected IActorRef Start(IActorRef categorizer, SubmissionKind? kind = null, TimeSpan? poll = null, int listingLimit = 16 * 1024)
    {
        Assert.True(NodeConfigurationLoader.TryLoad(
            new NodeConfigurationSources(Data, "hub01.contoso.com"), out var node, out var errors, out _), string.Join('\n', errors));
        node = node with { DataDirectory = Data, Pickup = node.Pickup with { PollInterval = poll ?? Never } };
        return Sys.ActorOf(SubmissionDirectoryActor.Props(kind ?? SubmissionKind.Pickup, new SubmissionServices(
            node,
            Organization,
            new SubmissionPaths("Hub01", Data, WindowsPathMapping.Under(Path.Combine(Data, "drives"))),
            new PartitionChoice(PartitionCount, new HostedPartitions()),
            Store,
            categorizer,
            "1.0",
            Time,
            listingLimit) { Work = Work, Pressure = Pressure }));
    }

    private protected async Task<string?> OpenedAsync(IActorRef directory) =>
        (await directory.Ask<SubmissionDirectoryActor.Opened>(SubmissionDirectoryActor.WaitUntilOpen.Instance, Patience)).Path;

    private protected async Task StopAsync(IActorRef directory) => Assert.True(await directory.GracefulStop(Patience));

    /// <summary>Puts a file there the way a careful writer does: under another name first.</summary>
    private protected static void Drop(string directory, string name, string text)
    {
        Directory.CreateDirectory(directory);
        var hidden = Path.Combine(directory, $"{name}.writing");
        FinishedFile.Write(hidden, text);
        File.Move(hidden, Path.Combine(directory, name));
    }

    /// <summary>Puts a file there in a way of which no notice comes: by a hard link.</summary>
    private protected void DropUnnoticed(string directory, string name, string text)
    {
        var hidden = Path.Combine(Data, $"{name}.hidden");
        FinishedFile.Write(hidden, text);
        using var link = System.Diagnostics.Process.Start("ln", [hidden, Path.Combine(directory, name)]);
        link.WaitForExit();
        Assert.Equal(0, link.ExitCode);
        File.Delete(hidden);
    }

    private protected Task EventuallyAsync(Action assertion) => AwaitAssertAsync(assertion, Patience, TimeSpan.FromMilliseconds(10));

    /// <summary>The log lines so far that contain a text; asking again counts only newer ones.</summary>
    private protected List<string> Logged(string text)
    {
        var lines = new List<string>();
        while (LogProbe.HasMessages)
        {
            var line = LogProbe.ReceiveOne(TimeSpan.Zero).ToString()!;
            if (line.Contains(text, StringComparison.Ordinal))
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _data.Dispose();
    }
}
