namespace ForeignTransport.PowerShell.Completion;

/// <summary>Completes system messages.</summary>
public sealed class SystemMessageCompleter() : NameCompleter("system-messages", "identity");
