using Xunit;

namespace ForeignTransport.Server.Tests;

/// <summary>
/// Specs that measure time, or take a second in which nothing moves for the end: they run one after the other once all others are through, so
/// that these are not the reason why nothing moves.
/// </summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
