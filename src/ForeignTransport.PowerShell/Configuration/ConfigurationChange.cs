namespace ForeignTransport.PowerShell.Configuration;

/// <summary>What an import did, or would do, to one object.</summary>
public sealed class ConfigurationChange
{
    /// <summary>Kind and name, as in <c>Foreign connector Fax</c>.</summary>
    public string Object { get; internal set; } = "";

    /// <summary>created, changed or removed.</summary>
    public string Change { get; internal set; } = "";
}
