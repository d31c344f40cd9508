namespace ForeignTransport.Core.Errors;

/// <summary>One occurrence of a catalogued failure. A closed value, never an exception, wherever a caller must react to it.</summary>
/// <param name="Entry">What kind of failure it is.</param>
/// <param name="Detail">The particulars, for logs and operators; single line, without control characters.</param>
public sealed record TransportError(ErrorEntry Entry, string Detail)
{
    /// <summary>The parameter that is wrong; null when it is not one of them.</summary>
    public string? Parameter { get; init; }

    /// <summary>One line: code, name, detail.</summary>
    public override string ToString() =>
        Detail.Length == 0 ? $"{Entry.Code} {Entry.Name}" : $"{Entry.Code} {Entry.Name}: {Detail}";
}
