using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage.Access;
using ForeignTransport.Transport.Storage.Tracking;

namespace ForeignTransport.Transport.Storage;

/// <summary>
/// The database of one run of a server, whichever kind it is. In this order: schema, partitions, then message store and journal; disposed of
/// last, after the store and the actor system.
/// </summary>
/// <remarks>Every method throws <see cref="MessageStoreException"/> when the database cannot be used at all.</remarks>
internal interface IServerDatabase : IAsyncDisposable
{
    /// <summary>Creates the schema in an empty database, or finds it as this release needs it.</summary>
    /// <returns>Why the server must not start; null when it may.</returns>
    Task<TransportError?> PrepareSchemaAsync(CancellationToken cancellationToken);

    /// <summary>Brings the schema to this release, for an administrator who asked for that.</summary>
    /// <returns>From which version to which; null when this kind of database keeps its schema itself.</returns>
    Task<SchemaUpgrade?> UpgradeSchemaAsync(CancellationToken cancellationToken);

    /// <summary>Notes the number of partitions, or finds that it is not the one that queued messages were accepted with.</summary>
    /// <returns>Why the server must not start; null when it may.</returns>
    Task<TransportError?> SettlePartitionsAsync(CancellationToken cancellationToken);

    /// <summary>Opens the message store, which the caller disposes of.</summary>
    IMessageStore OpenMessageStore(long cacheBytes);

    /// <summary>Opens access tokens and audit log, which the caller disposes of. They may be open in several processes at once.</summary>
    /// <exception cref="AccessStoreException">They cannot be opened.</exception>
    IAccessStore OpenAccessStore();

    /// <summary>Opens the tracking table, which the caller disposes of.</summary>
    /// <exception cref="TrackingStoreException">It cannot be opened.</exception>
    ITrackingStore OpenTrackingStore();

    /// <summary>Makes journal and snapshots ready for an actor system.</summary>
    ServerPersistence PreparePersistence();

    /// <summary>What is damaged of it; null when another machine's administrator looks after that.</summary>
    StorageDamage? Damage => null;

    /// <summary>What a failure of the journal says of damage, which is noted; null when it does not.</summary>
    TransportError? JournalDamageOf(Exception failure) => null;

    /// <summary>Where it writes; null when that is another machine's business.</summary>
    IDatabaseSpace? Space => null;
}
