namespace ForeignTransport.Shell.Conversion;

/// <summary>Which values of a CSV file stand in quotes.</summary>
public enum QuoteKind
{
    Never,
    Always,
    AsNeeded,
}
