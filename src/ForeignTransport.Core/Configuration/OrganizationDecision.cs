using System.Collections.Immutable;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Configuration;

/// <summary>The answer to an <see cref="OrganizationCommand"/>.</summary>
/// <param name="Error">Why nothing happens; null when the command is accepted.</param>
/// <param name="Events">What happens, in order; empty when everything is already so.</param>
/// <param name="Warnings">What the administrator should know, in plain sentences.</param>
public sealed record OrganizationDecision(
    TransportError? Error,
    ImmutableArray<OrganizationEvent> Events,
    ImmutableArray<string> Warnings)
{
    public bool IsAccepted => Error is null;

    internal static OrganizationDecision Refused(TransportError error) => new(error, [], []);

    internal static OrganizationDecision Accepted(params ImmutableArray<OrganizationEvent> events) => new(null, events, []);
}
