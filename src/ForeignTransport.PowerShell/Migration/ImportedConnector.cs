namespace ForeignTransport.PowerShell.Migration;

/// <summary>What became of a connector of an Exchange server.</summary>
public sealed class ImportedConnector
{
    public string Name { get; internal set; } = "";

    /// <summary>Created or Updated.</summary>
    public string Result { get; internal set; } = "";

    /// <summary>Its address spaces and source servers.</summary>
    public string Detail { get; internal set; } = "";
}
