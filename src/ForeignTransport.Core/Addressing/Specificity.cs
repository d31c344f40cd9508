namespace ForeignTransport.Core.Addressing;

/// <summary>The precision of an address space, higher is more specific. Only spaces of one type are comparable.</summary>
public readonly struct Specificity : IComparable<Specificity>
{
    /// <inheritdoc />
    public int CompareTo(Specificity other) => throw new NotImplementedException();
}
