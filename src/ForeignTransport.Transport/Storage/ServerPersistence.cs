using Akka.Configuration;
using Akka.Persistence.Sql.Config;

namespace ForeignTransport.Transport.Storage;

/// <summary>What an actor system needs to keep its journal and snapshots in the database of its server.</summary>
/// <param name="Hocon">Journal and snapshot store settings, to be put before everything else.</param>
/// <param name="Setup">The connection.</param>
internal abstract record ServerPersistence(Config Hocon, DataOptionsSetup Setup);
