using Xunit;

namespace ForeignTransport.Cluster.Tests;

/// <summary>
/// Several servers under load, or a stopwatch: two such specs at once would measure one another. They run one after the other once all others are
/// through. Those others have one server at most, without a database that could find it slow, and all the time that they need.
/// </summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone : ICollectionFixture<PostgreSqlFixture>;
