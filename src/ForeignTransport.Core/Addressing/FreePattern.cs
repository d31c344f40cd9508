namespace ForeignTransport.Core.Addressing;

/// <summary>A space of any type that this product knows nothing about, such as <c>FAX:+1*</c>: a glob on the whole value.</summary>
internal sealed class FreePattern(string space) : AddressPattern
{
    private readonly Glob _glob = Glob.Parse(space);

    public override string Normal => _glob.Normal;

    public override Specificity Specificity => Specificity.Of(_glob.HasWildcard ? 1u : 2u, _glob.LiteralCount);

    public override bool Matches(NativeAddress address) => _glob.Matches(address.Value);
}
