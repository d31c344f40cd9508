using System.Collections.Immutable;
using System.Globalization;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Core.Connectors;

/// <summary>
/// Chooses the connector of one external recipient as Exchange documents it: eligible and large enough, then the most specific address space,
/// then the lowest aggregate cost, the fewest hops, the lowest name. The order in which connectors are listed never matters.
/// </summary>
public static class ConnectorSelection
{
    /// <summary>Chooses without explaining. Allocates nothing of its own: it is called for every recipient.</summary>
    /// <param name="recipient">The native address.</param>
    /// <param name="size">The size of the message in bytes: the lower of its present and its original size.</param>
    /// <param name="context">Where the selection takes place.</param>
    public static SelectedConnector SelectConnector(NativeAddress recipient, long size, SelectionContext context)
    {
        var outcome = SelectionOutcome.NoMatch;
        Candidate best = default;
        foreach (var located in context.Connectors)
        {
            switch (Judge(located, recipient, size, out var candidate))
            {
                case SelectionRule.Chosen:
                    if (outcome is not SelectionOutcome.Selected || candidate.CompareTo(best, out _) < 0)
                        best = candidate;
                    outcome = SelectionOutcome.Selected;
                    break;
                case SelectionRule.Size when outcome is SelectionOutcome.NoMatch:
                    outcome = SelectionOutcome.TooLarge;
                    break;
                default:
                    break;
            }
        }

        return outcome is SelectionOutcome.Selected
            ? new SelectedConnector(outcome, best.Connector, best.Located.IsLocal)
            : new SelectedConnector(outcome, null, false);
    }

    /// <summary>Chooses as <see cref="SelectConnector"/> does, and says of every connector which rule spoke against it.</summary>
    public static Selection Select(NativeAddress recipient, long size, SelectionContext context)
    {
        var selected = SelectConnector(recipient, size, context);
        var judged = context.Connectors
            .Select(located => (Located: located, Rule: Judge(located, recipient, size, out var candidate), Candidate: candidate))
            .ToList();
        var winner = judged.Where(item => item.Located.Connector == selected.Connector).Select(item => item.Candidate).FirstOrDefault();
        var verdicts = judged
            .Select(item => item.Rule is SelectionRule.Chosen
                ? Verdict(item.Candidate, winner)
                : Verdict(item.Located.Connector, item.Rule, item.Candidate, size))
            .OrderBy(verdict => verdict.EliminatedBy is SelectionRule.Chosen ? 0 : 1)
            .ThenByDescending(verdict => verdict.EliminatedBy)
            .ThenBy(verdict => verdict.Connector.Name, StringComparer.OrdinalIgnoreCase);
        return new Selection(selected, [.. verdicts]);
    }

    /// <summary>
    /// The first rule that speaks against a connector by itself, or <see cref="SelectionRule.Chosen"/>. Size comes last: "no connector" and
    /// "too large for every connector" are different failures.
    /// </summary>
    private static SelectionRule Judge(LocatedConnector located, NativeAddress recipient, long size, out Candidate candidate)
    {
        candidate = default;
        var connector = located.Connector;
        if (!connector.Enabled)
            return SelectionRule.Enabled;
        if (!located.IsInScope)
            return SelectionRule.Scope;
        if (BestSpace(connector.AddressSpaces, recipient) is not { } space)
            return SelectionRule.AddressSpace;
        candidate = new Candidate(located, space);
        // 0 KB means "nothing", also for a message of no size.
        return connector.MaxMessageSize.Allows(size) && connector.MaxMessageSize.Limit?.Bytes != 0 ? SelectionRule.Chosen : SelectionRule.Size;
    }

    private static AddressSpace? BestSpace(ImmutableArray<AddressSpace> spaces, NativeAddress recipient)
    {
        AddressSpace? best = null;
        foreach (var space in spaces)
        {
            if (!space.Matches(recipient))
                continue;
            var order = best is null ? 1 : space.Specificity.CompareTo(best.Specificity);
            if (order > 0 || (order == 0 && space.Cost < best!.Cost))
                best = space;
        }

        return best;
    }

    private static ConnectorVerdict Verdict(in Candidate candidate, in Candidate winner)
    {
        if (candidate.CompareTo(winner, out var rule) == 0)
            rule = SelectionRule.Chosen;
        var reason = rule switch
        {
            SelectionRule.Chosen => $"serves the recipient by {candidate.Space}",
            SelectionRule.Specificity => $"{candidate.Space} is less specific than {winner.Space} of {winner.Connector.Name}",
            SelectionRule.Cost => $"its cost {Number(candidate.AggregateCost)} is above {Number(winner.AggregateCost)} of {winner.Connector.Name}",
            SelectionRule.Hops => $"its nearest source server is {Number(candidate.Located.Hops)} hops away, "
                + $"that of {winner.Connector.Name} {Number(winner.Located.Hops)}",
            _ => $"its name comes after {winner.Connector.Name}"
        };
        return new ConnectorVerdict(candidate.Connector, rule, candidate.Space, candidate.AggregateCost, candidate.Located.Hops, reason);
    }

    private static ConnectorVerdict Verdict(ForeignConnector connector, SelectionRule rule, in Candidate candidate, long size)
    {
        var reason = rule switch
        {
            SelectionRule.Enabled => "it is disabled",
            SelectionRule.Scope => "it is scoped to the site of its source servers",
            SelectionRule.AddressSpace => "none of its address spaces matches",
            _ => $"the message of {new ByteQuantifiedSize(size)} is larger than its MaxMessageSize {connector.MaxMessageSize}"
        };
        return rule is SelectionRule.Size
            ? new ConnectorVerdict(connector, rule, candidate.Space, candidate.AggregateCost, candidate.Located.Hops, reason)
            : new ConnectorVerdict(connector, rule, null, null, null, reason);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
