using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Connectors;

/// <summary>What a source server found about the Drop directory of a Foreign connector.</summary>
public sealed class ForeignConnectorTest
{
    public string Connector { get; internal set; } = "";

    public string Server { get; internal set; } = "";

    /// <summary>Passed, Warning or Failed: the worst of the checks.</summary>
    public string Result { get; internal set; } = "";

    public string? Path { get; internal set; }

    /// <summary>What did not pass, in words.</summary>
    public string Findings => string.Join("; ", Checks.Where(check => check.Result is "Failed" or "Warning").Select(check => check.Detail ?? check.Check));

    public ForeignConnectorCheck[] Checks { get; internal set; } = [];

    /// <summary>Other source servers that see the same directory.</summary>
    public MultiValuedProperty SharedWith { get; internal set; } = new();

    public ByteQuantifiedSize? FreeSpace { get; internal set; }

    public long? FilesWaiting { get; internal set; }

    [JsonKey("bytesWaiting")]
    public ByteQuantifiedSize? SizeWaiting { get; internal set; }

    public UnlimitedSize? Quota { get; internal set; }
}
