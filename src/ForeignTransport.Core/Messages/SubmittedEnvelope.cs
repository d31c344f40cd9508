using System.Collections.Immutable;

namespace ForeignTransport.Core.Messages;

/// <summary>The envelope that a submitter gives beside the message, as text.</summary>
/// <param name="From">The originator; empty for the null reverse-path, null to take it from the header.</param>
/// <param name="To">Recipients, written as in a To field; none to take them from the header.</param>
public sealed record SubmittedEnvelope(string? From, ImmutableArray<string> To);
