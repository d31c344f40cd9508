namespace ForeignTransport.PowerShell.Connectors;

/// <summary>One check of a Drop directory.</summary>
public sealed class ForeignConnectorCheck
{
    /// <summary>Exists, Readable, Writable, Rename, AtomicPublish, Space, Quota, Shared, or Answers.</summary>
    public string Check { get; internal set; } = "";

    /// <summary>Passed, Warning, Failed or Skipped.</summary>
    public string Result { get; internal set; } = "";

    public string? Detail { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => string.IsNullOrEmpty(Detail) ? $"{Check}: {Result}" : $"{Check}: {Result} ({Detail})";
}
