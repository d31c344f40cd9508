using ForeignTransport.Core.Addressing;

namespace ForeignTransport.Core.Connectors;

/// <summary>A connector that could take a recipient, with all that decides between it and others.</summary>
/// <param name="Located">The connector.</param>
/// <param name="Space">Its best matching address space: the most specific, and among equals the cheapest.</param>
internal readonly record struct Candidate(LocatedConnector Located, AddressSpace Space)
{
    public ForeignConnector Connector => Located.Connector;

    /// <summary>Links plus address space.</summary>
    public int AggregateCost => Located.SiteCost + Space.Cost;

    /// <summary>
    /// The first criterion by which this candidate and another differ, in Exchange's order, and which of them it favours: negative for this one.
    /// Names are unique, so that only a candidate itself compares equal; the GUID decides all the same, should that ever be broken.
    /// </summary>
    public int CompareTo(in Candidate other, out SelectionRule decidedBy)
    {
        decidedBy = SelectionRule.Specificity;
        var order = other.Space.Specificity.CompareTo(Space.Specificity);
        if (order != 0)
            return order;
        decidedBy = SelectionRule.Cost;
        order = AggregateCost.CompareTo(other.AggregateCost);
        if (order != 0)
            return order;
        decidedBy = SelectionRule.Hops;
        order = Located.Hops.CompareTo(other.Located.Hops);
        if (order != 0)
            return order;
        decidedBy = SelectionRule.Name;
        order = string.Compare(Connector.Name, other.Connector.Name, StringComparison.OrdinalIgnoreCase);
        return order != 0 ? order : Connector.Id.CompareTo(other.Connector.Id);
    }
}
