using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Pattern;
using ForeignTransport.Transport.Storage.PostgreSql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.PostgreSql;

/// <summary>One incarnation of a server, as far as its journal goes: connections and an actor system of its own.</summary>
internal sealed class JournalWorld : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OneAttempt = TimeSpan.FromSeconds(2);

    private readonly ActorSystem _system;

    public JournalWorld(string connectionString, string incarnation)
    {
        Database = new PostgreSqlDatabase(connectionString, incarnation);
        var persistence = PostgreSqlPersistence.Of(Database);
        var quiet = ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }");
        _system = ActorSystem.Create("journal", ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(quiet.WithFallback(persistence.Hocon)), persistence.Setup));
    }

    public PostgreSqlDatabase Database { get; }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        _system.Dispose();
        await Database.DisposeAsync();
    }

    /// <summary>Starts a ledger, which ends with its first failure, and waits until it has recovered.</summary>
    public async Task<IActorRef> StartAsync(string id)
    {
        var ledger = _system.ActorOf(Ledger.Props(id));
        await ledger.Ask<string[]>(Ledger.Read.Instance, Patience);
        return ledger;
    }

    /// <summary>Starts a ledger that is started again after a while when it ended, and waits until it has recovered.</summary>
    public async Task<IActorRef> StartSupervisedAsync(string id)
    {
        var ledger = _system.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(
            Ledger.Props(id), "ledger", TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), 0.2, maxNrOfRetries: -1)));
        await ledger.Ask<string[]>(Ledger.Read.Instance, Patience);
        return ledger;
    }

    /// <summary>Writes with an actor that starts for it and ends after it.</summary>
    public async Task WriteAsync(string id, params string[] events)
    {
        var ledger = await StartAsync(id);
        await ledger.Ask<int>(new Ledger.Write(events), Patience);
        Assert.True(await ledger.GracefulStop(Patience));
    }

    /// <summary>What an actor recovers that starts now.</summary>
    public async Task<string[]> ReadAsync(string id)
    {
        var ledger = await StartAsync(id);
        var events = await ledger.Ask<string[]>(Ledger.Read.Instance, Patience);
        Assert.True(await ledger.GracefulStop(Patience));
        return events;
    }

    /// <summary>Asks once; false when there was no answer in time.</summary>
    public static async Task<bool> TryWriteAsync(IActorRef ledger, string line)
    {
        try
        {
            await ledger.Ask<int>(new Ledger.WriteOnce(line), OneAttempt);
            return true;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Asks again and again until it is answered, as whoever submits a message does.</summary>
    public static async Task WriteUntilAnsweredAsync(IActorRef ledger, string line)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await TryWriteAsync(ledger, line))
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
