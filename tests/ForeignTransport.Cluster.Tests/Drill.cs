using System.Globalization;
using ForeignTransport.Server.Bench;

namespace ForeignTransport.Cluster.Tests;

/// <summary>
/// Ends a real server again and again, at random moments, while messages flow into it and a gateway empties its Drop directory all the
/// time; then starts it a last time and settles the account.
/// </summary>
internal sealed class Drill : IAsyncDisposable
{
    /// <summary>The longest a round waits for the progress after which it ends the server.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DrillPlan _plan;
    private readonly TemporaryDirectory _root = TemporaryDirectory.Below(Path.GetTempPath());
    private readonly BenchFolder _folder;
    private readonly DeliveryLedger _ledger;
    private readonly MessageFeeder _feeder;
    private readonly DropConsumer _consumer;
    private readonly Random _random;
    private readonly List<DeliveryFault> _serverFaults = [];
    private int _offered;
    private int _ended;
    private int _endedInFlight;
    private int _endedStarting;

    private Drill(DrillPlan plan)
    {
        _plan = plan;
        _random = new Random(plan.Seed);
        _folder = new BenchFolder(_root.Path);
        _ledger = new DeliveryLedger(Messages(), plan.Messages);
        _feeder = new MessageFeeder(Messages(), plan.Messages, _folder.Outbox, _folder.Target(plan.Form));
        _consumer = new DropConsumer(_folder.Drop, _ledger);

        BenchMessages Messages() => new((ulong)plan.Seed, plan.SizeBytes, plan.Form);
    }

    /// <summary>Runs a plan to its end.</summary>
    public static async Task<DrillReport> RunAsync(DrillPlan plan, Action<string> log)
    {
        log(string.Create(CultureInfo.InvariantCulture, $"seed {plan.Seed}"));
        await using var drill = new Drill(plan);
        var report = await drill.RunAsync();
        log(report.Summary);
        return report;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _consumer.DisposeAsync();
        _root.Dispose();
    }

    private async Task<DrillReport> RunAsync()
    {
        _feeder.Prepare();
        _consumer.Start();

        var server = await StartAsync();
        try
        {
            for (var round = 0; round < _plan.Rounds; round++)
            {
                await RoundAsync(server, end: (int)((long)_plan.Messages * (round + 1) / _plan.Rounds));
                server = await RestartAsync(server);
            }

            await SettleAsync(server);
            await StopAsync(server);

            // Nothing is left to do, so a server that starts again must not publish anything.
            await server.DisposeAsync();
            server = await StartAsync();
            await SettleAsync(server);
            await StopAsync(server);
            await _consumer.StopAsync();

            return new DrillReport(
                _plan,
                _ended,
                _endedInFlight,
                _endedStarting,
                _ledger.Arrived,
                [.. _ledger.Close(index => _feeder.OfferedAt(index) != 0), .. _folder.Leftovers(), .. _serverFaults],
                server.LastOutput);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>
    /// Offers the next messages and ends the server at a random moment of their way. Every other moment is counted in messages, and one at which some are on
    /// the way, which hits a slow machine as well as a fast one; the others in milliseconds, so that no step of the server is spared by its rhythm.
    /// </summary>
    private async Task RoundAsync(ServerProcess server, int end)
    {
        var offering = OfferAsync(_offered, end, new Random(_random.Next()));
        if (_ended % 2 == 0)
        {
            // Before the last quarter: of the last few none may be on the way any more when one looks.
            await InFlightAsync(_ledger.Arrived + _random.Next(Math.Max(1, (end - _ledger.Arrived) * 3 / 4)), end);
        }
        else
        {
            await Task.Delay(_random.Next(120));
        }

        await EndAsync(server);

        // The rest arrives while nobody is there to take it.
        await offering;
        _offered = end;
    }

    private async Task OfferAsync(int first, int end, Random random)
    {
        for (var index = first; index < end; index++)
        {
            _feeder.Offer(index);
            Volatile.Write(ref _offered, index + 1);
            if (random.Next(8) == 0)
            {
                await Task.Delay(random.Next(1, 6));
            }
        }
    }

    /// <summary>Waits until so many have arrived and others are on the way; in vain when all have arrived.</summary>
    private async Task InFlightAsync(int arrivals, int end)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (_ledger.Arrived < end && (_ledger.Arrived < arrivals || !IsInFlight) && !patience.IsCancellationRequested)
        {
            await Task.Delay(1, CancellationToken.None);
        }
    }

    private bool IsInFlight => _ledger.Arrived < Volatile.Read(ref _offered);

    private async Task EndAsync(ServerProcess server)
    {
        if (server.HasExited)
        {
            _serverFaults.Add(new DeliveryFault(DeliveryFaultKind.Server, -1, $"it ended by itself; its last output:\n{server.LastOutput}"));
            return;
        }

        // Looked at before the end: what is offered to a dead server proves nothing.
        _endedInFlight += IsInFlight ? 1 : 0;
        _ended++;
        if (_plan.Ending == Ending.Kill)
        {
            await server.KillAsync();
        }
        else
        {
            await StopAsync(server);
        }
    }

    private async Task<ServerProcess> RestartAsync(ServerProcess server)
    {
        await server.DisposeAsync();
        if (_plan.Ending == Ending.Kill && _random.Next(4) == 0)
        {
            await using var unlucky = ServerProcess.Serve(_plan.Executable, _folder);
            await Task.Delay(_random.Next(1500));
            _endedStarting++;
        }

        return await StartAsync();
    }

    private Task<ServerProcess> StartAsync() =>
        ServerProcess.StartAsync(_plan.Executable, _folder, _plan.ReadyTimeout, CancellationToken.None);

    private async Task SettleAsync(ServerProcess server)
    {
        if (!await Settling.WaitAsync(
            server, _folder, _ledger, _plan.Messages, _plan.QuietPeriod, _plan.StallTimeout, CancellationToken.None))
        {
            _serverFaults.Add(new DeliveryFault(DeliveryFaultKind.Server, -1, $"it ended by itself; its last output:\n{server.LastOutput}"));
        }
    }

    private async Task StopAsync(ServerProcess server)
    {
        var code = await server.StopAsync(CancellationToken.None);
        if (code != 0)
        {
            var how = code is null ? "it did not stop when asked" : string.Create(CultureInfo.InvariantCulture, $"exit code {code}");
            _serverFaults.Add(new DeliveryFault(DeliveryFaultKind.Server, -1, $"{how}; its last output:\n{server.LastOutput}"));
        }
    }
}
