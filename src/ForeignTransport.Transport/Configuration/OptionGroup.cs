using System.Collections.Immutable;

namespace ForeignTransport.Transport.Configuration;

/// <summary>The options of one record.</summary>
/// <param name="Name">The common prefix of the keys; empty for the options that stand directly in the section.</param>
/// <param name="Summary">What the group is about.</param>
/// <param name="Options">The options, in the order of the documentation.</param>
public sealed record OptionGroup(string Name, string Summary, ImmutableArray<NodeOption> Options);
