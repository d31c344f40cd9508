using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Addressing;

/// <summary>The space of an address space, prepared for matching. One kind for SMTP, one for X.400, one for all other types.</summary>
internal abstract class AddressPattern
{
    /// <summary>The normal form; equal for patterns that are duplicates of each other.</summary>
    public abstract string Normal { get; }

    public abstract Specificity Specificity { get; }

    /// <summary>What is legal but probably not meant.</summary>
    public virtual IEnumerable<TransportError> Warnings => [];

    /// <summary>True when the pattern covers an address of its own type.</summary>
    public abstract bool Matches(NativeAddress address);
}
