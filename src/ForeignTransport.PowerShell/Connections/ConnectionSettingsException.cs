namespace ForeignTransport.PowerShell.Connections;

/// <summary>What names the servers or the token cannot be used. The message says which setting and why, and never the token.</summary>
public sealed class ConnectionSettingsException(string message) : Exception(message);
