namespace ForeignTransport.PowerShell.Completion;

/// <summary>Completes transport services.</summary>
public sealed class TransportServiceCompleter() : NameCompleter("transport-services", "name");
