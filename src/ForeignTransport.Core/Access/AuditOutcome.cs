using System.Collections.Immutable;

namespace ForeignTransport.Core.Access;

/// <summary>How an act ended.</summary>
/// <param name="Succeeded">True when it was done.</param>
/// <param name="Before">The object before, as JSON; null when there was none.</param>
/// <param name="After">The object after, as JSON; null when there is none.</param>
/// <param name="Error">Why it failed; null when it succeeded.</param>
public sealed record AuditOutcome(bool Succeeded, string? Before, string? After, string? Error)
{
    /// <summary>What was changed, under its names, the object that was meant first: an act is found by these, and by what it was given. Empty when nothing was.</summary>
    public ImmutableArray<AuditObject> Objects { get; init; } = [];

    /// <summary>What else the act is found by: the identities of what a command was for, whatever it was given.</summary>
    public ImmutableArray<string> FoundBy { get; init; } = [];
}
