using System.Collections.Immutable;
using Akka.Actor.Setup;
using Akka.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Membership;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Storage.Access;
using ForeignTransport.Transport.Storage.Tracking;

namespace ForeignTransport.Transport.Hosting;

/// <summary>
/// What a server holds outside its actor system: the lock on its data directory, its database, its name in the cluster, its message store; and
/// the settings that follow from them.
/// </summary>
internal sealed class ServerResources : IAsyncDisposable
{
    private readonly Stack<Func<ValueTask>> _held = new();

    private ServerResources()
    {
    }

    /// <summary>Message content.</summary>
    public IMessageStore Store { get; private set; } = null!;

    /// <summary>How long its writes take, and those of the journal.</summary>
    public WriteWatch Writes { get; private set; } = null!;

    /// <summary>What is damaged of the database; null when another machine's administrator looks after that.</summary>
    public StorageDamage? Damage { get; private set; }

    /// <summary>What a failure of the journal says of damage, which is noted; null when it does not.</summary>
    public Func<Exception, TransportError?> JournalDamageOf { get; private set; } = _ => null;

    /// <summary>Where the database writes; null when that is another machine's business.</summary>
    public IDatabaseSpace? DatabaseSpace { get; private set; }

    /// <summary>Access tokens and audit log.</summary>
    public IAccessStore Access { get; private set; } = null!;

    /// <summary>The tracking table.</summary>
    public ITrackingStore Tracking { get; private set; } = null!;

    /// <summary>The place in the cluster.</summary>
    public IMembership Membership { get; private set; } = null!;

    /// <summary>What the actor system is made with, besides its settings.</summary>
    public ImmutableArray<Setup> Setups { get; private set; } = [];

    /// <summary>The settings of the actor system.</summary>
    public Config Hocon { get; private set; } = Config.Empty;

    /// <summary>Takes everything, in an order in which what is refused has left nothing behind.</summary>
    /// <exception cref="StartRefusedException">Something is not to be had.</exception>
    public static async Task<ServerResources> OpenAsync(NodeConfiguration node, TimeProvider time, CancellationToken cancellationToken)
    {
        var resources = new ServerResources();
        try
        {
            await resources.TakeAsync(node, time, cancellationToken);
            return resources;
        }
        catch (Exception cause)
        {
            await resources.DisposeAsync();
            if (((cause as MessageStoreException)?.Error ?? (cause as AccessStoreException)?.Error) is { } error)
            {
                throw new StartRefusedException(error, cause);
            }

            throw;
        }
    }

    /// <summary>Gives everything back, the last taken first.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_held.TryPop(out var release))
        {
            await release();
        }
    }

    private async Task TakeAsync(NodeConfiguration node, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!RemotingTls.TryCreate(node.Cluster, time, out var tls, out var fault))
        {
            throw new StartRefusedException(fault);
        }

        if (tls.Warning is { } warning)
        {
            LineLogger.Warn(warning.ToString());
        }

        var held = DataDirectoryLock.Take(node.DataDirectory);
        Hold(held.Dispose);

        var self = Incarnation.New(node.ServerName);
        var database = ServerDatabase.Of(node, self.ToString(), error => LineLogger.Error(error.ToString()));
        _held.Push(database.DisposeAsync);
        Membership = node.Database.Provider == DatabaseProvider.PostgreSql
            ? new SharedMembership(node, self, givenUp: null, LineLogger.Warn)
            : new SoleMembership();
        _held.Push(Membership.DisposeAsync);

        var persistence = database.PreparePersistence();
        var effective = tls.Hocon.WithFallback(ClusterHocon.For(node, Membership.Hocon)).WithFallback(persistence.Hocon);
        Hocon = MembershipHocon.WithoutSeedNodes(effective);
        Setups = [persistence.Setup, .. Membership.Setups, .. tls.Setups];
        var refusals = StartRefusals.Find(effective, node);
        foreach (var refusal in refusals.Skip(1))
        {
            LineLogger.Warn(refusal.ToString());
        }

        Refuse(refusals.FirstOrDefault());
        Refuse(await database.PrepareSchemaAsync(cancellationToken));
        Refuse(await Membership.RegisterAsync(cancellationToken));
        _held.Push(async () => await Membership.LeaveAsync());
        Refuse(await database.SettlePartitionsAsync(cancellationToken));
        Writes = new WriteWatch(time);
        DatabaseSpace = database.Space;
        Damage = database.Damage;
        JournalDamageOf = database.JournalDamageOf;
        Store = new WatchedMessageStore(database.OpenMessageStore(node.Storage.CacheSize), Writes);
        _held.Push(Store.DisposeAsync);
        Access = database.OpenAccessStore();
        _held.Push(Access.DisposeAsync);
        var tracking = new ReopeningTrackingStore(database.OpenTrackingStore);
        Tracking = tracking;
        _held.Push(tracking.DisposeAsync);
        if (tracking.TryOpen() is { } unusable)
        {
            // Mail goes on without it, and it is tried again whenever there is something to write.
            LineLogger.Warn(unusable.ToString());
        }
    }

    private static void Refuse(TransportError? refusal)
    {
        if (refusal is not null)
        {
            throw new StartRefusedException(refusal);
        }
    }

    private void Hold(Action release) => _held.Push(() =>
    {
        release();
        return ValueTask.CompletedTask;
    });
}
