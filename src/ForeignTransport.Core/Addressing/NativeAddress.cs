namespace ForeignTransport.Core.Addressing;

/// <summary>An address of any type: <c>SMTP:bob@contoso.com</c>, <c>FAX:+14255550100</c>, <c>X400:c=US;...</c>.</summary>
/// <param name="Type">Upper case.</param>
/// <param name="Value">As written.</param>
public sealed record NativeAddress(string Type, string Value)
{
    /// <inheritdoc />
    public override string ToString() => $"{Type}:{Value}";
}
