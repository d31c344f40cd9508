namespace ForeignTransport.Core.Queues;

/// <summary>
/// What a message waits for: each distinct key is one queue. Two connectors of one address space are two queues of one name, because the
/// connector is part of the key.
/// </summary>
/// <param name="DeliveryType">How the messages go on.</param>
/// <param name="NextHopDomain">The queue's name: a domain, an address type such as <c>FAX</c>, a connector; compared without case.</param>
/// <param name="NextHopConnector">The connector's GUID; zeros where there is none.</param>
public readonly record struct NextHopSolutionKey(DeliveryType DeliveryType, string NextHopDomain, Guid NextHopConnector)
{
    public static NextHopSolutionKey Submission { get; } = new(DeliveryType.Undefined, "Submission", Guid.Empty);

    public static NextHopSolutionKey PoisonMessage { get; } = new(DeliveryType.Undefined, "Poison Message", Guid.Empty);

    public static NextHopSolutionKey Unreachable { get; } = new(DeliveryType.Unreachable, "Unreachable Domain", Guid.Empty);

    public NextHopCategory Category => DeliveryType.Category();

    /// <inheritdoc />
    public bool Equals(NextHopSolutionKey other) =>
        DeliveryType == other.DeliveryType
        && NextHopConnector == other.NextHopConnector
        && string.Equals(NextHopDomain, other.NextHopDomain, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() =>
        HashCode.Combine(
            DeliveryType,
            NextHopConnector,
            NextHopDomain is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(NextHopDomain));
}
