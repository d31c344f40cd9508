namespace ForeignTransport.Core.Addressing;

/// <summary>A one-off address of a client's address line: <c>Jane Doe[FAX:+1 425 555 0100]</c>.</summary>
public sealed record OneOffAddress(string? DisplayName, NativeAddress Address)
{
    /// <summary>Recognizes one entry; false for anything else, such as the literal <c>user@[10.1.1.1]</c>.</summary>
    public static bool TryParse(string text, out OneOffAddress? address) => throw new NotImplementedException();
}
