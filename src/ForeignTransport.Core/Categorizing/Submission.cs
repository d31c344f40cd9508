using System.Collections.Immutable;

namespace ForeignTransport.Core.Categorizing;

/// <summary>What a submission brings.</summary>
/// <param name="Fresh">Messages to journal.</param>
/// <param name="UnderWay">True when some message of it is being journaled for an earlier copy: answer when the submitter asks again.</param>
public sealed record Submission(ImmutableArray<QueuedMessage> Fresh, bool UnderWay);
