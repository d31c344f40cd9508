namespace ForeignTransport.Shell.Objects;

/// <summary>What Measure-Object found; null for what nobody asked for.</summary>
public sealed class MeasureInfo
{
    public int Count { get; init; }

    public double? Average { get; init; }

    public double? Sum { get; init; }

    public object? Maximum { get; init; }

    public object? Minimum { get; init; }

    public string? Property { get; init; }
}
