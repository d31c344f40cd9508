namespace ForeignTransport.PowerShell.Completion;

/// <summary>Completes Foreign connectors.</summary>
public sealed class ForeignConnectorCompleter() : NameCompleter("foreign-connectors", "name");
