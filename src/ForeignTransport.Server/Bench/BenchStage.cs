using System.Diagnostics;
using System.Globalization;

namespace ForeignTransport.Server.Bench;

/// <summary>Starts the server of one run and returns once it takes messages.</summary>
internal delegate Task<IBenchServer> StartServer(BenchFolder folder, CancellationToken cancellationToken);

/// <summary>
/// One server on an empty data directory with its messages, feeder and consumer: what every run needs, from the start of the server to
/// the settling of accounts.
/// </summary>
internal sealed class BenchStage : IAsyncDisposable
{
    private readonly BenchOptions _options;
    private readonly BenchFolder _folder;
    private readonly DropConsumer _consumer;
    private readonly List<DeliveryFault> _serverFaults = [];

    private BenchStage(BenchOptions options, BenchFolder folder, IBenchServer server, MessageFeeder feeder, DeliveryLedger ledger)
    {
        _options = options;
        _folder = folder;
        Server = server;
        Feeder = feeder;
        Ledger = ledger;
        _consumer = new DropConsumer(folder.Drops, ledger);
        _consumer.Start();
    }

    /// <summary>The server under test.</summary>
    public IBenchServer Server { get; }

    /// <summary>Offers the messages: first those of the warm-up, then those that are measured.</summary>
    public MessageFeeder Feeder { get; }

    /// <summary>What came out.</summary>
    public DeliveryLedger Ledger { get; }

    /// <summary>The first message that is measured; those before it warm up.</summary>
    public int First => _options.WarmUpMessages;

    /// <summary>False when the warm-up failed: there is nothing to measure, and <see cref="CloseAsync"/> says why.</summary>
    public bool IsWarm => Ledger.Arrived >= First && !Server.HasExited;

    /// <summary>Writes all messages, starts the server, delivers the warm-up, and waits until all is quiet.</summary>
    public static async Task<BenchStage> OpenAsync(
        BenchOptions options, BenchLoad load, ulong seed, string root, StartServer start, CancellationToken cancellationToken)
    {
        var folder = new BenchFolder(root, options.Organization);
        var count = options.WarmUpMessages + load.Messages;
        var feeder = new MessageFeeder(new BenchMessages(seed, load.SizeBytes), count, folder.Outbox, [.. folder.Servers.Select(folder.PickupOf)]);
        feeder.Prepare();

        var server = await start(folder, cancellationToken);
        var ledger = new DeliveryLedger(new BenchMessages(seed, load.SizeBytes), count);
        var stage = new BenchStage(options, folder, server, feeder, ledger);
        try
        {
            stage.Feeder.OfferAll(0, stage.First, cancellationToken);
            await stage.SettleAsync(stage.First, cancellationToken);
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }

        return stage;
    }

    /// <summary>Waits until <paramref name="arrivals"/> messages have arrived and all is quiet, or nothing more can be expected.</summary>
    public async Task SettleAsync(int arrivals, CancellationToken cancellationToken)
    {
        if (!await Settling.WaitAsync(
            Server, _folder, Ledger, arrivals, _options.QuietPeriod, _options.StallTimeout, cancellationToken))
        {
            _serverFaults.Add(new DeliveryFault(DeliveryFaultKind.Server, -1, $"it ended by itself; its last output:\n{Server.LastOutput}"));
        }
    }

    /// <summary>The sorted latencies, in milliseconds, of the measured messages that arrived.</summary>
    public double[] Latencies()
    {
        var latencies = new List<double>(Ledger.Count);
        for (var index = First; index < Ledger.Count; index++)
        {
            if (Ledger.VisibleAt(index) is var visibleAt and not 0)
            {
                latencies.Add(Stopwatch.GetElapsedTime(Feeder.OfferedAt(index), visibleAt).TotalMilliseconds);
            }
        }

        latencies.Sort();
        return [.. latencies];
    }

    /// <summary>Stops the server and the consumer, and names everything that went wrong, the warm-up included.</summary>
    public async Task<IReadOnlyList<DeliveryFault>> CloseAsync(CancellationToken cancellationToken)
    {
        if (!Server.HasExited && await Server.StopAsync(cancellationToken) is var code and not 0)
        {
            var how = code is null ? "it did not stop when asked" : string.Create(CultureInfo.InvariantCulture, $"exit code {code} when asked to stop");
            _serverFaults.Add(new DeliveryFault(DeliveryFaultKind.Server, -1, $"{how}; its last output:\n{Server.LastOutput}"));
        }

        await _consumer.StopAsync();
        return [.. Ledger.Close(index => Feeder.OfferedAt(index) != 0), .. _folder.Leftovers(), .. _serverFaults];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _consumer.DisposeAsync();
    }
}
