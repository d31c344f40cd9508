using System.Collections.Immutable;
using ForeignTransport.Core.Addressing;

namespace ForeignTransport.Core.Connectors;

/// <summary>The rules of connector selection, in the order in which they are applied.</summary>
public enum SelectionRule
{
    /// <summary>No rule spoke against the connector: it is the one.</summary>
    Chosen = 0,

    /// <summary>Disabled connectors are ignored.</summary>
    Enabled = 1,

    /// <summary>Scoped connectors exist only in the site of their source servers.</summary>
    Scope = 2,

    /// <summary>An address space must match.</summary>
    AddressSpace = 3,

    /// <summary>The message must not be larger than MaxMessageSize.</summary>
    Size = 4,

    /// <summary>A more specific address space wins, whatever its cost.</summary>
    Specificity = 5,

    /// <summary>The lowest sum of site link costs and address space cost wins.</summary>
    Cost = 6,

    /// <summary>The fewest hops win: this server, then this site, then others.</summary>
    Hops = 7,

    /// <summary>The lowest name wins.</summary>
    Name = 8
}

/// <summary>How the selection ended.</summary>
public enum SelectionOutcome
{
    Selected = 0,

    /// <summary>No connector serves the recipient.</summary>
    NoMatch = 1,

    /// <summary>Connectors serve the recipient, but none takes a message of that size.</summary>
    TooLarge = 2
}

/// <summary>The answer without its reasons.</summary>
/// <param name="Outcome">How the selection ended.</param>
/// <param name="Connector">Null unless selected.</param>
/// <param name="IsLocal">True when this server is a source server of the connector.</param>
public readonly record struct SelectedConnector(SelectionOutcome Outcome, ForeignConnector? Connector, bool IsLocal);

/// <summary>What became of one connector, and why.</summary>
/// <param name="Connector">The connector.</param>
/// <param name="EliminatedBy">The rule that spoke against it; <see cref="SelectionRule.Chosen"/> for the one that was selected.</param>
/// <param name="Space">Its best matching address space; null when none matches, or when it was out before they were looked at.</param>
/// <param name="AggregateCost">Site links plus address space; null without <paramref name="Space"/>.</param>
/// <param name="Hops">0 for the local server; null without <paramref name="Space"/>.</param>
/// <param name="Explanation">One sentence for an administrator.</param>
public sealed record ConnectorVerdict(
    ForeignConnector Connector,
    SelectionRule EliminatedBy,
    AddressSpace? Space,
    int? AggregateCost,
    int? Hops,
    string Explanation);

/// <summary>The answer with a reason for every connector, as Test-Route shows it.</summary>
/// <param name="Selected">The same as <see cref="ConnectorSelection.SelectConnector"/> answers.</param>
/// <param name="Verdicts">The chosen connector first, then those that came furthest.</param>
public sealed record Selection(SelectedConnector Selected, ImmutableArray<ConnectorVerdict> Verdicts);
