using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Addressing;

/// <summary>One address space of a connector: <c>Type:Space;Cost</c>.</summary>
public sealed class AddressSpace
{
    private AddressSpace(string type, string space, int cost) => (Type, Space, Cost) = (type, space, cost);

    /// <summary>SMTP, X400 or any other type, upper case.</summary>
    public string Type { get; }

    /// <summary>The pattern as typed.</summary>
    public string Space { get; }

    /// <summary>1 to 100; lower is better.</summary>
    public int Cost { get; }

    /// <summary>How precise the pattern is; compared before cost.</summary>
    public Specificity Specificity => throw new NotImplementedException();

    /// <summary>Parses one entry of AddressSpaces.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AddressSpace? space, [NotNullWhen(false)] out TransportError? error) =>
        throw new NotImplementedException();

    /// <summary>True when this space serves the address.</summary>
    public bool Matches(NativeAddress address) => throw new NotImplementedException();

    /// <summary>True when both have the same type and the same pattern in normal form, whatever their cost.</summary>
    public bool SamePattern(AddressSpace other) => throw new NotImplementedException();

    /// <summary>Canonical text with type and cost.</summary>
    public override string ToString() => $"{Type}:{Space};{Cost}";
}
